package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// A MilestoneState is a milestone of a project at some instant. A time that is
// not known, or has not come by then, is zero.
type MilestoneState struct {
	Milestone string    // Code of a known one, or its name.
	Planned   time.Time // Last second of the day by whose end it should have come.
	Actual    time.Time // First second of the day on which it came.
	Overdue   bool      // The planned day has passed without it, and the project's stage says no more.
}

// milestones are those of a project through their statements.
type milestones struct {
	zone *time.Location
	all  [][]dated[model.Milestone]
}

// newMilestones makes the part of a project's milestones; nil where it has none.
func newMilestones(rules Rules, p *project) (part, error) {
	m := milestones{zone: rules.Zone}
	for _, o := range p.objects[model.KindMilestone] {
		states, err := fold[model.Milestone](o)
		if err != nil {
			return nil, err
		}
		m.all = append(m.all, states)
	}
	if len(m.all) == 0 {
		return nil, nil //nolint:nilnil // No part.
	}
	return &m, nil
}

func (m *milestones) at(t time.Time, s *ProjectState) {
	for _, states := range m.all {
		state, ok := holding(states, t)
		if !ok {
			continue
		}
		if notYet(state.Actual, t, m.zone) {
			state.Actual = model.Period{}
		}
		if state.Planned.IsZero() && state.Actual.IsZero() {
			continue
		}
		s.Milestones = append(s.Milestones, MilestoneState{
			Milestone: state.Milestone, Planned: dayEnd(state.Planned, m.zone), Actual: dayStart(state.Actual, m.zone),
			Overdue: state.Actual.IsZero() && over(state.Planned, t, m.zone) && !stageSays(state.Milestone, s.Stage),
		})
	}
}

// stageSays tells that a project is at the stage that a milestone brings, or past
// it: offices that report stages need not report the day again.
func stageSays(milestone string, stage model.Stage) bool {
	brings, known := map[string]model.Stage{
		model.MilestoneStart: model.Started, model.MilestoneFinish: model.Completed, model.MilestoneProduction: model.Production,
	}[milestone]
	return known && slices.Index(model.Stages(), stage) >= slices.Index(model.Stages(), brings)
}

func (m *milestones) changes() []time.Time {
	var at []time.Time
	for _, states := range m.all {
		at = append(at, starts(states)...)
		for _, s := range states {
			days := []model.Period{s.value.Actual}
			if !s.value.Planned.IsZero() {
				days = append(days, s.value.Planned.Add(1))
			}
			at = append(at, dayStarts(days, m.zone)...)
		}
	}
	return at
}
