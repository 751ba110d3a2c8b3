package testbed

import (
	"path/filepath"
	"testing"
)

// Program starts any other server, such as a jindu that a test has built. It is
// told the address that it must listen on and its folder, and gives the
// arguments to start the program with; health is a path that answers with a
// status of 2xx once it is ready.
func Program(tb testing.TB, path, health string, arguments func(address, dir string) []string) *Server {
	tb.Helper()
	address := freeAddress(tb)
	s := &Server{URL: "http://" + address, Dir: tb.TempDir(), name: filepath.Base(path), path: path, health: health}
	s.args = arguments(address, s.Dir)
	s.begin(tb)
	return s
}
