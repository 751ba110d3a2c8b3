package testbed

import (
	"path/filepath"
	"testing"
)

// Alertmanager starts an Alertmanager with a configuration, alone: it looks for
// no others. Its silences and what it has told outlive Stop; what is firing does
// not, as whoever evaluates the rules tells it again.
func Alertmanager(tb testing.TB, config string) *Server {
	tb.Helper()
	path := find(tb, "alertmanager", "run `make servers`")
	address := freeAddress(tb)
	s := &Server{URL: "http://" + address, Dir: tb.TempDir(), name: "alertmanager", path: path, health: "/-/ready"}
	s.args = []string{
		"--config.file=" + s.write(tb, "alertmanager.yml", config),
		"--web.listen-address=" + address,
		"--storage.path=" + filepath.Join(s.Dir, "data"),
		"--cluster.listen-address=",
		"--log.level=warn",
	}
	s.begin(tb)
	return s
}
