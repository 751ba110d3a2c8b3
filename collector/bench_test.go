//go:build unix

package collector_test

import (
	"bytes"
	"fmt"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// The bulk load of a province's 1,000 series: 20 years by month.
const (
	bulkIndicators = 100
	bulkSeries     = 1_000
	bulkMonths     = 240
)

// BenchmarkSubmit takes a bulk load as CSV, from bytes to a synced commit, in
// the two layouts that offices use. cpu-ns/figure is what all processors spend.
func BenchmarkSubmit(b *testing.B) {
	for name, content := range map[string][]byte{"wide": wideTable(), "long": longTable()} {
		b.Run(name, func(b *testing.B) {
			spent := time.Duration(0)
			for b.Loop() {
				b.StopTimer()
				c, ledger := bulkCollector(b)
				b.StartTimer()
				begin := processor(b)
				out, err := c.Submit(b.Context(), collector.Upload{
					Source: "test", Files: []format.File{{Name: "指标.csv", Content: content}},
				})
				spent += processor(b) - begin
				b.StopTimer()
				require.NoError(b, err)
				require.Equal(b, bulkSeries*bulkMonths, out.Figures)
				require.NoError(b, ledger.Close())
				b.StartTimer()
			}
			b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N)/(bulkSeries*bulkMonths), "cpu-ns/figure")
		})
	}
}

func bulkCollector(b *testing.B) (*collector.Collector, *pebble.Ledger) {
	ledger, err := pebble.Open(b.Context(), pebble.Options{Dir: b.TempDir(), Zone: shanghai, Ballast: -1, Reserve: -1})
	require.NoError(b, err)
	catalog, err := model.ParseCatalog(bulkCatalog())
	require.NoError(b, err)
	c, err := collector.New(collector.Options{
		Ledger: ledger, Catalog: catalog, Zone: shanghai, Clock: time.Now, KeepDir: b.TempDir(), Registerer: prometheus.NewRegistry(),
	})
	require.NoError(b, err)
	return c, ledger
}

func bulkCatalog() []byte {
	var t bytes.Buffer
	t.WriteString("indicators:\n")
	for i := range bulkIndicators {
		fmt.Fprintf(&t, "  - {code: indicator_%03d, name: 指标%03d, name_en: Indicator %03d, display_unit: 亿元, frequency: M}\n", i, i, i)
	}
	t.WriteString("regions:\n")
	for r := range bulkSeries / bulkIndicators {
		fmt.Fprintf(&t, "  - {code: %q, name: 县%d, name_en: County %d}\n", strconv.Itoa(410_000+r), r, r)
	}
	t.WriteString("progress: {day: 5, months_after: 1}\npacks: [default]\ngrowth: {comparable_margin_points: 1}\n")
	return t.Bytes()
}

func bulkMonth(m int) string { return fmt.Sprintf("%d-%02d", 2000+m/12, m%12+1) }

// bulkFigure is a figure in 亿元 with two decimals, cumulative over the year.
func bulkFigure(series, m int) string {
	return strconv.FormatFloat(float64((m%12+1)*(1_000+series%977)+(series*31+m*17)%997)/100, 'f', 2, 64)
}

// wideTable has a row for each series and a column for each month.
func wideTable() []byte {
	var t bytes.Buffer
	t.WriteString("指标,地区,口径,单位")
	for m := range bulkMonths {
		t.WriteString("," + bulkMonth(m))
	}
	for s := range bulkSeries {
		fmt.Fprintf(&t, "\nindicator_%03d,%d,累计,亿元", s%bulkIndicators, 410_000+s/bulkIndicators)
		for m := range bulkMonths {
			t.WriteString("," + bulkFigure(s, m))
		}
	}
	return t.Bytes()
}

// longTable has a row for each figure.
func longTable() []byte {
	var t bytes.Buffer
	t.WriteString("指标,地区,期间,口径,数值,单位")
	for s := range bulkSeries {
		for m := range bulkMonths {
			fmt.Fprintf(&t, "\n指标%03d,县%d,%s,累计,%s,亿元", s%bulkIndicators, s/bulkIndicators, bulkMonth(m), bulkFigure(s, m))
		}
	}
	return t.Bytes()
}

// processor is what this process has used.
func processor(b *testing.B) time.Duration {
	var usage syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
