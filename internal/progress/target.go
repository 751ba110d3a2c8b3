package progress

import (
	"time"

	"jindu/internal/model"
)

// A TargetState is an indicator's target of a year and how far it is reached.
// Values are in Measure.Base(Indicator.Base()).
type TargetState struct {
	model.Target
	Goal       float64
	Actual     Number    // Of the newest period of the year, held when the next is late.
	Cutoff     time.Time // That period's instant; zero where nothing was reported.
	Completion Number    // Level targets only.
	Pace       Number    // Year-to-date targets only: growth has no linear pace.
	Path       Number    // Goal × Pace, what should have been reached.
	Gap        Number    // Completion − Pace; for growth Actual − Goal.
}

// target judges a target at t.
func (i *Indicator) target(y yearTarget, t time.Time) (TargetState, bool) {
	target, goal, ok := y.at(t, i.rules.Zone)
	if !ok {
		return TargetState{}, false
	}
	s := TargetState{Target: target, Goal: goal}
	points := i.Published[target.Measure]
	if at := inForce(points, t, i.rules.Zone); at >= 0 && points[at].Period.Year() == target.Year {
		s.Actual, s.Cutoff = Known(points[at].Value), points[at].Period.End(i.rules.Zone)
	}
	switch {
	case target.Measure.Growth():
		s.Gap = Gap(s.Actual, Known(goal))
	case target.Measure == model.YearToDate:
		s.Completion = Completion(s.Actual, Known(goal))
		if s.Actual.Known {
			s.Pace = Known(Pace(s.Cutoff))
			s.Path = Known(goal * s.Pace.Value)
		}
		s.Gap = Gap(s.Completion, s.Pace)
	case target.Measure == model.Stock:
		s.Completion = Completion(s.Actual, Known(goal))
	}
	return s, true
}
