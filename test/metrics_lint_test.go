package test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/stretchr/testify/require"
)

// TestMetricsPassPromtool checks both expositions as `promtool check metrics`
// does, by the same linter.
func TestMetricsPassPromtool(t *testing.T) {
	base := startDemo(t)
	for _, path := range []string{"/metrics", "/metrics/self"} {
		t.Run(path, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+path, http.NoBody)
			require.NoError(t, err)
			resp, err := http.DefaultClient.Do(req)
			require.NoError(t, err)
			defer resp.Body.Close()
			require.Equal(t, http.StatusOK, resp.StatusCode)
			problems, err := promlint.New(resp.Body).Lint()
			require.NoError(t, err)
			for _, p := range problems {
				// Prometheus's engine and rule manager bring names of their own.
				require.True(t, strings.HasPrefix(p.Metric, "prometheus_"), "%s: %s", p.Metric, p.Text)
			}
		})
	}
}
