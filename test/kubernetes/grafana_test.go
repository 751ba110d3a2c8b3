package kubernetes

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// clientSide is how many bytes of annotations an object may have. A client-side
// apply keeps the whole object in one.
const clientSide = 256 << 10

// dashboardFiles gives those of the repository, by the names of their ConfigMaps.
func dashboardFiles(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "dashboards", "json", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	found := map[string]string{}
	for _, file := range files {
		found["dashboard-"+strings.TrimSuffix(filepath.Base(file), ".json")] = file
	}
	return found
}

func TestEveryDashboardIsAConfigMap(t *testing.T) {
	files := dashboardFiles(t)
	for _, folder := range folders {
		labelled := 0
		for name, m := range named[corev1.ConfigMap](t, folder, "ConfigMap") {
			if m.Labels["grafana_dashboard"] == "" {
				continue
			}
			labelled++
			require.Equal(t, "1", m.Labels["grafana_dashboard"], name)
			require.Contains(t, files, name, "dashboards/kustomization.yaml has one more")
			text, err := os.ReadFile(files[name])
			require.NoError(t, err)
			require.Equal(t, map[string]string{filepath.Base(files[name]): string(text)}, m.Data)
			kept, err := json.Marshal(m)
			require.NoError(t, err)
			require.Less(t, len(kept), clientSide, "%s is too large for a client-side apply", name)
		}
		require.Equal(t, len(files), labelled, "dashboards/kustomization.yaml lacks some")
	}
}

func TestGrafanaMountsEveryDashboard(t *testing.T) {
	files := dashboardFiles(t)
	w := workloads(t, "base")["grafana"]
	var mounted []string
	for _, v := range w.pod.Volumes {
		if v.Name == "dashboards" {
			for _, m := range configMaps(v) {
				mounted = append(mounted, m.Name)
			}
		}
	}
	require.Len(t, mounted, len(files))
	for name := range files {
		require.Contains(t, mounted, name)
	}
}

// composed is what docker-compose.yml says of a service.
type composed struct {
	Image       string            `json:"image"`
	Environment map[string]string `json:"environment"`
}

func compose(t *testing.T) map[string]composed {
	t.Helper()
	var file struct {
		Services map[string]composed `json:"services"`
	}
	text, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &file))
	return file.Services
}

// TestImagesAreThoseOfCompose: one version of each program, wherever it runs.
func TestImagesAreThoseOfCompose(t *testing.T) {
	versions := map[string]string{}
	for _, service := range compose(t) {
		program, version, _ := strings.Cut(service.Image, ":")
		versions[program] = version
	}
	same := map[string]bool{}
	for name, w := range workloads(t, "base") {
		program, version, _ := strings.Cut(w.pod.Containers[0].Image, ":")
		if want, ok := versions[program]; ok && program != "jindu" { // jindu's own is built by compose.
			require.Equal(t, want, version, "%s of %s", program, name)
			same[program] = true
		}
	}
	require.Equal(t, map[string]bool{"grafana/grafana": true, "curlimages/curl": true, "influxdb": true, "prom/alertmanager": true}, same)
}

// TestGrafanaIsSetUpAsByCompose but for where its secret is.
func TestGrafanaIsSetUpAsByCompose(t *testing.T) {
	const password = "GF_SECURITY_ADMIN_PASSWORD__FILE"
	want := compose(t)["grafana"].Environment
	require.NotEmpty(t, want[password])
	want[password] = "/run/secrets/grafana/password"
	got := map[string]string{}
	for _, e := range workloads(t, "base")["grafana"].pod.Containers[0].Env {
		got[e.Name] = e.Value
	}
	require.Equal(t, want, got)
	require.FileExists(t, filepath.Join(root, "dashboards", "json", filepath.Base(got["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])))
}

// TestReadersAreTheDefaultSource, and VictoriaMetrics the second.
func TestReadersAreTheDefaultSource(t *testing.T) {
	var file struct {
		Sources []struct {
			UID       string `json:"uid"`
			Type      string `json:"type"`
			URL       string `json:"url"`
			IsDefault bool   `json:"isDefault"`
			JSON      struct {
				Method string `json:"httpMethod"`
			} `json:"jsonData"`
		} `json:"datasources"`
	}
	text, err := os.ReadFile(filepath.Join(root, "deploy", "kubernetes", "base", "datasources.yml"))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &file))
	require.Len(t, file.Sources, 3)
	for i, url := range []string{"http://jindu-reader:8080", "http://vmselect:8481/select/0/prometheus"} {
		require.Equal(t, "prometheus", file.Sources[i].Type)
		require.Equal(t, "POST", file.Sources[i].JSON.Method)
		require.Equal(t, url, file.Sources[i].URL)
		require.Equal(t, i == 0, file.Sources[i].IsDefault)
	}
}
