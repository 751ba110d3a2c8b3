package progress

import (
	"math"
	"time"

	"jindu/internal/model"
)

// A TargetState is an indicator's target of a year and how far it is reached.
// Values are in Measure.Base(Indicator.Base()). What follows from the two
// depends on what kind of figure it is:
//
//   - A level to reach over the year (year to date, at least): completion, pace,
//     path, and the gap completion − pace.
//   - A growth or another ratio: the gap in points, actual − goal. It holds at any
//     time of the year, so there is no pace.
//   - A level to stand at by the year's end (stock, at least): completion only,
//     for being short of it earlier is not behind anything.
//   - All other levels, and every limit on a level: the gap as a share of the goal,
//     (actual − goal) / |goal|.
//
// Of a limit (at most) the gap is the other way round: what is left below it is
// positive. A limit has no completion and no pace.
type TargetState struct {
	model.Target
	Goal       float64
	Bound      model.Bound // In force: what the target says, or the default.
	Curve      model.Curve // That the pace follows; zero where there is no pace.
	Actual     Number      // Of the newest period of the year, held when the next is late.
	Cutoff     time.Time   // That period's instant; zero where nothing was reported.
	Completion Number
	Pace       Number
	Path       Number // Goal × Pace, what should have been reached.
	Gap        Number // Positive is good.
}

// target judges a target at t.
func (i *Indicator) target(y yearTarget, t time.Time) (TargetState, bool) {
	target, goal, ok := y.at(t, i.rules.Zone)
	if !ok {
		return TargetState{}, false
	}
	s := TargetState{Target: target.Target, Goal: goal, Bound: target.BoundOf(i.Indicator)}
	points := i.Published[target.Measure]
	if at := inForce(points, t, i.rules.Zone); at >= 0 && points[at].Period.Year() == target.Year {
		s.Actual, s.Cutoff = Known(points[at].Value), points[at].Period.End(i.rules.Zone)
	}
	ratio := target.Measure.Base(i.Base()) == model.Ratio
	switch {
	case ratio:
		s.Gap = s.inSense(Gap(s.Actual, Known(goal)))
	case s.Bound == model.AtMost:
		s.Gap = s.shareOfGoal()
	case target.Measure == model.YearToDate:
		s.pace(target)
	case target.Measure == model.Stock:
		s.Completion = Completion(s.Actual, Known(goal))
	default:
		s.Gap = s.shareOfGoal()
	}
	return s, true
}

// pace judges a level that is to be reached over the year.
func (s *TargetState) pace(target goal) {
	s.Curve = target.curve
	s.Completion = Completion(s.Actual, Known(s.Goal))
	if !s.Actual.Known {
		return
	}
	if s.Pace = target.plan.By(s.Cutoff); s.Pace.Known {
		s.Path = Known(s.Goal * s.Pace.Value)
	}
	s.Gap = Gap(s.Completion, s.Pace)
}

// shareOfGoal is how far the actual value is on the good side of the goal, as a
// share of it; unknown where the goal is zero.
func (s *TargetState) shareOfGoal() Number {
	return s.inSense(Gap(s.Actual, Known(s.Goal)).over(Known(math.Abs(s.Goal))))
}

// inSense turns what an actual value is above its goal so that positive is good.
func (s *TargetState) inSense(above Number) Number {
	if s.Bound == model.AtMost {
		above.Value = 0 - above.Value // Not -0.
	}
	return above
}
