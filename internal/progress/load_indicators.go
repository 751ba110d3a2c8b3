package progress

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// LoadIndicators reads the indicators of a view one at a time, sorted by
// indicator and region. Matchers may speak of the labels indicator and region.
// Where since is not zero, only what is needed to judge instants from since on
// is read.
func LoadIndicators(
	ctx context.Context, view model.View, rules Rules, since time.Time, matchers ...model.Matcher,
) iter.Seq2[*Indicator, error] {
	return func(yield func(*Indicator, error) bool) {
		groups, err := groupIndicators(ctx, view, matchers)
		if err != nil {
			yield(nil, err)
			return
		}
		targets, err := indicatorTargets(ctx, view)
		if err != nil {
			yield(nil, err)
			return
		}
		groups, err = withTargets(groups, targets, matchers)
		if err != nil {
			yield(nil, err)
			return
		}
		l := newIndicatorLoader(ctx, view, rules, since)
		for _, g := range groups {
			ind, err := l.load(g, targets[[2]string{g.code, g.region}])
			if ind == nil && err == nil {
				continue // Its series is there, but nothing of it was known yet.
			}
			if !yield(ind, err) || err != nil {
				return
			}
		}
	}
}

// indicatorGroup is the series of one indicator in one region.
type indicatorGroup struct {
	code, region string
	series       []model.Series
}

func groupIndicators(ctx context.Context, view model.View, matchers []model.Matcher) ([]indicatorGroup, error) {
	var families []string
	for _, base := range model.Bases() {
		families = append(families, model.IndicatorMetric(base))
	}
	name := model.Matcher{Name: "__name__", Op: model.Match, Value: strings.Join(families, "|")}
	series, err := view.Select(ctx, append([]model.Matcher{name}, matchers...)...)
	if err != nil {
		return nil, fmt.Errorf("select indicators: %w", err)
	}
	byKey := map[[2]string]*indicatorGroup{}
	for _, s := range series {
		key := [2]string{s.Label("indicator"), s.Label("region")}
		if byKey[key] == nil {
			byKey[key] = &indicatorGroup{code: key[0], region: key[1]}
		}
		byKey[key].series = append(byKey[key].series, s)
	}
	groups := make([]indicatorGroup, 0, len(byKey))
	for _, g := range byKey {
		groups = append(groups, *g)
	}
	sortGroups(groups)
	return groups, nil
}

func sortGroups(groups []indicatorGroup) {
	slices.SortFunc(groups, func(a, b indicatorGroup) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.region, b.region))
	})
}

// withTargets adds the indicators that have a target but no figures yet.
func withTargets(
	groups []indicatorGroup, targets map[[2]string][]model.Object, matchers []model.Matcher,
) ([]indicatorGroup, error) {
	have := map[[2]string]bool{}
	for _, g := range groups {
		have[[2]string{g.code, g.region}] = true
	}
	for key := range targets {
		g := indicatorGroup{code: key[0], region: key[1]}
		match, err := g.matches(matchers)
		if err != nil {
			return nil, err
		}
		if match && !have[key] {
			groups = append(groups, g)
		}
	}
	sortGroups(groups)
	return groups, nil
}

func (g indicatorGroup) matches(matchers []model.Matcher) (bool, error) {
	for _, m := range matchers {
		value := map[string]string{"indicator": g.code, "region": g.region}[m.Name]
		if ok, err := m.Matches(value); err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

// indicatorTargets reads the targets of indicators by indicator and region.
func indicatorTargets(ctx context.Context, view model.View) (map[[2]string][]model.Object, error) {
	objects, err := Objects(ctx, view, model.KindTarget)
	if err != nil {
		return nil, err
	}
	targets := map[[2]string][]model.Object{}
	for _, o := range objects {
		parts := strings.Split(o.ID, "/")
		if parts[0] == "indicator" && len(parts) > 1 {
			key := [2]string{parts[1], o.Region}
			targets[key] = append(targets[key], o)
		}
	}
	return targets, nil
}

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
