package bench

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// server is jindu as offices run it, with CSV files handed in over HTTP.
type server struct{ *testbed.Server }

func startServer(t *testing.T) peer {
	binary := filepath.Join(t.TempDir(), "jindu")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./cmd/jindu")
	build.Dir = "../.."
	output, err := build.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return server{testbed.Program(t, binary, "/healthz", func(address, dir string) []string {
		config := filepath.Join(dir, "jindu.yml")
		require.NoError(t, os.WriteFile(config, []byte("listen: "+address+"\ndata: data\ncatalog: catalog.yml\n"), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "catalog.yml"), catalog(*series), 0o600))
		return []string{"serve", "--config", config}
	})}
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

func (s server) load(t *testing.T, l load, clock *clock) {
	address := s.URL + "/submissions?name=" + url.QueryEscape("指标.csv")
	for at := 0; at < l.series; at += batch {
		body := table(at, min(batch, l.series-at), l.months)
		clock.begin()
		post(t, address, map[string]string{"Content-Type": "text/csv"}, body)
		clock.end()
	}
}

func (s server) one(t *testing.T, l load, series int) int {
	return promOne(t, s.URL, metricName+`{origin="published",indicator="`+indicatorOf(series)+`",region="`+regionOf(series)+`"}`, l)
}

func (s server) sum(t *testing.T, l load) sums {
	return promSums(t, s.URL, metricName+`{origin="published"}`, l)
}

func (s server) pid() int          { return s.PID() }
func (s server) folder() string    { return filepath.Join(s.Dir, "data", "ledger") }
func (s server) rest(t *testing.T) { s.Stop(t) }
