package alert_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/stretchr/testify/require"

	"jindu/internal/alert"
	"jindu/internal/board"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// TestAStopThatIsAskedForIsNoFailure ends the evaluation while the text of an
// alert asks its own question.
func TestAStopThatIsAskedForIsNoFailure(t *testing.T) {
	o := officetest.New(t)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	ctx, stop := context.WithCancel(t.Context())
	asked := &stopping{Queryable: query.NewQueryable(boards), metric: "jindu_region_info", stop: stop}
	evaluate := func(ctx context.Context, text string) string {
		log.Reset()
		rules := `groups: [{name: g, rules: [{alert: A, expr: vector(1), annotations: {summary: '` + text + `'}}]}]`
		e, err := alert.New(alert.Options{
			Rules: fstest.MapFS{"r.yml": {Data: []byte(rules)}}, Files: []string{"r.yml"},
			Engine: query.NewEngine(logger, prometheus.NewRegistry()), Queryable: asked,
			Clock: func() time.Time { return officetest.EndOf(2020, 8, 1) }, Interval: time.Hour, Logger: logger,
			Registerer: prometheus.NewRegistry(),
		})
		require.NoError(t, err)
		e.Evaluate(ctx)
		return log.String()
	}
	require.Empty(t, evaluate(ctx, `{{ query "jindu_region_info" | len }}`))
	require.Error(t, ctx.Err(), "it was stopped there")
	require.Contains(t, evaluate(t.Context(), `{{ query "sum(" | len }}`), "template failed", "other failures are told")
}

// stopping stops when a metric is asked for.
type stopping struct {
	storage.Queryable

	metric string
	stop   func()
}

func (s *stopping) Querier(mint, maxt int64) (storage.Querier, error) {
	q, err := s.Queryable.Querier(mint, maxt)
	return &stoppingQuerier{q, s}, err
}

type stoppingQuerier struct {
	storage.Querier

	of *stopping
}

func (q *stoppingQuerier) Select(
	ctx context.Context, sorted bool, hints *storage.SelectHints, matchers ...*labels.Matcher,
) storage.SeriesSet {
	if matchers[len(matchers)-1].Value == q.of.metric {
		q.of.stop()
	}
	return q.Querier.Select(ctx, sorted, hints, matchers...)
}
