package progress

import (
	"jindu/internal/model"
)

// A boundary is the midnight at which a day begins, by the day's number since
// 1970. The passes of a schedule reckon with boundaries, so that durations
// simply add: an activity of n calendar days that starts at b finishes at b+n,
// which is the end of day b+n-1. An activity of one day starts and finishes on
// the same day.
type boundary int64

// unknown is a boundary that can't be told.
const unknown boundary = -1 << 40

// The days that a schedule can reach: 1900 to 2199, as dates that are stated.
const (
	firstBoundary boundary = -25567
	lastBoundary  boundary = 84006
)

// dayKeyZero is the key of 1970-01-01.
const dayKeyZero = 1 << 31

// boundaryOf is the midnight at which a day begins; unknown for none.
func boundaryOf(day model.Period) boundary {
	if day.IsZero() || day.Freq() != model.Daily {
		return unknown
	}
	return boundary(int64(day.Key()) - dayKeyZero)
}

// day is the day that begins at b; none where b is unknown.
func (b boundary) day() model.Period {
	if b == unknown {
		return model.Period{}
	}
	return model.PeriodFromKey(model.Daily, uint32(int64(b)+dayKeyZero))
}

// eve is the day that ends at b; none where b is unknown.
func (b boundary) eve() model.Period {
	if b == unknown {
		return model.Period{}
	}
	return (b - 1).day()
}

// A spell is how long an activity takes, in days of a kind.
type spell struct {
	days     int
	workdays bool
}

// A reckoner adds and takes off days, and remembers which years' calendars it
// would have had to know.
type reckoner struct {
	calendar *model.Workdays
	missing  map[int]bool // By year.
	far      bool         // A day was asked for that is none a schedule can reach.
}

// within is b where a schedule can reach it: durations may be any, and a date
// of the year 10000 is written as no other.
func (r *reckoner) within(b boundary) boundary {
	if b < firstBoundary || b > lastBoundary {
		r.far = true
		return unknown
	}
	return b
}

// from gives when a spell that can begin at b does begin and when it is over.
// A spell of working days begins on the first one.
func (r *reckoner) from(b boundary, s spell) (begin, over boundary) {
	switch {
	case b == unknown:
		return unknown, unknown
	case !s.workdays || s.days == 0:
		return b, r.within(b + boundary(s.days))
	}
	if begin = r.workday(b, 0); begin == unknown {
		return unknown, unknown
	}
	if over = r.workday(b-1, s.days); over == unknown {
		return begin, unknown
	}
	return begin, over + 1
}

// back gives when a spell that must be over at b begins at the latest.
func (r *reckoner) back(b boundary, s spell) boundary {
	switch {
	case b == unknown:
		return unknown
	case !s.workdays || s.days == 0:
		return r.within(b - boundary(s.days))
	}
	return r.workday(b, -s.days)
}

// worked is the end of the last day before b that a spell can use.
func (r *reckoner) worked(b boundary, s spell) boundary {
	if b == unknown || !s.workdays || s.days == 0 {
		return b
	}
	last := r.workday(b, -1)
	if last == unknown {
		return unknown
	}
	return last + 1
}

// workday is model.Workdays.After; it notes the year that is not known.
func (r *reckoner) workday(b boundary, n int) boundary {
	if r.calendar == nil {
		r.missing[b.day().Year()] = true
		return unknown
	}
	day, known := r.calendar.After(b.day(), n)
	if known {
		return boundaryOf(day)
	}
	r.missing[r.firstUnknown(b, n)] = true
	return unknown
}

// firstUnknown is the year that keeps the n-th working day after b's from
// being told.
func (r *reckoner) firstUnknown(b boundary, n int) int {
	counted, step := b, 1 // The first day that is counted, and the way on.
	switch {
	case n > 0:
		counted = b + 1
	case n < 0:
		counted, step = b-1, -1
	}
	year := counted.day().Year()
	for r.calendar.Known(year) {
		year += step
	}
	return year
}
