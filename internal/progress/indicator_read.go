package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// Derived are the points of a measure that are worked out, in the order of
// their periods. Of growth it has those alone that may stand beside the
// published one.
func (i *Indicator) Derived(m model.Measure) []model.Point { return i.derived[m] }

// Compared tells of each period for which growth is both published and derived
// whether the two agree.
func (i *Indicator) Compared(m model.Measure) []Comparison { return i.compared[m] }

// ReportAt judges the report of a period at t, whichever is awaited then. It is
// the zero Report where nobody owes any.
func (i *Indicator) ReportAt(p model.Period, t time.Time) Report {
	if i.Release.IsZero() {
		return Report{}
	}
	return i.reportOf(p, t)
}

// PlanAt is the plan by which a target that holds at t should be reached over
// its year; the zero Plan where there is no such target, or no pace of it.
func (i *Indicator) PlanAt(target TargetState, t time.Time) Plan {
	at := slices.IndexFunc(i.targets, func(y yearTarget) bool {
		held, _, ok := y.at(t, i.rules.Zone)
		return ok && held.ID() == target.ID()
	})
	if at < 0 || target.Curve.IsZero() {
		return Plan{}
	}
	held, _, _ := i.targets[at].at(t, i.rules.Zone)
	return held.plan
}
