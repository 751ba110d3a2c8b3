package progress

import (
	"context"
	"slices"
	"time"

	"jindu/internal/model"
)

// indicatorLoader reads one indicator after the other.
type indicatorLoader struct {
	ctx       context.Context //nolint:containedctx // Lives for one load.
	view      model.View
	rules     Rules
	since     time.Time
	deadlines *deadlines
	peers     *peerReader
}

func newIndicatorLoader(ctx context.Context, view model.View, rules Rules, since time.Time) *indicatorLoader {
	return &indicatorLoader{
		ctx: ctx, view: view, rules: rules, since: since,
		deadlines: newDeadlines(rules), peers: newPeerReader(ctx, view, rules.Catalog),
	}
}

// load gives an indicator, or nil where nothing is known of it.
func (l *indicatorLoader) load(g indicatorGroup, targets []model.Object) (*Indicator, error) {
	known, listed := l.rules.Catalog.Indicator(g.code)
	var from model.Period
	if !l.since.IsZero() && listed {
		from = windowStart(known, l.since.In(l.rules.Zone))
	}
	published, err := g.published(l.ctx, l.view, from)
	if err != nil {
		return nil, err
	}
	if !from.IsZero() && !anyKnown(published, l.since) {
		// What is awaited depends on what came last, however long ago.
		from = model.Period{}
		if published, err = g.published(l.ctx, l.view, from); err != nil {
			return nil, err
		}
	}
	if len(published)+len(targets) == 0 {
		return nil, nil
	}
	f := facts{indicator: known, region: g.region, published: published, targets: targets}
	if listed {
		f.peers, err = l.peers.of(known, g.region, published, from)
		if err != nil {
			return nil, err
		}
	} else {
		f.indicator = g.unlisted(published)
	}
	return newIndicator(l.deadlines, f)
}

// published reads every published measure from a period on.
func (g indicatorGroup) published(
	ctx context.Context, view model.View, from model.Period,
) (map[model.Measure][]model.Point, error) {
	published := map[model.Measure][]model.Point{}
	for _, s := range g.series {
		if s.Label("origin") != string(model.Published) {
			continue
		}
		points, err := PointsBetween(ctx, view, s, from, model.Period{})
		if err != nil {
			return nil, err
		}
		if len(points) > 0 {
			published[model.Measure(s.Label("measure"))] = points
		}
	}
	return published, nil
}

// anyKnown tells whether anything had been recorded by t.
func anyKnown(published map[model.Measure][]model.Point, t time.Time) bool {
	for _, points := range published {
		if slices.ContainsFunc(points, func(p model.Point) bool { return !p.First.After(t) }) {
			return true
		}
	}
	return false
}

// unlisted is the indicator where the catalog lists it no longer. Its own unit
// is that of its levels.
func (g indicatorGroup) unlisted(published map[model.Measure][]model.Point) model.Indicator {
	named := model.Series{Labels: []model.Label{{Name: "indicator", Value: g.code}}}
	freq := model.Monthly
	for _, s := range g.series {
		points := published[model.Measure(s.Label("measure"))]
		if len(points) > 0 && (named.Metric == "" || !model.Measure(s.Label("measure")).Growth()) {
			named.Metric, freq = s.Metric, points[0].Period.Freq()
		}
	}
	return Unlisted(named, freq)
}

// windowStart is the first period that any judgement from since on can touch. A
// value is visible until its successor is overdue, and what is derived of it
// looks back two years more; missing reports are counted in the running year and
// the one before, if something came since the year before that.
func windowStart(i model.Indicator, since time.Time) model.Period {
	lag := i.Release.Months + 2 + i.Release.Workdays/15 // Months; no month has fewer working days, by half.
	visible := model.PeriodOf(i.Frequency(), since.AddDate(0, -lag, 0)).Add(-3).SameYear(-2)
	reports := model.PeriodOf(i.Frequency(), yearStart(since.Year()-kept(i.Frequency())-1, since.Location()))
	if reports.Key() < visible.Key() {
		return reports
	}
	return visible
}

// Unlisted is how an indicator is treated that the catalog no longer lists:
// it keeps the unit of the series it was met in, and its values expire when the
// next is two months overdue.
func Unlisted(s model.Series, f model.Frequency) model.Indicator {
	code := s.Label("indicator")
	return model.Indicator{
		Code: code, Name: code, NameEN: code, Freq: f.String(), Display: model.MetricUnit(s.Metric).Name,
		Release: model.ReleaseRule{Day: 31, Months: 2},
	}
}
