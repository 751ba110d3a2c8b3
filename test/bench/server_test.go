package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// server is jindu as offices run it, with CSV files handed in over HTTP.
type server struct {
	cmd  *exec.Cmd
	base string
	dir  string
}

func startServer(t *testing.T) peer {
	dir := t.TempDir()
	binary := filepath.Join(dir, "jindu")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./cmd/jindu")
	build.Dir = "../.."
	output, err := build.CombinedOutput()
	require.NoError(t, err, "%s", output)
	config := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\ndata: data\ncatalog: catalog.yml\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "catalog.yml"), catalog(*series), 0o600))

	s := &server{dir: dir, cmd: exec.CommandContext(t.Context(), binary, "serve", "--config", config)}
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGTERM) }
	s.cmd.Env, s.cmd.Stderr = append(os.Environ(), "JINDU_LANG=en"), os.Stderr
	stdout, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	t.Cleanup(func() { s.rest(t) })
	for lines := bufio.NewScanner(stdout); s.base == "" && lines.Scan(); {
		_, s.base, _ = strings.Cut(lines.Text(), "jindu is at ")
	}
	require.NotEmpty(t, s.base)
	return s
}

// catalog has the load's indicators and regions, and none that it has not.
func catalog(series int) []byte {
	var b bytes.Buffer
	b.WriteString("indicators:\n")
	for i := range indicators {
		fmt.Fprintf(&b, "  - {code: %s, name: 指标%03d, name_en: Indicator %03d, display_unit: 亿元, frequency: M}\n", indicatorOf(i), i, i)
	}
	b.WriteString("regions:\n")
	for s := 0; s < series; s += indicators {
		fmt.Fprintf(&b, "  - {code: %q, name: 县%s, name_en: County %s}\n", regionOf(s), regionOf(s), regionOf(s))
	}
	b.WriteString("progress: {day: 5, months_after: 1}\npacks: [default]\ngrowth: {comparable_margin_points: 1}\n")
	return b.Bytes()
}

// table is a submission: a row for each series, a column for each month.
func table(from, count, months int) []byte {
	var b bytes.Buffer
	b.WriteString("指标,地区,口径,单位")
	for m := range months {
		b.WriteString("," + month(m))
	}
	for s := from; s < from+count; s++ {
		b.WriteString("\n" + indicatorOf(s) + "," + regionOf(s) + ",累计,万元")
		for m := range months {
			b.WriteByte(',')
			b.Write(strconv.AppendInt(b.AvailableBuffer(), tenThousands(s, m), 10))
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func (s *server) load(t *testing.T, l load, clock *clock) {
	address := s.base + "/submissions?name=" + url.QueryEscape("指标.csv")
	for at := 0; at < l.series; at += batch {
		body := table(at, min(batch, l.series-at), l.months)
		clock.begin()
		post(t, address, map[string]string{"Content-Type": "text/csv"}, body)
		clock.end()
	}
}

func (s *server) one(t *testing.T, l load, series int) int {
	return promOne(t, s.base, metricName+`{origin="published",indicator="`+indicatorOf(series)+`",region="`+regionOf(series)+`"}`, l)
}

func (s *server) sum(t *testing.T, l load) sums {
	return promSums(t, s.base, metricName+`{origin="published"}`, l)
}

func (s *server) pid() int       { return s.cmd.Process.Pid }
func (s *server) folder() string { return filepath.Join(s.dir, "data", "ledger") }

func (s *server) rest(*testing.T) {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}
