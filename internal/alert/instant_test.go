package alert_test

import (
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/internal/alert"
	"jindu/internal/board"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// What fires at an instant is what fired then by what is known, or by what was
// known at the as-of; rules that wait have no past.
func TestWhatFiresAtAnInstant(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 3)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 20)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	logger := slog.New(slog.DiscardHandler)
	options := alert.Options{
		Rules: fstest.MapFS{"r.yml": {Data: []byte(`groups: [{name: g, rules: [
			{alert: Behind, expr: 'jindu_project_pace_gap_ratio < 0'},
			{alert: Waits, expr: 'jindu_project_pace_gap_ratio < 0', for: 1h},
			{alert: Broken, expr: 'label_replace(jindu_project_pace_gap_ratio, "", "", "", "")'}]}]`)}},
		Files: []string{"r.yml"}, Engine: query.NewEngine(logger, prometheus.NewRegistry()), Queryable: query.NewQueryable(boards),
		Clock: func() time.Time { return officetest.Date(2020, 9, 8) }, Interval: time.Hour, Logger: logger,
		Registerer: prometheus.NewRegistry(), Tell: func(alert.Told) { t.Error("nobody is told") },
	}
	for _, c := range []struct {
		at, asOf time.Time
		want     int
	}{
		{officetest.EndOf(2020, 8, 1), time.Time{}, 1},
		{officetest.EndOf(2020, 7, 1), time.Time{}, 0},
		{officetest.EndOf(2020, 8, 1), officetest.EndOf(2020, 8, 2), 0},
	} {
		told, err := alert.At(query.WithAsOf(t.Context(), c.asOf), options, c.at)
		require.NoError(t, err)
		require.Len(t, told.Firing, c.want, c)
		require.Equal(t, map[string]bool{"Broken": true}, told.Unsure)
		require.True(t, told.At.Equal(c.at))
		for _, a := range told.Firing {
			require.Equal(t, "Behind", a.Labels.Get("alertname"))
		}
	}
	options.Files = []string{"none.yml"}
	_, err = alert.At(t.Context(), options, officetest.Date(2020, 8, 1))
	require.ErrorContains(t, err, "none.yml")
}
