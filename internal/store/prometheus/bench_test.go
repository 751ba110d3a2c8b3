package prometheus_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
)

// BenchmarkWrite writes 20 years of 2,000 monthly series, in batches of 10,000
// as they are delivered, without reading back.
func BenchmarkWrite(b *testing.B) {
	const ofSeries, months, facts = 2_000, 240, 10_000
	for name, start := range map[string]func(testing.TB, ...string) engine{"prometheus": newPrometheus, "victoriametrics": newVictoria} {
		b.Run(name, func(b *testing.B) {
			e := start(b)
			o := e.options()
			o.QueryURL = ""
			target, first := open(b, o), model.NewMonth(2001, time.January)
			var figures []store.Figure
			for i := range ofSeries {
				s := model.NewSeries("jindu_indicator_yuan", "indicator", fmt.Sprintf("indicator%03d", i%100),
					"region", fmt.Sprintf("41%04d", i/100), "measure", "ytd", "origin", "published")
				for m := range months {
					figures = append(figures, figure(s, first.Add(m), float64(i*m+1), 0))
				}
			}
			for b.Loop() {
				for i := 0; i < len(figures); i += facts {
					require.NoError(b, target.Write(b.Context(), store.Batch{Figures: figures[i:min(i+facts, len(figures))]}))
				}
			}
			b.ReportMetric(float64(b.N*len(figures))/b.Elapsed().Seconds(), "points/s")
		})
	}
}

// BenchmarkHolding finds what holds in a province of 2,000 series, as is done
// each minute.
func BenchmarkHolding(b *testing.B) {
	ledger := officetest.Province(b, 2_000, 24)
	jindu := newAsked(b, ledger)
	samples := 0
	for b.Loop() {
		samples = 0
		require.NoError(b, jindu.queryable.Holding(b.Context(), officetest.EndOf(2002, 6, 30), time.Time{}, func(*model.Series, float64) error {
			samples++
			return nil
		}))
	}
	b.ReportMetric(float64(samples), "samples")
}
