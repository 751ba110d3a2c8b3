package pebble_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// The load that stores are compared by: a province's series over twenty years.
const (
	benchSeries = 20_000
	benchMonths = 240
	benchBatch  = 4_000 // Series in one submission: 960,000 facts.
)

func benchSeriesOf(i int) model.Series {
	return model.NewSeries("jindu_indicator_yuan",
		"indicator", fmt.Sprintf("indicator_%03d", i%100), "region", fmt.Sprintf("41%04d", i/100),
		"measure", "ytd", "origin", "published")
}

// benchSubmission states so many months of a stretch of series, decimals with
// two digits, each with the cell it stands in.
func benchSubmission(series []model.Series, firstMonth, months int) model.Submission {
	r := rand.New(rand.NewPCG(1, uint64(firstMonth)))
	s := model.Submission{By: "bench", Source: "file"}
	s.Observations = make([]model.Observation, 0, len(series)*months)
	for i := range series {
		for m := range months {
			s.Observations = append(s.Observations, model.Observation{
				Series: &series[i], Period: model.NewMonth(2000, time.January).Add(firstMonth + m),
				Value: float64(r.IntN(1e9)) * 1e4, Cell: fmt.Sprintf("指标!E%d", len(s.Observations)%5000),
			})
		}
	}
	return s
}

func openBench(b *testing.B, dir string) *pebble.Ledger {
	l, err := pebble.Open(b.Context(), pebble.Options{Dir: dir})
	require.NoError(b, err)
	return l
}

func commitBench(b *testing.B, l store.Ledger, s model.Submission) {
	_, err := l.Commit(b.Context(), s)
	require.NoError(b, err)
}

// BenchmarkLedger loads everything once and then measures what is done to a
// ledger of that size. The bulk load is its first part.
func BenchmarkLedger(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "ledger")
	series := make([]model.Series, benchSeries)
	for i := range series {
		series[i] = benchSeriesOf(i)
	}
	b.Run("bulk-load", func(b *testing.B) { benchBulk(b, dir, series) })
	if _, err := os.Stat(dir); err != nil { // Only other parts were asked for.
		l := openBench(b, dir)
		loadBench(b, l, series, func() {}, func() {})
		require.NoError(b, l.Close())
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			require.NoError(b, openBench(b, dir).Close())
		}
	})
	l := openBench(b, dir)
	b.Run("one-series", func(b *testing.B) { benchOne(b, l, series) })
	b.Run("whole-history-sum", func(b *testing.B) { benchSum(b, l) })
	b.Run("select-all", func(b *testing.B) { benchSelect(b, l) })
	b.Run("new-month", func(b *testing.B) { benchMonth(b, l, series) })
	b.Run("one-series-after-months", func(b *testing.B) { benchOne(b, l, series) })
	require.NoError(b, l.Close())
	reportMemory(b)
}

func benchBulk(b *testing.B, dir string, series []model.Series) {
	for b.Loop() {
		b.StopTimer()
		require.NoError(b, os.RemoveAll(dir))
		l := openBench(b, dir)
		loadBench(b, l, series, b.StartTimer, b.StopTimer)
		b.StartTimer()
		require.NoError(b, l.Close())
	}
	reportRate(b, benchSeries*benchMonths)
	b.ReportMetric(float64(folderSize(b, dir))/1e6, "MB")
	reportMemory(b)
}

// loadBench loads everything, a submission at a time; the clock runs while a
// submission is committed, not while it is made up.
func loadBench(b *testing.B, l *pebble.Ledger, series []model.Series, begin, end func()) {
	for at := 0; at < len(series); at += benchBatch {
		s := benchSubmission(series[at:at+benchBatch], 0, benchMonths)
		begin()
		commitBench(b, l, s)
		end()
	}
}

func benchMonth(b *testing.B, l *pebble.Ledger, series []model.Series) {
	month := benchMonths
	for b.Loop() {
		b.StopTimer()
		s := benchSubmission(series, month, 1)
		month++
		b.StartTimer()
		commitBench(b, l, s)
	}
	reportRate(b, benchSeries)
}

func benchOne(b *testing.B, l *pebble.Ledger, series []model.Series) {
	r := rand.New(rand.NewPCG(2, 2))
	v, err := l.View(b.Context(), time.Time{})
	require.NoError(b, err)
	count := 0
	for b.Loop() {
		for _, err := range v.Points(b.Context(), series[r.IntN(len(series))], model.Period{}, model.Period{}) {
			if err != nil {
				b.Fatal(err)
			}
			count++
		}
	}
	require.NoError(b, v.Close())
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "obs/s")
}

func benchSum(b *testing.B, l *pebble.Ledger) {
	count := 0
	for b.Loop() {
		v, err := l.View(b.Context(), time.Time{})
		require.NoError(b, err)
		series, err := v.Select(b.Context())
		require.NoError(b, err)
		sum := 0.0
		for _, s := range series {
			for p, err := range v.Points(b.Context(), s, model.Period{}, model.Period{}) {
				if err != nil {
					b.Fatal(err)
				}
				sum += p.Value
				count++
			}
		}
		require.NoError(b, v.Close())
		require.NotZero(b, sum)
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "obs/s")
}

func benchSelect(b *testing.B, l *pebble.Ledger) {
	v, err := l.View(b.Context(), time.Time{})
	require.NoError(b, err)
	for b.Loop() {
		series, err := v.Select(b.Context(), model.Matcher{Name: "__name__", Value: "jindu_indicator_yuan"})
		require.NoError(b, err)
		require.Len(b, series, benchSeries)
	}
	require.NoError(b, v.Close())
}

func reportRate(b *testing.B, each int) {
	b.ReportMetric(float64(each)*float64(b.N)/b.Elapsed().Seconds(), "obs/s")
}

// reportMemory reports what the process holds of the machine's memory, the
// submissions that the benchmark made among it.
func reportMemory(b *testing.B) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return // Not Linux.
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
			b.ReportMetric(kb/1e3, "MB-resident")
		}
	}
}

func folderSize(b *testing.B, dir string) (size int64) {
	entries, err := os.ReadDir(dir)
	require.NoError(b, err)
	for _, e := range entries {
		info, err := e.Info()
		require.NoError(b, err)
		if e.Name() != "BALLAST" {
			size += info.Size()
		}
	}
	return size
}
