package query_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/metric"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// ownMetrics is a jindu whose own metrics can be asked for.
type ownMetrics struct {
	t       *testing.T
	engine  *promql.Engine
	query   *query.Queryable
	now     time.Time
	backlog prometheus.Gauge
}

func newOwnMetrics(t *testing.T) *ownMetrics {
	o := officetest.New(t)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	m := &ownMetrics{t: t, now: officetest.Date(2020, 9, 8).Add(9 * time.Hour)}
	registry := prometheus.NewRegistry()
	gauge := func(name string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "x", ConstLabels: prometheus.Labels{"target": "influx", "none": ""}})
		registry.MustRegister(g)
		return g
	}
	m.backlog = gauge("jindu_delivery_backlog_items")
	gauge("go_goroutines")
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "jindu_submission_duration_seconds", Help: "x"})
	histogram.Observe(1)
	histogram.Observe(0.5)
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "prometheus_engine_query_duration_seconds", Help: "x"})
	summary.Observe(2)
	registry.MustRegister(histogram, summary)
	m.engine = query.NewEngine(slog.New(slog.DiscardHandler), prometheus.NewRegistry())
	m.query = query.NewQueryable(boards, query.WithSelf(registry, func() time.Time { return m.now }))
	return m
}

func (m *ownMetrics) ask(ctx context.Context, expr string, at time.Time) string {
	m.t.Helper()
	q, err := m.engine.NewInstantQuery(ctx, m.query, nil, expr, at)
	require.NoError(m.t, err)
	defer q.Close()
	result := q.Exec(ctx)
	require.NoError(m.t, result.Err)
	return result.String()
}

func TestOwnMetricsAreAnsweredNow(t *testing.T) {
	m := newOwnMetrics(t)
	m.backlog.Set(7)
	one := `{__name__="jindu_delivery_backlog_items", target="influx"} => 7 @[`
	for name, at := range map[string]time.Time{
		"now": m.now, "the instant at which an evaluation began": m.now.Add(-time.Second), "a little later": m.now.Add(4 * time.Minute),
	} {
		require.Contains(t, m.ask(t.Context(), "jindu_delivery_backlog_items", at), one, name)
		require.Contains(t, m.ask(t.Context(), `{__name__=~"jindu_delivery_.+",target="influx"}`, at), one, name)
	}
	for name, at := range map[string]time.Time{
		"the past": m.now.Add(-6 * time.Minute), "long past": m.now.AddDate(-1, 0, 0), "the future": m.now.Add(6 * time.Minute),
	} {
		require.Empty(t, m.ask(t.Context(), "jindu_delivery_backlog_items", at), name)
	}
	asOf := query.WithAsOf(t.Context(), m.now.AddDate(-1, 0, 0))
	require.Contains(t, m.ask(asOf, "jindu_delivery_backlog_items", m.now), one, "as of has no meaning for them")
	require.Contains(t, m.ask(t.Context(), `jindu_delivery_backlog_items{__as_of__="2019-01-01"}`, m.now), one)

	require.Empty(t, m.ask(t.Context(), `jindu_delivery_backlog_items{target="other"}`, m.now))
	require.Empty(t, m.ask(t.Context(), `jindu_delivery_backlog_items{none!=""}`, m.now))
	require.Empty(t, m.ask(t.Context(), "go_goroutines", m.now), "not of those that are listed")
	whole := m.ask(t.Context(), `{__name__=~"jindu_submission_.+"}`, m.now)
	require.NotContains(t, whole, "_bucket", "of a histogram its sum and count are given")
	require.Contains(t, m.ask(t.Context(), "jindu_submission_duration_seconds_sum / jindu_submission_duration_seconds_count", m.now), "0.75")
	require.Contains(t, m.ask(t.Context(), "prometheus_engine_query_duration_seconds_sum", m.now), "=> 2 ")
}

func TestOwnMetricsTellWhenTheyAreOf(t *testing.T) {
	m := newOwnMetrics(t)
	require.Contains(t, m.ask(t.Context(), "timestamp(jindu_delivery_backlog_items) == 1.5995268e+09", m.now), "1599526800")
	q, err := m.engine.NewRangeQuery(t.Context(), m.query, nil, "jindu_delivery_backlog_items", m.now.Add(-time.Hour), m.now, time.Minute)
	require.NoError(t, err)
	defer q.Close()
	matrix, err := q.Exec(t.Context()).Matrix()
	require.NoError(t, err)
	require.Len(t, matrix, 1)
	require.Len(t, matrix[0].Floats, 1, "the past is not known")
}

func TestNoFamilyOfTheBoardIsNamedLikeJindusOwn(t *testing.T) {
	for _, f := range metric.Families() {
		for _, prefix := range []string{"ALERTS", "jindu_build_", "jindu_config_", "jindu_delivery_", "jindu_district_rules_", "jindu_ledger_", "jindu_reader_", "jindu_rules_", "jindu_scrape_", "jindu_source_", "jindu_submission", "jindu_upstream_", "process_", "prometheus_"} {
			require.False(t, strings.HasPrefix(f.Name, prefix), f.Name)
		}
	}
}
