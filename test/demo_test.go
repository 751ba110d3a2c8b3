package test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"
)

// binary is jindu as it was built for this run.
var binary string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "jindu-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // A leftover of a test run.
	binary = filepath.Join(dir, "jindu")
	build := exec.Command("go", "build", "-o", binary, "jindu/cmd/jindu") //nolint:noctx // Ends by itself.
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		panic(fmt.Sprintf("build jindu: %v", err))
	}
	defer closeBrowser()
	return m.Run()
}

// sources looks at every source of the binary once, within a test: go test
// remembers results by what tests looked at, and doesn't see what a build that
// they start has read.
var sources = sync.OnceValue(func() error {
	for _, dir := range []string{"alerts", "cmd", "collector", "dashboards/json", "examples", "exporter", "internal"} {
		err := filepath.WalkDir(filepath.Join("..", dir), func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			_, err = os.Stat(path)
			return err
		})
		if err != nil {
			return fmt.Errorf("look at the sources: %w", err)
		}
	}
	_, err := os.Stat("../go.mod")
	return err
})

// jindu runs the binary to its end in a folder of its own.
func jindu(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	require.NoError(t, sources())
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &errs, append(os.Environ(), "JINDU_LANG=en")
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// mustJindu is jindu where it must end well; it gives what was printed.
func mustJindu(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := jindu(t, args...)
	require.Zero(t, code, "jindu %s\n%s%s", strings.Join(args, " "), out, errs)
	return strings.TrimSpace(out)
}

// startDemo starts `jindu demo` on a free port and gives its address. It ends
// with the test.
func startDemo(t *testing.T, args ...string) string {
	t.Helper()
	return start(t, append([]string{"demo", "--listen", "127.0.0.1:0"}, args...)...)
}

// start starts a serving jindu and waits until it says where it is.
func start(t *testing.T, args ...string) string {
	t.Helper()
	require.NoError(t, sources())
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	var log bytes.Buffer
	cmd.Stderr = &log
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(stdout)
	address := ""
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "jindu is at ")
	}
	t.Cleanup(func() {
		cancel()
		_, _ = io.Copy(io.Discard, stdout)
		err := cmd.Wait()
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("jindu %s: %v\n%s", strings.Join(args, " "), err, log.String())
		}
	})
	require.NotEmpty(t, address, "jindu did not start:\n%s", &log)
	return address
}

// get reads a page.
func get(t *testing.T, address string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close() //nolint:errcheck // Only read.
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

// ask asks Prometheus's API and gives the data of its answer.
func ask(t *testing.T, base, path string, params url.Values) json.RawMessage {
	t.Helper()
	status, body := get(t, base+path+"?"+params.Encode())
	var answer struct {
		Status, Error string
		Data          json.RawMessage
	}
	require.NoError(t, json.Unmarshal([]byte(body), &answer), body)
	require.Equal(t, http.StatusOK, status, "%s %v: %s", path, params, answer.Error)
	return answer.Data
}

// vector asks an instant query. A time left empty is the server's.
func vector(t *testing.T, base, query, at, asOf string) model.Vector {
	t.Helper()
	params := url.Values{"query": {query}}
	for name, value := range map[string]string{"time": at, "as_of": asOf} {
		if value != "" {
			params.Set(name, value)
		}
	}
	var data struct{ Result model.Vector }
	require.NoError(t, json.Unmarshal(ask(t, base, "/api/v1/query", params), &data))
	return data.Result
}

// value asks an instant query that must give one value.
func value(t *testing.T, base, query, at, asOf string) float64 {
	t.Helper()
	v := vector(t, base, query, at, asOf)
	require.Len(t, v, 1, query)
	return float64(v[0].Value)
}
