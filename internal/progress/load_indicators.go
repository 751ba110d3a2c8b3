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
