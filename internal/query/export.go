package query

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"

	"jindu/internal/model"
)

// Samples gives everything that a selector of all would find, but for the
// stored published values, as samples for an engine that takes only such: at
// each local day's end at which a series has another value than at the one
// before, and at each local month's end. Where a series has ended by a day's
// end there is a stale marker.
// It is of the days from the first thing that is dated to the last that ends not
// after to, as it was known at asOf; zero means everything known.
//
// A series' samples come one after the other, in order of time (milliseconds),
// and with the same pointer; the series is the taker's to keep. An error of
// yield ends it.
func (q *Queryable) Samples(
	ctx context.Context, to, asOf time.Time, yield func(s *model.Series, t int64, v float64) error,
) (err error) {
	e := &export{to: to.UnixMilli(), begin: math.MaxInt64, yield: yield}
	r := span{from: startOfTime.UnixMilli(), to: e.to, carry: true}
	reader := &querier{ledger: q.ledger, views: map[int64]model.View{}}
	defer func() { err = errors.Join(err, reader.Close()) }()
	s, err := reader.search(WithAsOf(ctx, asOf), r, true, nil)
	if err != nil {
		return err
	}
	e.calendar, s.take = s.calendar, e.take
	for _, part := range []func(context.Context) error{s.judged, s.projects} {
		if err := errors.Join(part(ctx), e.err); err != nil {
			return err
		}
	}
	return e.rest(ctx, s)
}

// export makes samples of the series of a search.
type export struct {
	begin, to int64 // Nothing is given at or before the one, nor after the other.
	dated     bool  // The beginning is known; until then it is the first date met.
	undated   []*ready
	calendar  *calendar
	months    []int64 // The instants of the months that end in the stretch,
	since     int64   // after this.
	yield     func(*model.Series, int64, float64) error
	err       error
}

// rest gives what holds from before all dates, from when there is one.
func (e *export) rest(ctx context.Context, s *search) error {
	if !e.dated {
		e.begin, e.dated = min(e.begin, e.to)-1, true
		s.span.from = e.begin
	}
	for _, one := range e.undated {
		e.take(one)
	}
	for _, part := range []func(context.Context) error{s.catalog, s.days} {
		if err := errors.Join(part(ctx), e.err); err != nil {
			return err
		}
	}
	return e.err
}

// take gives a series' samples. What holds from before all dates waits until
// the first date is known.
func (e *export) take(one *ready) {
	if e.err != nil {
		return
	}
	after := e.begin
	if !e.dated {
		at := firstDated(one.points)
		if at >= 0 {
			e.begin = min(e.begin, one.points[at].t)
		}
		if at != 0 {
			e.undated = append(e.undated, one)
			return
		}
		after = one.points[0].t - 1
	}
	series := seriesOf(one.labels)
	e.daily(one.points, after, func(t int64, v float64) bool {
		e.err = e.yield(series, t, v)
		return e.err == nil
	})
}

// firstDated finds the first change after all that always held; -1 for none. A
// value that holds for years is repeated, which is no change.
func firstDated(points []point) int {
	for i, p := range points {
		if p.t > model.Always().UnixMilli() &&
			(i == 0 || math.Float64bits(p.v) != math.Float64bits(points[i-1].v)) {
			return i
		}
	}
	return -1
}

// daily gives the points of a step function at the ends of days.
func (e *export) daily(points []point, after int64, give func(int64, float64) bool) {
	before := stale
	days := e.days(points, after)
	months := e.monthEnds(after)
	for len(days) > 0 || len(months) > 0 {
		var t int64
		monthly := len(months) > 0 && (len(days) == 0 || months[0] <= days[0])
		if monthly {
			t, months = months[0], months[1:]
		}
		if len(days) > 0 && (!monthly || days[0] == t) {
			t, days = days[0], days[1:]
		}
		v := valueAt(points, t)
		again := monthly && !value.IsStaleNaN(v)
		if (again || math.Float64bits(v) != math.Float64bits(before)) && !give(t, v) {
			return
		}
		before = v
	}
}

// days are the ends of the days in which a step function has points, and of the
// day in which the stretch begins: what held before is there from then on.
func (e *export) days(points []point, after int64) []int64 {
	var ends []int64
	add := func(t int64) {
		day := model.NewDay(time.UnixMilli(t).In(e.calendar.rules.Zone))
		end := e.calendar.end(day)
		if end < t { // Within the day's last second.
			end = e.calendar.end(day.Add(1))
		}
		if end > after && end <= e.to && (len(ends) == 0 || ends[len(ends)-1] != end) {
			ends = append(ends, end)
		}
	}
	add(after + 1)
	for _, p := range points {
		add(p.t)
	}
	return ends
}

// monthEnds are the instants of the months that end after an instant.
func (e *export) monthEnds(after int64) []int64 {
	if len(e.months) == 0 || after < e.since {
		e.since = after
		first := time.UnixMilli(after).In(e.calendar.rules.Zone)
		e.months = e.months[:0:0]
		for m := model.NewMonth(first.Year(), first.Month()); e.calendar.end(m) <= e.to; m = m.Add(1) {
			e.months = append(e.months, e.calendar.end(m))
		}
	}
	at, found := slices.BinarySearch(e.months, after)
	if found {
		at++
	}
	return e.months[at:]
}

// valueAt looks a step function up; a stale marker stands for no value.
func valueAt(points []point, t int64) float64 {
	at, found := slices.BinarySearchFunc(points, t, func(p point, t int64) int { return int(min(max(p.t-t, -1), 1)) })
	switch {
	case found:
		return points[at].v
	case at > 0:
		return points[at-1].v
	}
	return stale
}

func seriesOf(ls labels.Labels) *model.Series {
	s := &model.Series{Metric: ls.Get(labels.MetricName), Labels: make([]model.Label, 0, ls.Len()-1)}
	ls.Range(func(l labels.Label) {
		if l.Name != labels.MetricName {
			s.Labels = append(s.Labels, model.Label{Name: l.Name, Value: l.Value})
		}
	})
	return s
}

// Holding gives what Samples gives as it holds at an instant, as it was known
// at asOf; zero means everything known.
func (q *Queryable) Holding(
	ctx context.Context, at, asOf time.Time, yield func(s *model.Series, v float64) error,
) (err error) {
	reader := &querier{ledger: q.ledger, views: map[int64]model.View{}}
	defer func() { err = errors.Join(err, reader.Close()) }()
	t := at.UnixMilli()
	s, err := reader.search(WithAsOf(ctx, asOf), span{from: t, to: t, carry: true, instant: true}, true, nil)
	if err != nil {
		return err
	}
	var refused error
	s.take = func(one *ready) {
		v := valueAt(one.points, t)
		if refused == nil && !value.IsStaleNaN(v) {
			refused = yield(seriesOf(one.labels), v)
		}
	}
	return errors.Join(s.rendered(ctx), refused)
}
