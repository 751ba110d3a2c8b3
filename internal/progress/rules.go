package progress

import (
	"math"
	"sort"
	"time"

	"jindu/internal/model"
)

// Rules are what facts are judged by.
type Rules struct {
	Catalog *model.Catalog
	Packs
	Zone *time.Location // Of every period's instant.

	Workdays *model.Workdays // The calendar of working days.
}

// A Number is a value that may be unknown: "no report" is not zero.
type Number struct {
	Value float64
	Known bool
}

// Known makes a known number.
func Known(v float64) Number { return Number{v, true} }

// over divides, and is unknown where either side is or the divisor is zero.
func (n Number) over(d Number) Number {
	if !n.Known || !d.Known || d.Value == 0 {
		return Number{}
	}
	return Known(n.Value / d.Value)
}

// minus subtracts, and is unknown where either side is.
func (n Number) minus(m Number) Number {
	if !n.Known || !m.Known {
		return Number{}
	}
	return Known(tidy(n.Value - m.Value))
}

// tidy drops what binary fractions leave behind, so that exactly ten points
// behind is judged as ten points behind. Ratios here have far fewer than nine
// meaningful decimals. Zero is never negative: what is exactly on pace is not
// shown as -0.0.
func tidy(ratio float64) float64 { return math.Round(ratio*1e9)/1e9 + 0 }

// passed is the first instant at which a deadline has passed. Instants are
// whole seconds, and a deadline is the last second in which one is in time.
func passed(deadline time.Time) time.Time { return deadline.Add(time.Second) }

func yearStart(year int, zone *time.Location) time.Time { return model.NewYear(year).Start(zone) }

// inForce gives the index of the last point whose instant is not after t, or -1.
// Points are of one frequency, so that periods are compared and only one
// instant is worked out.
func inForce(points []model.Point, t time.Time, zone *time.Location) int {
	if len(points) == 0 {
		return -1
	}
	last := ended(points[0].Period.Freq(), t, zone).Key()
	return sort.Search(len(points), func(i int) bool { return points[i].Period.Key() > last }) - 1
}

// ended is the last period of a frequency that has ended by t.
func ended(f model.Frequency, t time.Time, zone *time.Location) model.Period {
	p := model.PeriodOf(f, t.In(zone))
	if p.End(zone).After(t) {
		return p.Add(-1)
	}
	return p
}
