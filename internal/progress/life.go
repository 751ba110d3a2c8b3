package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// A LifeState is how a project went through the stages of its life cycle
// (谋划—签约—开工—在建—竣工—投产).
type LifeState struct {
	Stage  model.Stage  // The last one reached.
	Stages []StageEntry // Those reached, in the order of the life cycle and of time.
	Built  *Building    // Nil unless it started and produces, and both days are known.
}

// A StageEntry is a stage that a project came to.
type StageEntry struct {
	Stage   model.Stage
	Entered time.Time // First second of it; zero where nobody said from when on.
	Spent   Number    // Seconds until it came to the next one; unknown while it has not.
}

// Building is the time from a project's start to its production.
type Building struct {
	Seconds float64
	Months  int // Whole calendar months.
}

// life is what a project's particulars and milestones say of its stages.
type life struct {
	zone       *time.Location
	stated     []dated[model.Project]
	milestones map[model.Stage][]dated[model.Milestone]
}

// milestoneStages are the stages that begin with a milestone's actual date.
func milestoneStages() map[string]model.Stage {
	return map[string]model.Stage{
		model.MilestoneStart:      model.Started,
		model.MilestoneFinish:     model.Completed,
		model.MilestoneProduction: model.Production,
	}
}

// newLife makes the part of a project's stages; nil where it has none.
func newLife(rules Rules, p *project) (part, error) {
	l := &life{zone: rules.Zone, stated: p.particular, milestones: map[model.Stage][]dated[model.Milestone]{}}
	for _, o := range p.objects[model.KindMilestone] {
		states, err := fold[model.Milestone](o)
		if err != nil {
			return nil, err
		}
		for _, s := range states {
			if stage, ok := milestoneStages()[s.value.Milestone]; ok {
				l.milestones[stage] = states
			}
		}
	}
	says := func(s dated[model.Project]) bool { return s.value.Stage != "" }
	if len(l.milestones) == 0 && !slices.ContainsFunc(l.stated, says) {
		return nil, nil
	}
	p.life = l
	return l, nil
}

func (l *life) at(t time.Time, s *ProjectState) { s.Life = l.state(t) }

// state gives the stages reached by t; nil where there are none.
func (l *life) state(t time.Time) *LifeState {
	stages := reached(append(l.milestonesBy(t), l.statedBy(t)...))
	if len(stages) == 0 {
		return nil
	}
	state := &LifeState{Stage: stages[len(stages)-1].Stage, Stages: stages}
	started, produces := entry(stages, model.Started), entry(stages, model.Production)
	if !started.IsZero() && !produces.IsZero() {
		state.Built = &Building{
			Seconds: produces.Sub(started).Seconds(),
			Months:  model.CalendarMonths(model.NewDay(started.In(l.zone)), model.NewDay(produces.In(l.zone))),
		}
	}
	return state
}

// entry is when a stage was entered; zero where it was not or nobody knows.
func entry(stages []StageEntry, stage model.Stage) time.Time {
	for _, e := range stages {
		if e.Stage == stage {
			return e.Entered
		}
	}
	return time.Time{}
}

// A stageEvent is something that was said of a project's stage.
type stageEvent struct {
	at        time.Time
	stage     model.Stage // Empty: the office takes back what it said.
	back      bool        // The office had said a later stage.
	milestone bool        // A milestone says so, not the project's particulars.
}

// statedBy gives what the particulars say by t: each change of the stage.
func (l *life) statedBy(t time.Time) []stageEvent {
	var events []stageEvent
	var last model.Stage
	for _, s := range l.stated {
		if s.from.After(t) {
			break
		}
		if s.value.Stage != last {
			events = append(events, stageEvent{at: s.from, stage: s.value.Stage, back: order(s.value.Stage) < order(last)})
			last = s.value.Stage
		}
	}
	return events
}

// milestonesBy gives the actual dates of milestones that have come by t.
func (l *life) milestonesBy(t time.Time) []stageEvent {
	var events []stageEvent
	for stage, states := range l.milestones {
		m, ok := holding(states, t)
		if day := m.Actual.Start(l.zone); ok && !m.Actual.IsZero() && !day.After(t) {
			events = append(events, stageEvent{at: day, stage: stage, milestone: true})
		}
	}
	return events
}

// order is a stage's place in the life cycle, from 0; -1 for none.
func order(s model.Stage) int { return slices.Index(model.Stages(), s) }

// reached follows events through time. A stage counts from the first day that
// anything says it: a milestone's actual date, or a statement. Stages can be
// skipped; one that is said after a later one was reached adds nothing, for it
// is a report behind the facts.
func reached(events []stageEvent) []StageEntry {
	slices.SortStableFunc(events, compareEvents)
	var entries []StageEntry
	for _, e := range corrected(events) {
		n := len(entries)
		if n > 0 && order(e.stage) <= order(entries[n-1].Stage) {
			continue
		}
		entered := e.at
		if entered.Equal(model.Always()) {
			entered = time.Time{}
		}
		if n > 0 && !entries[n-1].Entered.IsZero() {
			entries[n-1].Spent = Known(entered.Sub(entries[n-1].Entered).Seconds())
		}
		entries = append(entries, StageEntry{Stage: e.stage, Entered: entered})
	}
	return entries
}

// corrected drops what is taken back later. Where the office says an earlier
// stage than it had said before, it corrects itself: the later stages were
// never reached, whatever milestones say of them until then. A stage that is
// cleared takes back what was stated, and leaves the milestones' dates.
func corrected(events []stageEvent) []stageEvent {
	var kept []stageEvent
	for _, e := range events {
		switch {
		case e.stage == "":
			kept = slices.DeleteFunc(kept, func(k stageEvent) bool { return !k.milestone })
			continue
		case e.back:
			kept = slices.DeleteFunc(kept, func(k stageEvent) bool { return order(k.stage) > order(e.stage) })
		}
		kept = append(kept, e)
	}
	return kept
}

// compareEvents orders events by time. Of those of one instant the milestones
// come first, the earlier stage before the later.
func compareEvents(a, b stageEvent) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	if a.milestone != b.milestone {
		return map[bool]int{true: -1, false: 1}[a.milestone]
	}
	return order(a.stage) - order(b.stage)
}

func (l *life) changes() []time.Time {
	at := starts(l.stated)
	for _, states := range l.milestones {
		at = append(at, starts(states)...)
		for _, s := range states {
			if !s.value.Actual.IsZero() {
				at = append(at, s.value.Actual.Start(l.zone))
			}
		}
	}
	return at
}
