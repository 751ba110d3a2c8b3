package progress

import (
	"cmp"
	"sort"
	"time"

	"jindu/internal/model"
)

// work works out the state of a plan at t.
func (s *schedule) work(p *plan, t time.Time) *ScheduleState {
	today := model.NewDay(t.In(s.zone))
	state := &ScheduleState{
		Deadline: p.finish.Planned, DataDate: s.dataDate(t), Zone: s.zone,
		Activities: make([]ActivityState, len(p.activities)),
	}
	happened := make([]actual, len(p.activities))
	for i, a := range p.activities {
		a.ActualStart, a.ActualFinish = come(a.ActualStart, today), come(a.ActualFinish, today)
		state.Activities[i].Activity = a
		happened[i] = p.happened(i, a)
		state.DataDate = latestDay(state.DataDate, a.ActualStart, a.ActualFinish)
	}
	actualStart, actualFinish := come(p.start.Actual, today), come(p.finish.Actual, today)
	state.DataDate = latestDay(state.DataDate, actualStart, actualFinish)
	state.Start = cmp.Or(actualStart, p.start.Planned, firstStart(happened))
	state.Finished = !actualFinish.IsZero()

	data := boundaryOf(state.DataDate)
	if data != unknown {
		data++
	}
	r := &reckoner{calendar: s.calendar, missing: map[int]bool{}}
	c := newCourse(p, happened, data, boundaryOf(state.Start), r)
	for i := range state.Activities {
		c.fill(i, &state.Activities[i], today, state.Finished, r)
	}
	state.Finish = cmp.Or(actualFinish, c.lastDay())
	state.Problems = c.allProblems(state, r)
	return state
}

// dataDate is the day of the latest report whose cut-off is not after t.
func (s *schedule) dataDate(t time.Time) model.Period {
	last := ended(model.Daily, t, s.zone).Key()
	after := sort.Search(len(s.cutoffs), func(i int) bool { return s.cutoffs[i].Key() > last })
	if after == 0 {
		return model.Period{}
	}
	return s.cutoffs[after-1]
}

// happened is what the passes take of an activity's actual dates. An event
// has one date, and a start that is after the finish is not taken.
func (n *network) happened(i int, a model.Activity) actual {
	if n.event(i) {
		day := cmp.Or(a.ActualFinish, a.ActualStart)
		return actual{day, day}
	}
	if impossible(a) {
		return actual{finished: a.ActualFinish}
	}
	return actual{a.ActualStart, a.ActualFinish}
}

// impossible tells an activity that finished before it started.
func impossible(a model.Activity) bool {
	return !a.ActualStart.IsZero() && !a.ActualFinish.IsZero() && a.ActualFinish.Key() < a.ActualStart.Key()
}

// fill adds to an activity what the passes give. Of a finished project nothing
// is late or critical any more.
func (c *course) fill(i int, a *ActivityState, today model.Period, done bool, r *reckoner) {
	a.EarliestStart, a.EarliestFinish = c.earliestDays(i)
	a.LatestStart, a.LatestFinish = c.latestDays(i)
	if done {
		return
	}
	if slack, known := c.slack(i, c.latest[i], c.plan.finish.Planned, r); known {
		a.Float = &slack
	}
	a.Critical = c.critical(i, r)
	a.Late = (!c.started(i) && dayPassed(a.LatestStart, today)) || (!c.finished(i) && dayPassed(a.LatestFinish, today))
}

// allProblems are those of the plan, of what happened and of the passes.
func (c *course) allProblems(state *ScheduleState, r *reckoner) []ScheduleProblem {
	all := append([]ScheduleProblem{}, c.plan.problems...)
	if c.begins == unknown {
		all = append(all, noStart())
	}
	for i, a := range state.Activities {
		if impossible(a.Activity) {
			all = append(all, finishBeforeStart(a.Activity))
		}
		for _, p := range c.predecessors[i] {
			if c.tooEarly(i, p) {
				all = append(all, outOfOrder(a.Activity, state.Activities[p].Activity))
			}
		}
	}
	for _, problem := range r.problems() {
		if !hasProblem(all, problem) {
			all = append(all, problem)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// tooEarly tells that an activity started before another had finished. On the
// day on which it finished is in order: works are handed over within a day.
func (c *course) tooEarly(i, predecessor int) bool {
	started, finished := c.actual[i].started, c.actual[predecessor].finished
	return i != predecessor && !started.IsZero() && (finished.IsZero() || finished.Key() > started.Key())
}

func hasProblem(all []ScheduleProblem, one ScheduleProblem) bool {
	for _, p := range all {
		if p.What == one.What {
			return true
		}
	}
	return false
}

// come is a day that has come by today, or none.
func come(day, today model.Period) model.Period {
	if day.IsZero() || day.Key() > today.Key() {
		return model.Period{}
	}
	return day
}

// dayPassed tells that a day is over; none is not.
func dayPassed(day, today model.Period) bool { return !day.IsZero() && day.Key() < today.Key() }

// latestDay is the latest of some days, none where there is none.
func latestDay(days ...model.Period) model.Period {
	var latest model.Period
	for _, day := range days {
		if !day.IsZero() && (latest.IsZero() || day.Key() > latest.Key()) {
			latest = day
		}
	}
	return latest
}

// firstStart is the first day on which an activity started.
func firstStart(happened []actual) model.Period {
	var first model.Period
	for _, a := range happened {
		if day := cmp.Or(a.started, a.finished); !day.IsZero() && (first.IsZero() || day.Key() < first.Key()) {
			first = day
		}
	}
	return first
}

func comparePeriods(a, b model.Period) int { return cmp.Compare(a.Key(), b.Key()) }
