package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

// configure writes a jindu.yml that watches a folder, and gives both.
func configure(t *testing.T, extra string) (config, inbox string) {
	t.Helper()
	dir := t.TempDir()
	inbox = filepath.Join(dir, "inbox")
	require.NoError(t, os.Mkdir(inbox, 0o750))
	config = filepath.Join(dir, "jindu.yml")
	text := "listen: 127.0.0.1:0\ndata: ledger\nregion: 殷都区\nwatch: [inbox]\n" + extra
	require.NoError(t, os.WriteFile(config, []byte(text), 0o600))
	return config, inbox
}

func TestServeTakesInWhatIsPutIntoItsFolder(t *testing.T) {
	config, inbox := configure(t, "")
	base := start(t, "serve", "--config", config)
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(inbox, name), []byte(text), 0o600))
	}
	count := func(result string) func() bool {
		line := `jindu_submissions_total{result="` + result + `",source="folder"} 1`
		return func() bool {
			_, text := get(t, base+"/metrics/self")
			return strings.Contains(text, line+"\n")
		}
	}
	put("~$指标.csv", "a lock file")
	put("坏的.csv", "指标,期间,口径,数值\n一般公共预算收入,2020年1-7月,累计,许多\n")
	put("指标.csv", "指标,期间,口径,数值\n一般公共预算收入,2020年1-7月,累计,12.19亿元\n")
	require.Eventually(t, count("accepted"), time.Minute, 100*time.Millisecond)
	require.Eventually(t, count("refused"), time.Minute, 100*time.Millisecond)
	require.Equal(t, 12.19e8, value(t, base, revenue, "2020-07", ""), "of the office's own region")
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(config), "ledger", "files", "refused", "*", "坏的.csv"))
	require.NoError(t, err)
	require.Len(t, kept, 1)
}

func TestAServerThatAsksForAPassword(t *testing.T) {
	config, _ := configure(t, "web_config: web.yml\n")
	hash, err := bcrypt.GenerateFromPassword([]byte("opensesame"), bcrypt.MinCost)
	require.NoError(t, err)
	dir := filepath.Dir(config)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "web.yml"), []byte("basic_auth_users:\n  office: "+string(hash)+"\n"), 0o600))
	client := filepath.Join(dir, "client.yml")
	require.NoError(t, os.WriteFile(client, []byte("basic_auth: {username: office, password: opensesame}\n"), 0o600))

	base := start(t, "serve", "--config", config)
	status, _ := get(t, base+"/metrics")
	require.Equal(t, 401, status)
	_, errs, code := jindu(t, "query", "vector(1)", "--server", base)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "--http-config")
	require.Equal(t, "1", mustJindu(t, "query", "vector(1)", "--server", base, "--http-config", client))
}

func TestTwoCantWorkOnOneLedger(t *testing.T) {
	dir := t.TempDir()
	start(t, "demo", "--listen", "127.0.0.1:0", "--data", dir)
	_, errs, code := jindu(t, "query", "vector(1)", "--data", dir)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "in use by another jindu: use --server")
}
