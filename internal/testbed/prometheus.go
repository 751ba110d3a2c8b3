package testbed

import (
	"path/filepath"
	"strings"
	"testing"
)

// prometheusConfig takes what is written to it, however old, and scrapes nothing.
const prometheusConfig = `
storage:
  tsdb:
    out_of_order_time_window: 36500d
`

// Prometheus starts a Prometheus that takes remote write (of both versions) of
// the last 100 years and keeps it as long. Flags are given to it besides.
func Prometheus(tb testing.TB, flags ...string) *Server {
	tb.Helper()
	return PrometheusWith(tb, strings.TrimLeft(prometheusConfig, "\n"), append([]string{
		"--web.enable-remote-write-receiver", "--storage.tsdb.retention.time=100y",
	}, flags...)...)
}

// PrometheusWith starts a Prometheus with a configuration of the test's own.
func PrometheusWith(tb testing.TB, config string, flags ...string) *Server {
	tb.Helper()
	path := find(tb, "prometheus", "run `make servers`")
	address := freeAddress(tb)
	s := &Server{URL: "http://" + address, Dir: tb.TempDir(), name: "prometheus", path: path, health: "/-/ready"}
	s.args = append([]string{
		"--config.file=" + s.write(tb, "prometheus.yml", config),
		"--web.listen-address=" + address,
		"--storage.tsdb.path=" + filepath.Join(s.Dir, "data"),
		"--log.level=warn",
	}, flags...)
	s.begin(tb)
	return s
}
