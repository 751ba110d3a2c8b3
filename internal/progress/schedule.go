package progress

import (
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"jindu/internal/model"
)

// A ScheduleState is the schedule of a project's activities at some instant:
// the forward pass from its start, the backward pass from its deadline (倒排工期),
// and what follows from what has happened so far. Dates are days, both ends of
// an activity included; one that is not known is zero. It is shared and must
// not be changed.
type ScheduleState struct {
	Activities []ActivityState `json:"activities"`        // By number.
	Start      model.Period    `json:"start,omitzero"`    // Actual or planned start of the project, else its first activity's.
	Deadline   model.Period    `json:"deadline,omitzero"` // Planned finish.
	// DataDate is the day up to which things have been reported: the latest of
	// the project's cut-offs and of the actual dates. Time passing makes a
	// report late, not a project slow, so it is not the day asked about.
	DataDate model.Period `json:"data_date,omitzero"`
	// Finish is the actual one, or that which follows from the actuals so far.
	Finish   model.Period      `json:"finish,omitzero"`
	Finished bool              `json:"finished"` // The project's actual finish has come.
	Problems []ScheduleProblem `json:"problems,omitempty"`
	Zone     *time.Location    `json:"-"` // By which the days begin and end.
}

// DaysLate is by how many days the finish is after the deadline, negative
// where it is before; nil where either is not known.
func (s *ScheduleState) DaysLate() *int {
	deadline, finish := boundaryOf(s.Deadline), boundaryOf(s.Finish)
	if deadline == unknown || finish == unknown {
		return nil
	}
	days := int(finish - deadline)
	return &days
}

// An ActivityState is an activity at some instant. Of its actual dates it has
// those that have come.
type ActivityState struct {
	model.Activity
	EarliestStart  model.Period `json:"earliest_start,omitzero"`
	EarliestFinish model.Period `json:"earliest_finish,omitzero"`
	LatestStart    model.Period `json:"latest_start,omitzero"`
	LatestFinish   model.Period `json:"latest_finish,omitzero"`
	// Float is by how many days it can slip without the deadline being missed;
	// nil where that is not known, or it is finished.
	Float    *int `json:"float_days,omitempty"`
	Critical bool `json:"critical"` // The project finishes later if it does.
	// Late tells that its latest start has passed without an actual one, or its
	// latest finish has.
	Late bool `json:"late"`
}

// schedule is the part of a project's activities.
type schedule struct {
	zone     *time.Location
	calendar *model.Workdays
	plans    []dated[*plan] // By when the statements change.
	cutoffs  []model.Period // Days of reports, in order.
	instants []time.Time    // In order: at changes at no other.
	// last is the newest state that was worked out: boards are mostly asked for
	// in order, and little of a project's changes is its schedule's.
	last atomic.Pointer[datedSchedule]
}

type datedSchedule struct {
	epoch int // Index of the instant.
	state *ScheduleState
}

// newSchedule makes the part of a project's activities; nil where it has none.
func newSchedule(rules Rules, p *project) (part, error) {
	objects := p.objects[model.KindActivity]
	if len(objects) == 0 {
		return nil, nil
	}
	s := &schedule{zone: rules.Zone, calendar: rules.Workdays, cutoffs: cutoffs(p)}
	if err := s.plan(p, objects); err != nil {
		return nil, err
	}
	s.instants = InOrder(s.moments())
	return s, nil
}

// plan works out the plan after each statement about the works.
func (s *schedule) plan(p *project, objects []model.Object) error {
	activities := make([][]dated[model.Activity], len(objects))
	var at []time.Time
	for i, o := range objects {
		states, err := fold[model.Activity](o)
		if err != nil {
			return err
		}
		nameActivities(states, o)
		activities[i], at = states, append(at, starts(states)...)
	}
	ends := map[string][]dated[model.Milestone]{}
	for _, o := range p.objects[model.KindMilestone] {
		states, err := fold[model.Milestone](o)
		if err != nil {
			return err
		}
		if len(states) > 0 {
			ends[states[len(states)-1].value.Milestone] = states
			at = append(at, starts(states)...)
		}
	}
	for _, t := range InOrder(at) {
		start, _ := holding(ends[model.MilestoneStart], t)
		finish, _ := holding(ends[model.MilestoneFinish], t)
		s.plans = append(s.plans, dated[*plan]{t, newPlan(activitiesAt(activities, t), start, finish, s.calendar)})
	}
	return nil
}

// nameActivities gives those their number that leave it to the record's ID.
func nameActivities(states []dated[model.Activity], o model.Object) {
	for i := range states {
		if a := &states[i].value; a.Activity == "" {
			a.Activity = strings.TrimPrefix(o.ID, a.Project+"/")
		}
	}
}

func activitiesAt(all [][]dated[model.Activity], t time.Time) []model.Activity {
	activities := make([]model.Activity, 0, len(all))
	for _, states := range all {
		if a, ok := holding(states, t); ok {
			activities = append(activities, a)
		}
	}
	slices.SortFunc(activities, func(a, b model.Activity) int { return compareNumbers(a.Activity, b.Activity) })
	return activities
}

// cutoffs are the days up to which a project's reports go, in order.
func cutoffs(p *project) []model.Period {
	var days []model.Period
	for _, points := range p.completed {
		for _, point := range points {
			days = append(days, point.Period)
		}
	}
	for _, point := range p.total {
		days = append(days, point.Period)
	}
	slices.SortFunc(days, comparePeriods)
	return slices.Compact(days)
}

// at adds the schedule.
func (s *schedule) at(t time.Time, state *ProjectState) {
	epoch := sort.Search(len(s.instants), func(i int) bool { return s.instants[i].After(t) }) - 1
	if last := s.last.Load(); last != nil && last.epoch == epoch {
		state.Schedule = last.state
		return
	}
	plan, ok := holding(s.plans, t)
	if !ok || len(plan.activities) == 0 {
		return
	}
	worked := s.work(plan, t)
	s.last.Store(&datedSchedule{epoch, worked})
	state.Schedule = worked
}

// changes are the instants at which anything of the schedule changes.
func (s *schedule) changes() []time.Time { return s.instants }

// moments are those instants in no order: statements, cut-offs, actual dates
// that come, latest dates that pass.
func (s *schedule) moments() []time.Time {
	at := starts(s.plans)
	for _, day := range s.cutoffs {
		at = append(at, day.End(s.zone))
	}
	for _, p := range s.plans {
		plan := p.value
		days := []model.Period{plan.start.Actual, plan.finish.Actual}
		for i, a := range plan.activities {
			days = append(days, a.ActualStart, a.ActualFinish)
			for _, latest := range plan.deadlines(i) {
				at = append(at, passed(latest.End(s.zone)))
			}
		}
		for _, day := range days {
			if !day.IsZero() {
				at = append(at, day.Start(s.zone))
			}
		}
	}
	return at
}

// deadlines are the latest days of an activity that are known.
func (p *plan) deadlines(i int) []model.Period {
	start, finish := p.latestDays(i)
	return slices.DeleteFunc([]model.Period{start, finish}, model.Period.IsZero)
}
