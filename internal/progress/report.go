package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// A Report is what is awaited of an indicator in a region, or of a project.
type Report struct {
	Period model.Period // The first period not yet recorded by t.
	Due    time.Time    // The last second in which it is in time.
	Late   bool         // That has passed by t.
}

// An arrival is when the first figure for a period became known.
type arrival struct {
	Period model.Period
	First  time.Time
}

// arrivals merges the points of several measures into the first time at which
// anything was known of each period, in the order of the periods.
func arrivals[K comparable](measures map[K][]model.Point) []arrival {
	first := map[model.Period]time.Time{}
	for _, points := range measures {
		for _, p := range points {
			period := p.Period.WithSpan(1)
			if known, ok := first[period]; !ok || p.First.Before(known) {
				first[period] = p.First
			}
		}
	}
	all := make([]arrival, 0, len(first))
	for period, at := range first {
		all = append(all, arrival{period, at})
	}
	slices.SortFunc(all, func(a, b arrival) int { return cmp.Compare(a.Period.Key(), b.Period.Key()) })
	return all
}

// awaited is the period after the newest one recorded by t. Where none was, it
// is the newest that was due by t; before that, nothing is awaited.
func awaited(
	all []arrival, t time.Time, next func(model.Period) model.Period, due func(model.Period) time.Time,
) (model.Period, bool) {
	for _, a := range slices.Backward(all) {
		if !a.First.After(t) {
			return next(a.Period), true
		}
	}
	for _, a := range slices.Backward(all) {
		if !t.Before(passed(due(a.Period))) {
			return a.Period, true
		}
	}
	return model.Period{}, false
}

func newReport(p model.Period, rule model.ReleaseRule, t time.Time, zone *time.Location) Report {
	due := rule.Due(p, zone)
	return Report{Period: p, Due: due, Late: !t.Before(passed(due))}
}
