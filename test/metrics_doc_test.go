package test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// metricsDoc is a part of docs/metrics.md: what stands below a heading.
func metricsDoc(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/metrics.md")
	require.NoError(t, err)
	_, part, ok := strings.Cut(string(text), "\n"+heading+"\n")
	require.True(t, ok, "docs/metrics.md has no %q", heading)
	part, _, _ = strings.Cut(part, "\n## ")
	return part
}

var (
	documentedFamily = regexp.MustCompile("(?m)^\\| `(jindu_[a-z_]+)` \\| (\\w+) ")
	exposedFamily    = regexp.MustCompile(`(?m)^# TYPE (\S+) (\w+)$`)
)

// TestDocumentedSelfMetrics holds docs/metrics.md against /metrics/self, both
// ways, but for the families that belong to libraries.
func TestDocumentedSelfMetrics(t *testing.T) {
	documented := map[string]string{}
	for _, m := range documentedFamily.FindAllStringSubmatch(metricsDoc(t, "## jindu's own: `/metrics/self`"), -1) {
		require.NotContains(t, documented, m[1], "described twice")
		documented[m[1]] = m[2]
	}
	// A watched folder, a target, districts and receivers have families of their own.
	config := filepath.Join(t.TempDir(), "jindu.yml")
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(config), "token"), []byte("secret"), 0o600))
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\nwatch: [inbox]\n"+
		"targets: [{name: nobody, kind: prometheus, url: \"http://127.0.0.1:1\"}]\n"+
		"districts: [{region: \"410505\", token_file: token}]\n"+
		"notify: {receivers: [{name: nobody, kind: webhook, url_file: token}]}\n"), 0o600))
	reader := filepath.Join(t.TempDir(), "jindu.yml") // So has one that reads elsewhere, if nobody is there.
	require.NoError(t, os.WriteFile(reader, []byte("listen: 127.0.0.1:0\nread_from: nobody\n"+
		"targets: [{name: nobody, kind: influx, url: \"http://127.0.0.1:1\", bucket: jindu}]\n"), 0o600))
	exposed := map[string]string{}
	centre := start(t, "serve", "--config", config)
	beat(t, centre)
	refuse(t, centre)
	district := start(t, "serve", "--config", refusing(t))
	require.Eventually(t, func() bool {
		_, text := get(t, district+"/metrics/self")
		return strings.Contains(text, `jindu_rules_refused{reason="malformed"`)
	}, time.Minute, 50*time.Millisecond)
	for _, base := range []string{startDemo(t), centre, district, start(t, "serve", "--config", reader)} {
		status, text := get(t, base+"/metrics/self")
		require.Equal(t, http.StatusOK, status)
		for _, m := range exposedFamily.FindAllStringSubmatch(text, -1) {
			if !ofLibrary(m[1]) {
				exposed[m[1]] = m[2]
			}
		}
	}
	require.Equal(t, exposed, documented)
}

// refusing gives the configuration of a district whose centre offers what are
// no rules.
func refusing(t *testing.T) string {
	t.Helper()
	above := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	t.Cleanup(above.Close)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "token"), []byte("secret"), 0o600))
	config := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\nrules_from: city\n"+
		"targets: [{name: city, kind: jindu, url: \""+above.URL+"\", token_file: token}]\n"), 0o600))
	return config
}

// refuse tells a centre that a district refuses its rules.
func refuse(t *testing.T, centre string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, centre+"/api/jindu/v1/upstream/rules", http.NoBody)
	require.NoError(t, err)
	r.Header.Set("Jindu-Rules-In-Force", "0011223344556677")
	r.Header.Set("Jindu-Rules-Refused", "8899aabbccddeeff faulty")
	speak(t, r)
}

// beat tells a centre that a district is there.
func beat(t *testing.T, centre string) {
	t.Helper()
	body := `{"version":"1","ledger":"00112233445566778899aabbccddeeff","backlog":0,"clock":"2020-09-08T09:00:00+08:00"}`
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, centre+"/api/jindu/v1/upstream/heartbeat", strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	speak(t, r)
}

// speak asks as the district does.
func speak(t *testing.T, r *http.Request) {
	t.Helper()
	r.Header.Set("Authorization", "Bearer secret")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusOK, answer.StatusCode)
}

func ofLibrary(family string) bool {
	for _, prefix := range []string{"go_", "process_", "prometheus_"} {
		if strings.HasPrefix(family, prefix) {
			return true
		}
	}
	return false
}

// TestDocumentedExamples looks for each example of docs/metrics.md in what the
// demo exposes.
func TestDocumentedExamples(t *testing.T) {
	status, text := get(t, startDemo(t)+"/metrics")
	require.Equal(t, http.StatusOK, status)
	exposed := strings.Split(text, "\n")
	examples := 0
	for line := range strings.SplitSeq(metricsDoc(t, "## The board"), "\n") {
		if strings.HasPrefix(line, "jindu_") {
			examples++
			require.Contains(t, exposed, line)
		}
	}
	require.NotZero(t, examples)
}
