package officetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// Province is the load that sizes are quoted for: so many series of monthly
// figures over so many months, of 100 indicators in each region, on disk.
func Province(tb testing.TB, series, months int) *pebble.Ledger {
	tb.Helper()
	ledger, err := pebble.Open(tb.Context(), pebble.Options{Dir: tb.TempDir(), Zone: Zone})
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, ledger.Close()) })
	first := model.NewMonth(2001, time.January)
	batch := make([]model.Observation, 0, model.MaxFacts)
	commit := func() {
		_, err := ledger.Commit(tb.Context(), model.Submission{Observations: batch})
		require.NoError(tb, err)
		batch = batch[:0]
	}
	for i := range series {
		s := model.NewSeries("jindu_indicator_yuan", "indicator", fmt.Sprintf("indicator%03d", i%100),
			"region", fmt.Sprintf("41%04d", i/100), "measure", "ytd", "origin", "published")
		for m := range months {
			if len(batch) == model.MaxFacts {
				commit()
			}
			batch = append(batch, model.Observation{Series: &s, Period: first.Add(m), Value: float64(i*m + 1)})
		}
	}
	commit()
	return ledger
}
