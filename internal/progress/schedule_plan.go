package progress

import (
	"jindu/internal/model"
)

// A plan is what the statements that hold give of a schedule, whatever has
// happened: the network, and the backward pass from the deadline.
type plan struct {
	*network
	start, finish model.Milestone // Of the project.
	latest        []span          // By activity; unknown where there is no deadline.
	problems      []ScheduleProblem
}

// A span is from when to when an activity goes, as boundaries.
type span struct{ begin, over boundary }

var unknownSpan = span{unknown, unknown}

// newPlan works the latest dates out (倒排): each activity must be over when
// the first of its successors must begin, the last ones by the end of the
// deadline; LF = min LS of the successors, LS = LF - duration (Kelley and
// Walker, Critical-Path Planning and Scheduling, 1959; PMI, Practice Standard
// for Scheduling: backward pass).
func newPlan(activities []model.Activity, start, finish model.Milestone, calendar *model.Workdays) *plan {
	p := &plan{network: newNetwork(activities), start: start, finish: finish}
	p.problems = append(p.problems, p.network.problems...)
	deadline := boundaryOf(finish.Planned)
	if deadline == unknown {
		p.problems = append(p.problems, noDeadline())
	} else {
		deadline++ // Its day may be used.
	}
	r := reckoner{calendar: calendar, missing: map[int]bool{}}
	p.latest = p.backward(deadline, &r)
	p.problems = append(p.problems, r.problems()...)
	if begins := boundaryOf(start.Planned); begins != unknown && deadline != unknown && deadline <= begins {
		p.problems = append(p.problems, deadlineBeforeStart(start.Planned, finish.Planned))
	}
	return p
}

// backward gives the latest span of each activity for all of them to be over
// by a boundary.
func (n *network) backward(by boundary, r *reckoner) []span {
	latest := make([]span, len(n.activities))
	for i := range latest {
		latest[i] = unknownSpan
	}
	if by == unknown {
		return latest
	}
	for at := len(n.order) - 1; at >= 0; at-- {
		i := n.order[at]
		over := by
		for _, s := range n.successors[i] {
			over = min(over, latest[s].begin) // The unknown is the smallest.
		}
		latest[i] = span{r.back(over, n.spell(i)), over}
	}
	return latest
}

// latestDays gives the latest days of an activity's start and finish.
func (p *plan) latestDays(i int) (start, finish model.Period) {
	s := p.latest[i]
	if !p.event(i) {
		return s.begin.day(), s.over.eve()
	}
	day := p.latestEventDay(i, s.over, p.finish.Planned)
	return day, day
}

// latestEventDay is the last day on which an event can take place that must
// have by a boundary, for all to be over on the last day.
func (n *network) latestEventDay(i int, by boundary, last model.Period) model.Period {
	day := n.eventDay(i, by)
	if day.Key() > last.Key() {
		return last // Where nothing but events follows.
	}
	return day
}

// eventDay is the day of an event that takes place at a boundary.
func (n *network) eventDay(i int, b boundary) model.Period {
	if n.opens[i] {
		return b.day()
	}
	return b.eve()
}

// eventBoundary is the boundary at which an event of a day takes place.
func (n *network) eventBoundary(i int, day model.Period) boundary {
	b := boundaryOf(day)
	if b != unknown && !n.opens[i] {
		b++
	}
	return b
}
