package yindu2020_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// BenchmarkSeries makes every series of the example's projects and regions
// through all time, as the first query of a commit does.
func BenchmarkSeries(b *testing.B) {
	ledger := taken(b, workbookOnly())
	rules := progress.Rules{Catalog: model.DefaultCatalog(), Zone: shanghai, Workdays: model.DefaultWorkdays()}
	for _, name := range rules.Catalog.Packs {
		text, err := alerts.Packs.ReadFile("packs/" + name + ".yml")
		require.NoError(b, err)
		require.NoError(b, rules.Packs.Add(text))
	}
	for b.Loop() {
		boards, err := board.New(ledger, rules)
		require.NoError(b, err)
		view, err := ledger.View(b.Context(), time.Time{})
		require.NoError(b, err)
		families, err := boards.Projects(b.Context(), view)
		require.NoError(b, err)
		series, steps := 0, 0
		for _, all := range families {
			series += len(all)
			for _, s := range all {
				steps += len(s.Steps)
			}
		}
		b.ReportMetric(float64(series), "series")
		b.ReportMetric(float64(steps), "steps")
		require.NoError(b, view.Close())
	}
}
