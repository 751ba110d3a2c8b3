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
		for _, g := range groups {
			ind, err := g.load(ctx, view, rules, since, targets[[2]string{g.code, g.region}])
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

func (g indicatorGroup) load(
	ctx context.Context, view model.View, rules Rules, since time.Time, targets []model.Object,
) (*Indicator, error) {
	known, listed := rules.Catalog.Indicator(g.code)
	var from model.Period
	if !since.IsZero() && listed {
		from = windowStart(known, since.In(rules.Zone))
	}
	published, err := g.published(ctx, view, from)
	if err != nil {
		return nil, err
	}
	if !from.IsZero() && !anyKnown(published, since) {
		// What is awaited depends on what came last, however long ago.
		if published, err = g.published(ctx, view, model.Period{}); err != nil {
			return nil, err
		}
	}
	if !listed {
		known = g.unlisted(published)
	}
	return NewIndicator(rules, known, g.region, published, targets)
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

// windowStart is the first period that any judgement from since on can touch:
// a yearly value is visible for more than a year and its growth looks back one
// more.
func windowStart(i model.Indicator, since time.Time) model.Period {
	return model.PeriodOf(i.Frequency(), since.AddDate(-3, 0, 0))
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
