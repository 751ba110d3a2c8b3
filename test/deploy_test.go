package test

import (
	"io/fs"
	"os"
	"os/exec"
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

// TestAPlainServerAsDocumented runs what docs/deployment.md says, and has each
// program's own checker read what lies in its folder then.
func TestAPlainServerAsDocumented(t *testing.T) {
	for _, program := range []string{"bash", "openssl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("its commands need " + program)
		}
	}
	m := newMachine(t)
	m.program(t, "systemctl", ":")
	etc := filepath.Join(m.root, "etc")
	for _, dir := range []string{"default", "prometheus", "grafana/provisioning/datasources"} { // Packages make them.
		require.NoError(t, os.MkdirAll(filepath.Join(etc, dir), 0o750))
	}
	config := "listen: 127.0.0.1:8080\ndata: " + filepath.Join(m.root, "var/lib/jindu") + "\nregion: 殷都区\n"
	require.NoError(t, os.WriteFile(filepath.Join(etc, "jindu", "jindu.yml"), []byte(config), 0o600))
	all := steps(t, "../docs/deployment.md")
	require.Len(t, all, 1)
	repository, err := filepath.Abs("..")
	require.NoError(t, err)
	out, err := m.run(t, "cd "+repository+"\n"+strings.ReplaceAll(all[0].script, "/etc/", etc+"/"))
	require.NoError(t, err, out)

	require.NoError(t, filepath.WalkDir(etc, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		require.NotRegexp(t, `(?m)^[^#\n]*\b(jindu|prometheus|alertmanager|grafana):\d{4}`, string(text), path)
		return err
	}))
	boards, err := filepath.Glob(filepath.Join(etc, "grafana/dashboards/*.json"))
	require.NoError(t, err)
	require.Len(t, boards, len(readDashboards(t)))
	sources, err := os.ReadFile(filepath.Join(etc, "grafana/provisioning/datasources/jindu.yml"))
	require.NoError(t, err)
	for _, address := range []string{"http://127.0.0.1:8080", "http://127.0.0.1:9090", "http://127.0.0.1:9093"} {
		require.Contains(t, string(sources), address)
	}
	for checker, file := range map[string]string{"promtool check config": "prometheus.yml", "amtool check-config": "alertmanager.yml"} {
		program, _, _ := strings.Cut(checker, " ")
		if _, err := os.Stat(filepath.Join(repository, ".cache/bin", program)); err == nil { // Where `make rules` made it.
			out, err := m.run(t, filepath.Join(repository, ".cache/bin", checker)+" "+filepath.Join(etc, "prometheus", file))
			require.NoError(t, err, out)
		}
	}
}
