package testbed

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Required is the environment's variable that makes a missing program an error,
// if its value is "required".
const Required = "JINDU_TESTBED"

// find gives the path of a program: in .cache/bin of the repository the test
// runs in, else where the shell would find it. Without it the test ends.
func find(tb testing.TB, program, how string) string {
	tb.Helper()
	if path := built(program); path != "" {
		return path
	}
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv(Required) == "required" {
		tb.Fatalf("%s is needed: %s", program, how)
	}
	tb.Skipf("without %s: %s", program, how)
	return ""
}

// built looks into .cache/bin of the working folder and of all above it, so
// that it is found from every package and module of the repository.
func built(program string) string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		path := filepath.Join(dir, ".cache", "bin", program)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}
