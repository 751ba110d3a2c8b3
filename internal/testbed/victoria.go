package testbed

import (
	"path/filepath"
	"testing"
)

// VictoriaMetrics starts a single-node VictoriaMetrics that keeps 100 years.
// Flags are given to it besides. What is written is found by queries some
// seconds later, or after a GET of /internal/force_flush; what was written in
// the last seconds before Kill is lost, though it was taken with a status of 204.
func VictoriaMetrics(tb testing.TB, flags ...string) *Server {
	tb.Helper()
	path := find(tb, "victoria-metrics", "install Debian's package victoria-metrics")
	address := freeAddress(tb)
	s := &Server{URL: "http://" + address, Dir: tb.TempDir(), name: "victoria-metrics", path: path, health: "/health"}
	s.args = append([]string{
		"-httpListenAddr=" + address,
		"-storageDataPath=" + filepath.Join(s.Dir, "data"),
		"-retentionPeriod=100y",
		"-loggerLevel=WARN",
		"-search.latencyOffset=0s",
	}, flags...)
	s.begin(tb)
	return s
}
