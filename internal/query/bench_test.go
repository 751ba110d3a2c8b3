package query_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// BenchmarkSumByRegion sums 20 years of 20,000 monthly series by region at the
// end of each 30 days, through Prometheus's engine.
func BenchmarkSumByRegion(b *testing.B) {
	boards, err := board.New(officetest.Province(b, 20_000, 240), officetest.Rules())
	require.NoError(b, err)
	engine := query.NewEngine(slog.New(slog.DiscardHandler), prometheus.NewRegistry())
	queryable := query.NewQueryable(boards)
	for name, expr := range map[string]string{
		"all":        `sum by (region) (jindu_indicator_yuan{origin="published"})`,
		"one series": `jindu_indicator_yuan{origin="published",indicator="indicator042",region="410007"}`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				q, err := engine.NewRangeQuery(b.Context(), queryable, nil, expr,
					officetest.EndOf(2001, 1, 31), officetest.EndOf(2020, 12, 31), 30*24*time.Hour)
				require.NoError(b, err)
				result := q.Exec(b.Context())
				require.NoError(b, result.Err)
				q.Close()
			}
		})
	}
}
