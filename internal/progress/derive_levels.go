package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// DeriveLastYear gives the level of the same period a year before, at this
// year's period, so that this year's January to July stands beside last year's.
// Only periods that have a level themselves have one.
func DeriveLastYear(levels []model.Point) []model.Point {
	var before []model.Point
	for p, base := range yearPairs(levels) {
		b := latest(p, base)
		b.Value = base.Value
		before = append(before, b)
	}
	return before
}

// lastOfYear is the ordinal of the last period of a year, of the frequencies
// that have several in it which can be summed to a year.
var lastOfYear = map[model.Frequency]int{model.HalfYearly: 2, model.Quarterly: 4, model.Monthly: 12}

// DeriveTrailing gives the total of the year that ends with each period (近十二
// 个月), of cumulative values: ytd(t) + year(t−1) − ytd(t−1). The last period
// of a year is its own; any other needs the same period a year before and the
// whole of that year. January and February make no difference, since all of
// these are cumulative.
func DeriveTrailing(ytd []model.Point) []model.Point {
	byKey := make(map[uint32]model.Point, len(ytd))
	var trailing []model.Point
	for _, p := range ytd {
		byKey[p.Period.Key()] = p
		last, ok := lastOfYear[p.Period.Freq()]
		if !ok {
			continue
		}
		whole := p.Period.Add(-p.Period.Ordinal()) // The last period of the year before.
		year, okYear := byKey[whole.Key()]
		before, okBefore := byKey[p.Period.SameYear(-1).Key()]
		switch {
		case p.Period.Ordinal() == last:
			p.Revised = time.Time{}
			trailing = append(trailing, p)
		case okYear && okBefore:
			sum := latest(latest(p, year), before)
			sum.Value = p.Value + year.Value - before.Value
			trailing = append(trailing, sum)
		}
	}
	return trailing
}

// monthLevels are the periods' own values: the published ones, and what can be
// derived of the others.
func monthLevels(published, derived []model.Point) []model.Point {
	have := make(map[uint32]bool, len(published))
	for _, p := range published {
		have[p.Period.Key()] = true
	}
	all := slices.Clone(published)
	for _, p := range derived {
		if !have[p.Period.Key()] {
			all = append(all, p)
		}
	}
	return inPeriods(all)
}

// inPeriods sorts points by their periods, in place.
func inPeriods(points []model.Point) []model.Point {
	slices.SortFunc(points, func(a, b model.Point) int { return cmp.Compare(a.Period.Key(), b.Period.Key()) })
	return points
}
