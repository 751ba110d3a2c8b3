package test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

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
	config := filepath.Join(t.TempDir(), "jindu.yml") // A watched folder has a family of its own.
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\nwatch: [inbox]\n"+
		"targets: [{name: nobody, kind: prometheus, url: \"http://127.0.0.1:1\"}]\n"), 0o600)) // So has a target.
	exposed := map[string]string{}
	for _, base := range []string{startDemo(t), start(t, "serve", "--config", config)} {
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
