package test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheDeployedConfigurationIsSound: jindu.yml of docker-compose.yml, with
// its secrets and folders in another place.
func TestTheDeployedConfigurationIsSound(t *testing.T) {
	text, err := os.ReadFile("../deploy/jindu.yml")
	require.NoError(t, err)
	dir := t.TempDir()
	for _, secret := range regexp.MustCompile(`/run/secrets/(\w+)`).FindAllStringSubmatch(string(text), -1) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, secret[1]), []byte("secret"), 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "inbox"), 0o700))
	path := filepath.Join(dir, "jindu.yml")
	moved := strings.NewReplacer("/run/secrets/", dir+"/", "- /inbox", "- "+dir+"/inbox").Replace(string(text))
	require.NoError(t, os.WriteFile(path, []byte(moved), 0o600))
	require.Contains(t, mustJindu(t, "check", "config", path), "ok")
}
