package compose

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/compose-spec/compose-go/v2/types"
	"github.com/stretchr/testify/require"
)

// TestSecretsAreMadeByTheScript: every secret that is mounted is made, and
// stays what it is when the script runs again.
func TestSecretsAreMadeByTheScript(t *testing.T) {
	deploy := t.TempDir()
	script, err := os.ReadFile(filepath.Join(root, "deploy", "make-secrets.sh"))
	require.NoError(t, err)
	path := filepath.Join(deploy, "make-secrets.sh")
	require.NoError(t, os.WriteFile(path, script, 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(deploy, "secrets"), 0o755))
	run := func() map[string]string {
		output, err := exec.Command("sh", path).CombinedOutput()
		require.NoError(t, err, string(output))
		made := map[string]string{}
		entries, err := os.ReadDir(filepath.Join(deploy, "secrets"))
		require.NoError(t, err)
		for _, entry := range entries {
			text, err := os.ReadFile(filepath.Join(deploy, "secrets", entry.Name()))
			require.NoError(t, err)
			made[entry.Name()] = string(text)
		}
		return made
	}
	made := run()
	require.Equal(t, made, run(), "a second run changes nothing")
	folder, err := os.Stat(filepath.Join(deploy, "secrets"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), folder.Mode().Perm())

	secrets := load(t).Secrets
	require.NotEmpty(t, secrets)
	for name, secret := range secrets {
		require.Equal(t, filepath.Join("deploy", "secrets", name), relative(t, secret.File))
		require.Contains(t, made, name)
	}
	require.Len(t, secrets, len(made), "the script makes nothing that is not used")
	random := map[string]bool{}
	for name, text := range made {
		if !slices.Contains(ownSecrets, name) {
			require.Regexp(t, `^[0-9a-f]{48}$`, text, name)
			require.False(t, random[text], "%s is another's", name)
			random[text] = true
		}
	}
}

// ownSecrets are those that nobody can make but the office.
var ownSecrets = []string{"smtp_password", "operators_url"}

func relative(t *testing.T, path string) string {
	t.Helper()
	dir, err := filepath.Abs(root)
	require.NoError(t, err)
	short, err := filepath.Rel(dir, path)
	require.NoError(t, err)
	return short
}

// TestNoSecretStandsInTheEnvironment: docker inspect shows it to everybody.
func TestNoSecretStandsInTheEnvironment(t *testing.T) {
	each(t, func(t *testing.T, s types.ServiceConfig) {
		var given []string
		for _, secret := range s.Secrets {
			given = append(given, "/run/secrets/"+secret.Source)
		}
		for name, value := range s.Environment {
			if !regexp.MustCompile("PASSWORD|TOKEN|SECRET").MatchString(name) {
				continue
			}
			require.Regexp(t, "_FILE$", name)
			require.NotNil(t, value)
			require.True(t, slices.Contains(given, *value), "%s is not given %s", s.Name, *value)
		}
	})
}

// TestSecretsOfConfigurationsAreGiven: what the mounted files name is mounted.
func TestSecretsOfConfigurationsAreGiven(t *testing.T) {
	project := load(t)
	for service, file := range map[string]string{"jindu": "jindu.yml", "alertmanager": "alertmanager/alertmanager.yml"} {
		text, err := os.ReadFile(filepath.Join(root, "deploy", file))
		require.NoError(t, err)
		var given []string
		for _, secret := range project.Services[service].Secrets {
			given = append(given, path.Join("/run/secrets", secret.Source))
			if secret.Target != "" {
				given = append(given, secret.Target)
			}
		}
		code := regexp.MustCompile(`(?m)^\s*#.*$`).ReplaceAllString(string(text), "")
		named := regexp.MustCompile(`/(run|etc/alertmanager)/secrets/[\w.]+`).FindAllString(code, -1)
		require.NotEmpty(t, named)
		for _, name := range named {
			require.Contains(t, given, name, "of %s", service)
		}
	}
}

// TestAlertmanagersReceiversAreJindus: the last part of each address of the
// relay names a receiver of jindu's.
func TestAlertmanagersReceiversAreJindus(t *testing.T) {
	config, err := os.ReadFile(filepath.Join(root, "deploy", "alertmanager", "alertmanager.yml"))
	require.NoError(t, err)
	jindu, err := os.ReadFile(filepath.Join(root, "deploy", "jindu.yml"))
	require.NoError(t, err)
	told := regexp.MustCompile(`/api/jindu/v1/notify/(\w+)`).FindAllStringSubmatch(string(config), -1)
	require.NotEmpty(t, told)
	for _, name := range told {
		require.Contains(t, string(jindu), "\n    - {name: "+name[1]+", ")
	}
}
