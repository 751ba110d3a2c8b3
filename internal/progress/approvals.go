package progress

import (
	"strings"
	"time"

	"jindu/internal/model"
)

// An ApprovalState is where the procedures of a project stand at some instant.
type ApprovalState struct {
	Procedures []ProcedureState // Sorted by name.
	// Used are the working days of the whole flow: those that any procedure's
	// clock counted, in parallel counted once. Unknown where one's are, and
	// before the first was accepted.
	Used Number
	// Limit is how many the region's target in force allows (国办发〔2019〕11号).
	Limit Number
}

// A ProcedureState is a procedure at some instant. What comes on a day stands at
// its first second, a deadline at its day's last; zero is unknown, or has not
// come by then.
type ProcedureState struct {
	Procedure, Authority string
	Deferred             bool // 容缺.
	Standing             ApprovalStanding
	Accepted, Completed  time.Time
	Limit                int       // Working days; 0 where there is none.
	Used                 Number    // Working days counted so far, or in all.
	Due                  time.Time // By the limit; zero too where a day until then is not known.
	SupplyBy, Supplied   time.Time // Documents that were missing.
	SupplyOverdue        bool      // They are missing still, and SupplyBy has passed.
}

// ApprovalStanding is where a procedure stands against its limit.
type ApprovalStanding string

// The standings. A procedure without a limit, or whose due day is not known, is
// open or done.
const (
	ApprovalOpen     ApprovalStanding = "open"      // 在办.
	ApprovalNearDue  ApprovalStanding = "near_due"  // 临期: from the working day before the due one.
	ApprovalOverdue  ApprovalStanding = "overdue"   // 超期.
	ApprovalDone     ApprovalStanding = "done"      // 办结.
	ApprovalDoneLate ApprovalStanding = "done_late" // 超期办结.
)

// ApprovalStandings are all of them.
func ApprovalStandings() []ApprovalStanding {
	return []ApprovalStanding{ApprovalOpen, ApprovalNearDue, ApprovalOverdue, ApprovalDone, ApprovalDoneLate}
}

// approvals are the procedures of a project through their statements.
type approvals struct {
	days       *model.Workdays
	zone       *time.Location
	procedures [][]dated[model.Procedure]
	limits     []yearTarget
}

// newApprovals makes the part of a project's procedures; nil where it has none.
func newApprovals(rules Rules, p *project) (part, error) {
	a := approvals{days: rules.Workdays, zone: rules.Zone, limits: p.limits}
	for _, o := range p.objects[model.KindProcedure] {
		states, err := fold[model.Procedure](o)
		if err != nil {
			return nil, err
		}
		a.procedures = append(a.procedures, states)
	}
	if len(a.procedures) == 0 {
		return nil, nil //nolint:nilnil // No part.
	}
	return &a, nil
}

// limit files what a region allows the approvals of each of its projects.
func (l *loader) limit(o model.Object) error {
	if o.Kind != model.KindTarget || !strings.HasPrefix(o.ID, "indicator/"+model.ApprovalWorkdays+"/") {
		return nil
	}
	target, err := foldTarget(o, l.plans)
	if err != nil {
		return err
	}
	l.limits[o.Region] = append(l.limits[o.Region], target)
	return nil
}

func (a *approvals) at(t time.Time, s *ProjectState) {
	state := &ApprovalState{}
	flow, known := []stretch{}, true
	for _, states := range a.procedures {
		procedure, ok := holding(states, t)
		if !ok || notYet(procedure.Accepted, t, a.zone) {
			continue
		}
		if procedure.Accepted.IsZero() && notYet(procedure.Completed, t, a.zone) {
			continue
		}
		p, running := a.procedure(procedure, t)
		state.Procedures = append(state.Procedures, p)
		flow = append(flow, running...)
		known = known && (p.Used.Known || p.Accepted.IsZero() && p.Completed.IsZero())
	}
	if len(state.Procedures) == 0 {
		return
	}
	if known && state.accepted() {
		state.Used = workdaysIn(a.days, merge(flow))
	}
	for _, limit := range a.limits {
		if target, value, ok := limit.at(t, a.zone); ok && target.Bound != model.AtLeast {
			state.Limit = lower(state.Limit, value)
		}
	}
	s.Approvals = state
}

// accepted tells that a procedure was.
func (s *ApprovalState) accepted() bool {
	for _, p := range s.Procedures {
		if !p.Accepted.IsZero() {
			return true
		}
	}
	return false
}

// lower gives the lower of two limits: where several hold, all must be kept.
func lower(n Number, value float64) Number {
	if n.Known && n.Value <= value {
		return n
	}
	return Known(value)
}

// procedure judges one at t, and gives the stretches of days that its clock ran.
func (a *approvals) procedure(p model.Procedure, t time.Time) (ProcedureState, []stretch) {
	for _, date := range []*model.Period{&p.Completed, &p.Supplied} {
		if notYet(*date, t, a.zone) {
			*date = model.Period{}
		}
	}
	s := ProcedureState{
		Procedure: p.Procedure, Authority: p.Authority, Deferred: p.Deferred, Standing: ApprovalOpen, Limit: p.Limit,
		Accepted: dayStart(p.Accepted, a.zone), Completed: dayStart(p.Completed, a.zone),
		SupplyBy: dayEnd(p.SupplyBy, a.zone), Supplied: dayStart(p.Supplied, a.zone),
		SupplyOverdue: p.Supplied.IsZero() && over(p.SupplyBy, t, a.zone),
	}
	if !p.Completed.IsZero() {
		s.Standing = ApprovalDone
	}
	if p.Accepted.IsZero() {
		return s, nil
	}
	through := model.NewDay(t.In(a.zone))
	last := lastCounted(p)
	givenUp := p.Completed.IsZero() && through.Key() > last.Key()
	switch {
	case !p.Completed.IsZero():
		through = p.Completed
	case givenUp:
		through = last
	}
	c := newClock(a.days, p, through)
	if !givenUp {
		s.Used = c.used(through)
	}
	if p.Limit > 0 {
		if due, known := c.due(p.Limit); known {
			s.Due, s.Standing = due.End(a.zone), a.standing(p, due, through)
		}
	}
	return s, c.running(through)
}

// lastCounted is the day on which an open procedure is given up: the last of
// the year after its acceptance. From then on its working days are not told,
// and it stays near due or overdue as it was. Reports are awaited as long.
func lastCounted(p model.Procedure) model.Period {
	return model.NewDate(p.Accepted.Year()+keptYears, 12, 31)
}

// standing judges a procedure whose due day is known, by the day of completion
// or else today.
func (a *approvals) standing(p model.Procedure, due, by model.Period) ApprovalStanding {
	late := by.Key() > due.Key()
	switch {
	case !p.Completed.IsZero() && late:
		return ApprovalDoneLate
	case !p.Completed.IsZero():
		return ApprovalDone
	case late:
		return ApprovalOverdue
	}
	// Where the day before is in a year that is not known, no day before it was
	// counted, so it is due on the first.
	if near, known := a.days.After(due, -1); !known || by.Key() >= near.Key() {
		return ApprovalNearDue
	}
	return ApprovalOpen
}
