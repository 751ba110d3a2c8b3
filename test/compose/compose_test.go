// Package compose checks docker-compose.yml as Docker Compose would read it,
// without a Docker engine. It is a module of its own, so that jindu's does not
// need the loader.
package compose

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// load reads the project as Compose would with these variables.
func load(t *testing.T, variables ...string) *types.Project {
	t.Helper()
	file := filepath.Join(root, "docker-compose.yml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	dir, err := filepath.Abs(root)
	require.NoError(t, err)
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  dir,
		ConfigFiles: []types.ConfigFile{{Filename: file, Content: text}},
		Environment: types.NewMapping(variables),
	})
	require.NoError(t, err)
	return project
}

// each runs a check on every service.
func each(t *testing.T, check func(t *testing.T, s types.ServiceConfig)) {
	t.Helper()
	project := load(t)
	require.NotEmpty(t, project.Services)
	for name, service := range project.Services {
		t.Run(name, func(t *testing.T) { check(t, service) })
	}
}

func TestServices(t *testing.T) {
	require.ElementsMatch(t, []string{"jindu", "influxdb", "prometheus", "alertmanager", "grafana", "playlists"}, load(t).ServiceNames())
}

// lasting runs a check on every service but those that end when their work is
// done.
func lasting(t *testing.T, check func(t *testing.T, s types.ServiceConfig)) {
	t.Helper()
	each(t, func(t *testing.T, s types.ServiceConfig) {
		if s.Restart != types.RestartPolicyNo {
			check(t, s)
		}
	})
}

func TestImagesArePinned(t *testing.T) {
	version := regexp.MustCompile(`:v?\d+\.\d+\.\d+$`)
	each(t, func(t *testing.T, s types.ServiceConfig) {
		if s.Build == nil {
			require.Regexp(t, version, s.Image)
			return
		}
		require.FileExists(t, filepath.Join(s.Build.Context, s.Build.Dockerfile))
	})
}

// TestDockerfileImagesArePinned reads the images that jindu's own is built from.
func TestDockerfileImagesArePinned(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "deploy", "Dockerfile"))
	require.NoError(t, err)
	bases := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, bases)
	for _, base := range bases {
		if base[1] != "scratch" {
			require.Regexp(t, `:\d+\.\d+\.\d+(-\w+)?$`, base[1])
		}
	}
}

// TestDockerfileBuildsWithTheModulesGo keeps the image's Go and go.mod's alike.
func TestDockerfileBuildsWithTheModulesGo(t *testing.T) {
	module, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	needed := regexp.MustCompile(`(?m)^go (\S+)`).FindStringSubmatch(string(module))
	require.NotNil(t, needed)
	dockerfile, err := os.ReadFile(filepath.Join(root, "deploy", "Dockerfile"))
	require.NoError(t, err)
	require.Contains(t, string(dockerfile), "FROM golang:"+needed[1]+"-")
}

func TestPortsAreOnLoopbackOnly(t *testing.T) {
	lasting(t, func(t *testing.T, s types.ServiceConfig) {
		require.NotEmpty(t, s.Ports)
		for _, port := range s.Ports {
			require.Equal(t, "127.0.0.1", port.HostIP)
			require.NotEmpty(t, port.Published)
		}
	})
}

// TestItListensElsewhereOnlyIfAsked: the address is that of .env.example.
func TestItListensElsewhereOnlyIfAsked(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, ".env.example"))
	require.NoError(t, err)
	require.Contains(t, string(text), "# JINDU_BIND=127.0.0.1")
	for name, service := range load(t, "JINDU_BIND=10.1.2.3").Services {
		for _, port := range service.Ports {
			require.Equal(t, "10.1.2.3", port.HostIP, name)
		}
	}
}

func TestServicesAreHardened(t *testing.T) {
	each(t, func(t *testing.T, s types.ServiceConfig) {
		require.True(t, s.ReadOnly, "the root file system is read-only")
		require.False(t, s.Privileged)
		require.Equal(t, []string{"ALL"}, s.CapDrop)
		require.Contains(t, s.SecurityOpt, "no-new-privileges:true")
	})
}

func TestServicesAreCheckedAndStartedAgain(t *testing.T) {
	lasting(t, func(t *testing.T, s types.ServiceConfig) {
		require.NotNil(t, s.HealthCheck)
		require.False(t, s.HealthCheck.Disable)
		require.NotEmpty(t, s.HealthCheck.Test)
		require.Equal(t, types.RestartPolicyUnlessStopped, s.Restart)
	})
}

func TestDependenciesAreWaitedForInHealth(t *testing.T) {
	project := load(t)
	for name, all := range map[string][]string{
		"jindu": {"influxdb", "alertmanager"}, "prometheus": {"jindu"}, "grafana": {"jindu"}, "playlists": {"grafana"},
	} {
		require.Len(t, project.Services[name].DependsOn, len(all), name)
		for _, on := range all {
			dependency, ok := project.Services[name].DependsOn[on]
			require.True(t, ok, "%s depends on %s", name, on)
			require.Equal(t, types.ServiceConditionHealthy, dependency.Condition)
		}
	}
}

func TestVolumesAndMountedFilesExist(t *testing.T) {
	project := load(t)
	used := map[string]bool{}
	each(t, func(t *testing.T, s types.ServiceConfig) {
		for _, v := range s.Volumes {
			switch v.Type {
			case types.VolumeTypeVolume:
				require.Contains(t, project.Volumes, v.Source)
				used[v.Source] = true
			case types.VolumeTypeBind:
				require.True(t, v.ReadOnly, v.Source)
				_, err := os.Stat(v.Source)
				require.NoError(t, err)
			default:
				require.Fail(t, "unexpected kind of mount", v.Type)
			}
		}
	})
	lasting(t, func(t *testing.T, s types.ServiceConfig) {
		require.True(t, slices.ContainsFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool {
			return v.Type == types.VolumeTypeVolume
		}), "its data is on a named volume")
	})
	for name := range project.Volumes {
		require.True(t, used[name], "no service uses the volume %s", name)
	}
}

// TestProvisioningNamesWhatIsMounted keeps addresses and paths of the files in
// deploy/ in step with the compose file.
func TestProvisioningNamesWhatIsMounted(t *testing.T) {
	project := load(t)
	read := func(path string) string {
		text, err := os.ReadFile(filepath.Join(root, "deploy", path))
		require.NoError(t, err)
		return string(text)
	}
	mounted := func(service string) string {
		var targets []string
		for _, v := range project.Services[service].Volumes {
			targets = append(targets, v.Target)
		}
		return strings.Join(targets, "\n")
	}
	for _, m := range regexp.MustCompile(`(?m)^\s+url: http://(\w+):(\d+)$`).
		FindAllStringSubmatch(read("grafana/provisioning/datasources/jindu.yml"), -1) {
		listens(t, project, m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`targets: \[(\w+):(\d+)\]`).
		FindAllStringSubmatch(read("prometheus/prometheus.yml"), -1) {
		listens(t, project, m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`http://(\w+):(\d+)`).FindAllStringSubmatch(
		read("alertmanager/alertmanager.yml")+strings.ReplaceAll(read("jindu.yml"), "http://127.0.0.1:8080", ""), -1) {
		listens(t, project, m[1], m[2])
	}
	path := regexp.MustCompile(`path: (\S+)`).FindStringSubmatch(read("grafana/provisioning/dashboards/jindu.yml"))
	require.NotNil(t, path)
	require.Contains(t, mounted("grafana"), path[1])
	require.Contains(t, mounted("jindu"), "/inbox")
	require.Contains(t, read("jindu.yml"), "- /inbox")
	require.Contains(t, mounted("jindu"), "/var/lib/jindu")
	require.Contains(t, read("jindu.yml"), "data: /var/lib/jindu")
}

func listens(t *testing.T, project *types.Project, service, port string) {
	t.Helper()
	require.Contains(t, project.Services, service)
	for _, p := range project.Services[service].Ports {
		if port == p.Published {
			return
		}
	}
	require.Fail(t, "no such port", "%s:%s", service, port)
}
