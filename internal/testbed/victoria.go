package testbed

import (
	"path/filepath"
	"testing"
)

// VictoriaMetrics starts a single-node VictoriaMetrics that keeps 100 years.
// Flags are given to it besides. What is written is found by queries after a GET
// of /internal/force_flush, otherwise a second later, or ten where it was asked
// for in vain. What was written in the last seconds before Kill may be lost,
// though it was taken with a status of 204.
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
