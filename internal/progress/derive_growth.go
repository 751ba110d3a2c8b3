package progress

import (
	"math"
	"slices"

	"jindu/internal/model"
)

// DeriveTwoYears is the average growth of two years (两年平均), geometric:
// √((1+g(t))(1+g(t−1))) − 1, as the statistics bureaus used it in 2021. It is of
// the published growth where both years have it, else of the derived growth of
// both; the two are never mixed. What was found of the derived growth in either
// year is held against it, as in Compare.
func DeriveTwoYears(
	published, derived []model.Point, compared []Comparison,
) (shown []model.Point, found []Comparison) {
	official := averageGrowth(published)
	have := make(map[uint32]bool, len(official))
	for _, p := range official {
		have[p.Period.Key()] = true
	}
	own := slices.DeleteFunc(averageGrowth(derived), func(p model.Point) bool { return have[p.Period.Key()] })
	shown, found = hideIncomparable(own, compared, yearLater(compared))
	return inPeriods(append(official, shown...)), found
}

// averageGrowth is the geometric mean of each growth with that of the year
// before. Whoever lost all of it, or more, has none.
func averageGrowth(growth []model.Point) []model.Point {
	var average []model.Point
	for p, before := range yearPairs(growth) {
		if p.Value < -1 || before.Value < -1 {
			continue
		}
		a := latest(p, before)
		a.Value = math.Sqrt((1+p.Value)*(1+before.Value)) - 1
		average = append(average, a)
	}
	return average
}

// yearLater says of the periods a year later what was found.
func yearLater(compared []Comparison) []Comparison {
	later := make([]Comparison, len(compared))
	for i, c := range compared {
		later[i] = Comparison{c.Period.SameYear(1), c.Comparable}
	}
	return later
}

// hideIncomparable drops the points of periods in which levels were found not
// to be comparable with those of the year before, in any of some comparisons.
// It gives what is left, and what was found for each point's period.
func hideIncomparable(points []model.Point, compared ...[]Comparison) (shown []model.Point, found []Comparison) {
	agree := map[uint32]bool{}
	for _, list := range compared {
		for _, c := range list {
			before, ok := agree[c.Period.Key()]
			agree[c.Period.Key()] = c.Comparable && (before || !ok)
		}
	}
	for _, p := range points {
		agrees, known := agree[p.Period.Key()]
		if known {
			found = append(found, Comparison{p.Period, agrees})
		}
		if agrees || !known {
			shown = append(shown, p)
		}
	}
	return shown, found
}
