package progress

import (
	"iter"
	"math"
	"time"

	"jindu/internal/model"
)

// DeriveMonths takes the cumulative values of a year apart: a period's own
// value is its year-to-date less that of the period before. Points are in the
// order of their periods, and so is the result.
//
// The first publication of a year is its own value. Where January and February
// are published together that is February's, which covers both (span 2);
// February by itself can't be derived. A period whose predecessor is missing
// can't be derived either.
func DeriveMonths(i model.Indicator, ytd []model.Point) []model.Point {
	var months []model.Point
	for at, p := range ytd {
		own := p
		switch first := firstOfYear(i, p.Period); {
		case p.Period.Ordinal() == first:
			own.Period = p.Period.WithSpan(first)
		case at > 0 && follows(i, ytd[at-1].Period, p.Period):
			own.Value -= ytd[at-1].Value
			own = latest(own, ytd[at-1])
		default:
			continue
		}
		months = append(months, own)
	}
	return months
}

// firstOfYear is the ordinal of the first period of a year that is published.
func firstOfYear(i model.Indicator, p model.Period) int {
	if i.JanFeb && p.Freq() == model.Monthly {
		return 2
	}
	return 1
}

// follows tells that q is the publication after p, in the same year.
func follows(i model.Indicator, p, q model.Period) bool {
	return p.Year() == q.Year() && i.Next(p).Key() == q.Key()
}

// latest gives p with the later of both points' vintages: a derived value is
// known when all its parts are.
func latest(p, other model.Point) model.Point {
	if other.Recorded.After(p.Recorded) {
		p.Recorded = other.Recorded
	}
	if other.First.After(p.First) {
		p.First = other.First
	}
	p.Status, p.Revised = max(p.Status, other.Status), time.Time{}
	return p
}

// DeriveGrowth is the growth of levels on the same period a year before, as a
// ratio (0.079 is 7.9 %). A year before that is missing, or not positive, has
// none. It is arithmetic on published levels: the published growth is computed
// on a comparable basis (可比口径) and may differ widely.
func DeriveGrowth(levels []model.Point) []model.Point {
	var growth []model.Point
	for p, base := range yearPairs(levels) {
		if base.Value > 0 {
			g := latest(p, base)
			g.Value = p.Value/base.Value - 1
			growth = append(growth, g)
		}
	}
	return growth
}

// yearPairs yields each point with that of the same period a year before, of
// those that have one of the same span.
func yearPairs(points []model.Point) iter.Seq2[model.Point, model.Point] {
	type place struct {
		key  uint32
		span int
	}
	return func(yield func(model.Point, model.Point) bool) {
		before := make(map[place]model.Point, len(points))
		for _, p := range points {
			base, ok := before[place{p.Period.SameYear(-1).Key(), p.Period.Span()}]
			if ok && !yield(p, base) {
				return
			}
			before[place{p.Period.Key(), p.Period.Span()}] = p
		}
	}
}

// Comparison is one period for which growth is both published and derived.
type Comparison struct {
	Period     model.Period
	Comparable bool // They differ by no more than the margin.
}

// Compare holds derived growth against the published one. It gives the derived
// points that may be shown (those that agree, or that have no published one
// beside them) and what it found for each period that has both. The margin is
// in percentage points.
func Compare(derived, published []model.Point, margin float64) (shown []model.Point, found []Comparison) {
	official := make(map[uint32]float64, len(published))
	for _, p := range published {
		official[p.Period.Key()] = p.Value
	}
	for _, d := range derived {
		value, ok := official[d.Period.Key()]
		if !ok {
			shown = append(shown, d)
			continue
		}
		agrees := tidy(math.Abs(d.Value-value)) <= tidy(margin/100)
		found = append(found, Comparison{d.Period, agrees})
		if agrees {
			shown = append(shown, d)
		}
	}
	return shown, found
}
