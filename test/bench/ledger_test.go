package bench

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/storage"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
	"jindu/internal/store/pebble"
)

// ledger is jindu's store and its query engine, without a server around them.
type ledger struct {
	*pebble.Ledger
	dir       string
	engine    *promql.Engine
	queryable storage.Queryable
	closed    bool
}

func startLedger(t *testing.T) peer {
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := pebble.Open(t.Context(), pebble.Options{Dir: dir, Zone: zone})
	require.NoError(t, err)
	boards, err := board.New(l, officetest.Rules())
	require.NoError(t, err)
	s := &ledger{
		Ledger: l, dir: dir, queryable: query.NewQueryable(boards),
		engine: query.NewEngine(slog.New(slog.DiscardHandler), prometheus.NewRegistry()),
	}
	t.Cleanup(func() { s.rest(t) })
	return s
}

func seriesOf(i int) model.Series {
	return model.NewSeries(metricName, "indicator", indicatorOf(i), "region", regionOf(i), "measure", "ytd", "origin", "published")
}

func (s *ledger) load(t *testing.T, l load, clock *clock) {
	first := model.NewMonth(firstYear, time.January)
	for at := 0; at < l.series; at += batch {
		var all []model.Observation
		for i := at; i < min(at+batch, l.series); i++ {
			one := seriesOf(i)
			for m := range l.months {
				all = append(all, model.Observation{Series: &one, Period: first.Add(m), Value: yuan(i, m), Cell: "指标!E5"})
			}
		}
		clock.begin()
		_, err := s.Commit(t.Context(), model.Submission{Observations: all})
		require.NoError(t, err)
		clock.end()
	}
}

func (s *ledger) one(t *testing.T, _ load, series int) int {
	v, err := s.View(t.Context(), time.Time{})
	require.NoError(t, err)
	count := 0
	for _, err := range v.Points(t.Context(), seriesOf(series), model.Period{}, model.Period{}) {
		require.NoError(t, err)
		count++
	}
	require.NoError(t, v.Close())
	return count
}

func (s *ledger) sum(t *testing.T, l load) sums {
	expr := `sum by (region) (` + metricName + `{origin="published"})`
	q, err := s.engine.NewRangeQuery(t.Context(), s.queryable, nil, expr, firstStep(), lastStep(l.months), step)
	require.NoError(t, err)
	defer q.Close()
	result, err := q.Exec(t.Context()).Matrix()
	require.NoError(t, err)
	all := sums{}
	for _, one := range result {
		for _, point := range one.Floats {
			all[one.Metric.Get("region")] = append(all[one.Metric.Get("region")], point.F)
		}
	}
	return all
}

func (s *ledger) pid() int       { return os.Getpid() }
func (s *ledger) folder() string { return s.dir }

func (s *ledger) rest(t *testing.T) {
	if !s.closed {
		s.closed = true
		require.NoError(t, s.Close())
	}
}
