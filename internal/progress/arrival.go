package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// An arrival is when the first figure for a period became known, and when one
// of its figures took another's place first (zero where none did).
type arrival struct {
	Period         model.Period
	First, Revised time.Time
}

// arrivals merges the points of several measures into what was known of each
// period when, in the order of the periods.
func arrivals[K comparable](measures map[K][]model.Point) []arrival {
	byPeriod := map[model.Period]arrival{}
	for _, points := range measures {
		for _, p := range points {
			a := byPeriod[p.Period.WithSpan(1)]
			a.Period = p.Period.WithSpan(1)
			a.First, a.Revised = earlier(a.First, p.First), earlier(a.Revised, p.Revised)
			byPeriod[a.Period] = a
		}
	}
	all := make([]arrival, 0, len(byPeriod))
	for _, a := range byPeriod {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b arrival) int { return cmp.Compare(a.Period.Key(), b.Period.Key()) })
	return all
}

func arrivalOf(all []arrival, p model.Period) (arrival, bool) {
	at, ok := slices.BinarySearchFunc(all, p.Key(), func(a arrival, key uint32) int {
		return cmp.Compare(a.Period.Key(), key)
	})
	if !ok {
		return arrival{}, false
	}
	return all[at], true
}

// newest is the arrival of the latest period that had one by t.
func newest(all []arrival, t time.Time) (arrival, bool) {
	for _, a := range slices.Backward(all) {
		if !a.First.After(t) {
			return a, true
		}
	}
	return arrival{}, false
}

// awaited is the period after the newest one recorded by t. Where none was, it
// is the newest that was due by t; before that, nothing is awaited.
func awaited(
	all []arrival, t time.Time, next func(model.Period) model.Period, due func(model.Period) time.Time,
) (model.Period, bool) {
	if a, ok := newest(all, t); ok {
		return next(a.Period), true
	}
	for _, a := range slices.Backward(all) {
		if overdue(due(a.Period), t) {
			return a.Period, true
		}
	}
	return model.Period{}, false
}
