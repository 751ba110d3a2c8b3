package query

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// Ledger is what queries read. A view is closed by whoever opened it.
type Ledger interface {
	// View reads what was known at asOf; zero means everything.
	View(ctx context.Context, asOf time.Time) (model.View, error)
	// Projects gives every series of all projects and regions, by family, as a
	// view knows them. They are shared and must not be changed.
	Projects(ctx context.Context, view model.View) (map[*metric.Family][]metric.Series, error)
	// ProjectsAt gives the same as they hold at one instant.
	ProjectsAt(ctx context.Context, view model.View, t time.Time) (map[*metric.Family][]metric.Series, error)
	// IndicatorsAt gives every series of indicators, as they hold at one instant.
	IndicatorsAt(ctx context.Context, view model.View, t time.Time) (map[*metric.Family][]metric.Series, error)
	// Rules are what facts are judged by.
	Rules() progress.Rules
}

// Queryable makes Prometheus's engine read a ledger. It may be used from
// several goroutines.
type Queryable struct {
	ledger Ledger
	self   *self // Nil where jindu's own metrics can't be asked for.
}

// NewQueryable makes a Queryable over a ledger.
func NewQueryable(ledger Ledger, options ...Option) *Queryable {
	q := &Queryable{ledger: ledger}
	for _, o := range options {
		o(q)
	}
	return q
}

// Querier reads between two times in milliseconds.
func (q *Queryable) Querier(mint, maxt int64) (storage.Querier, error) {
	return &querier{ledger: q.ledger, self: q.self, mint: mint, maxt: maxt, views: map[int64]model.View{}}, nil
}

// ChunkQuerier is for Prometheus's remote read, which is not offered.
func (q *Queryable) ChunkQuerier(int64, int64) (storage.ChunkQuerier, error) {
	return nil, errors.New("remote read is not offered")
}

// querier serves one query. Prometheus's engine uses it from one goroutine.
type querier struct {
	ledger     Ledger
	self       *self
	mint, maxt int64
	views      map[int64]model.View // By as-of, so that one query sees one commit.
}

// view gives the query's view as of a time; it is closed with the querier.
func (q *querier) view(ctx context.Context, asOf time.Time) (model.View, error) {
	k := asOf.UnixMilli()
	if v, ok := q.views[k]; ok {
		return v, nil
	}
	v, err := q.ledger.View(ctx, asOf)
	if err != nil {
		return nil, err
	}
	q.views[k] = v
	return v, nil
}

// Close lets go of the views.
func (q *querier) Close() error {
	var problems []error
	for _, v := range q.views {
		problems = append(problems, v.Close())
	}
	q.views = nil
	return errors.Join(problems...)
}

// Select gives the series that match, sorted by their labels.
func (q *querier) Select(
	ctx context.Context, _ bool, hints *storage.SelectHints, matchers ...*labels.Matcher,
) storage.SeriesSet {
	r, exact := span{from: q.mint, to: q.maxt, carry: true}, true
	if hints != nil {
		r = span{from: hints.Start, to: hints.End, carry: hints.Range == 0, instant: asksForOne(hints)}
		exact = hints.Func == "series"
	}
	found, err := q.find(ctx, r, exact, matchers)
	if err != nil {
		return storage.ErrSeriesSet(err)
	}
	slices.SortFunc(found, func(a, b storage.Series) int { return labels.Compare(a.Labels(), b.Labels()) })
	return &seriesSet{found: found, at: -1}
}

// asksForOne tells that only what holds at the end is asked for: an instant
// query, not within a subquery, and not about when a value began to hold.
func asksForOne(h *storage.SelectHints) bool {
	window := h.End - h.Start
	return h.Step == 0 && h.Range == 0 && h.Func != "timestamp" && h.Func != "series" &&
		(window == lookback.Milliseconds() || window == lookback.Milliseconds()-1)
}

// LabelValues gives the values that a label has among the series that match.
func (q *querier) LabelValues(
	ctx context.Context, name string, _ *storage.LabelHints, matchers ...*labels.Matcher,
) ([]string, annotations.Annotations, error) {
	values := map[string]bool{}
	err := q.eachLabels(ctx, matchers, func(l labels.Labels) {
		if v := l.Get(name); v != "" {
			values[v] = true
		}
	})
	return sorted(values), nil, err
}

// LabelNames gives the labels that the series that match have.
func (q *querier) LabelNames(
	ctx context.Context, _ *storage.LabelHints, matchers ...*labels.Matcher,
) ([]string, annotations.Annotations, error) {
	names := map[string]bool{}
	err := q.eachLabels(ctx, matchers, func(ls labels.Labels) {
		ls.Range(func(l labels.Label) { names[l.Name] = true })
	})
	return sorted(names), nil, err
}

func (q *querier) eachLabels(ctx context.Context, matchers []*labels.Matcher, see func(labels.Labels)) error {
	found, err := q.find(ctx, span{from: q.mint, to: q.maxt, carry: true}, false, matchers)
	if err != nil {
		return err
	}
	for _, s := range found {
		see(s.Labels())
	}
	return nil
}

func sorted(set map[string]bool) []string {
	all := make([]string, 0, len(set))
	for v := range set {
		all = append(all, v)
	}
	slices.Sort(all)
	return all
}

// seriesSet walks series that were all found already.
type seriesSet struct {
	found []storage.Series
	at    int
}

// Next goes on to the next series.
func (s *seriesSet) Next() bool { s.at++; return s.at < len(s.found) }

// At gives the current series.
func (s *seriesSet) At() storage.Series { return s.found[s.at] }

// Err is nil: what went wrong was said before.
func (s *seriesSet) Err() error { return nil }

// Warnings are none.
func (s *seriesSet) Warnings() annotations.Annotations { return nil }
