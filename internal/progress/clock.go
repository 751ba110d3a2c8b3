package progress

import (
	"cmp"
	"slices"

	"jindu/internal/model"
)

// A stretch is days, both ends included. The zero end is no end.
type stretch struct{ from, to model.Period }

// endsBefore tells that the stretch is over when the day begins.
func (s stretch) endsBefore(day model.Period) bool { return !s.to.IsZero() && s.to.Key() < day.Key() }

// A clock counts the working days of one approval.
//
// The day of acceptance is not counted, but the days after it are (民法典 art.
// 201: the day on which a period of days begins is left out), and of those the
// working days (行政许可法 art. 82) on which it is not stopped for a hearing, a
// tender, an inspection or expert review (art. 45). The day of completion is
// counted. So what is done on the day it was accepted took no working day.
type clock struct {
	days  *model.Workdays
	first model.Period // The first day that may count.
	stops []stretch    // In order, apart from each other.
}

// newClock is the clock of a procedure that was accepted, with the stops that
// have begun by a day; how long such a stop will last counts as it is stated.
func newClock(days *model.Workdays, p model.Procedure, by model.Period) clock {
	c := clock{days: days, first: p.Accepted.Add(1)}
	var stops []stretch
	for _, s := range p.Stops {
		backwards := !s.To.IsZero() && s.To.Key() < s.From.Key()
		if !s.From.IsZero() && s.From.Key() <= by.Key() && !backwards {
			stops = append(stops, stretch{s.From, s.To})
		}
	}
	c.stops = merge(stops)
	return c
}

// merge puts stretches in order, and those that overlap or touch together.
func merge(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from.Key(), b.from.Key()) })
	var merged []stretch
	for _, s := range all {
		last := len(merged) - 1
		switch {
		case last < 0 || merged[last].endsBefore(s.from.Add(-1)):
			merged = append(merged, s)
		case merged[last].to.IsZero() || s.to.IsZero():
			merged[last].to = model.Period{}
		case merged[last].endsBefore(s.to):
			merged[last].to = s.to
		}
	}
	return merged
}

// running are the stretches through a day on which the clock was not stopped.
func (c clock) running(through model.Period) []stretch {
	var all []stretch
	from := c.first
	for _, s := range c.stops {
		if s.from.Key() > from.Key() {
			all = append(all, stretch{from, earlierDay(s.from.Add(-1), through)})
		}
		if s.to.IsZero() {
			from = through.Add(1)
		} else if !s.endsBefore(from) {
			from = s.to.Add(1)
		}
	}
	all = append(all, stretch{from, through})
	return slices.DeleteFunc(all, func(s stretch) bool { return s.to.Key() < s.from.Key() })
}

// used is how many working days were counted through a day.
func (c clock) used(through model.Period) Number { return workdaysIn(c.days, c.running(through)) }

// workdaysIn counts the working days of stretches that are apart from each
// other. It is unknown where a day in them is.
func workdaysIn(days *model.Workdays, all []stretch) Number {
	sum := 0
	for _, s := range all {
		n, known := days.Between(s.from, s.to)
		if !known {
			return Number{}
		}
		sum += n
	}
	return Known(float64(sum))
}

// due is the working day whose end is the limit's: the limit-th that is
// counted. It is not known where a day until then is not, nor while the clock
// is stopped without an end.
func (c clock) due(limit int) (model.Period, bool) {
	from := c.first
	for _, s := range c.stops {
		if s.endsBefore(from) {
			continue
		}
		if s.from.Key() > from.Key() {
			day, known := c.days.After(from.Add(-1), limit)
			if known && day.Key() < s.from.Key() {
				return day, true
			}
			n, known := c.days.Between(from, s.from.Add(-1))
			if !known {
				return model.Period{}, false
			}
			limit -= n
		}
		if s.to.IsZero() {
			return model.Period{}, false
		}
		from = s.to.Add(1)
	}
	return c.days.After(from.Add(-1), limit)
}

func earlierDay(a, b model.Period) model.Period {
	if b.Key() < a.Key() {
		return b
	}
	return a
}
