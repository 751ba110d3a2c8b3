package progress

import (
	"jindu/internal/model"
)

// A course is the forward pass of a plan by what has happened until some
// instant.
type course struct {
	*plan
	actual   []actual
	data     boundary // End of the data date; unknown where nothing has been reported.
	begins   boundary // When the project begins; unknown where that can't be told.
	earliest []span
	own      []span   // Latest spans for the project to finish when it will by earliest.
	over     boundary // When all activities are over.
}

// actual is what has happened of an activity.
type actual struct{ started, finished model.Period }

// newCourse runs the passes. The earliest dates are those of the forward pass:
// an activity begins when the last of its predecessors is over, none before
// the project. Actual dates take the place of computed ones. What has not
// begun by the data date begins after it, and what has not finished finishes
// no earlier than on it, so that the last finish is the one that follows from
// the actuals so far (PMI, Practice Standard for Scheduling: data date,
// forward pass).
func newCourse(p *plan, happened []actual, data, begins boundary, r *reckoner) *course {
	c := &course{plan: p, actual: happened, data: data, begins: begins, over: unknown}
	c.earliest = make([]span, len(p.activities))
	for i := range c.earliest {
		c.earliest[i] = unknownSpan
	}
	if begins == unknown {
		return c
	}
	c.forward(r)
	c.own = c.backward(c.over, r)
	return c
}

func (c *course) forward(r *reckoner) {
	known := len(c.order) > 0
	for _, i := range c.order {
		c.earliest[i] = c.span(i, r)
		c.over = max(c.over, c.earliest[i].over)
		known = known && c.earliest[i].over != unknown
	}
	if !known {
		c.over = unknown
	}
}

// span is when an activity went, goes or can go first.
func (c *course) span(i int, r *reckoner) span {
	a, takes := c.actual[i], c.spell(i)
	switch {
	case c.event(i) && c.finished(i):
		at := c.eventBoundary(i, a.finished)
		return span{at, at}
	case c.finished(i):
		over := boundaryOf(a.finished) + 1
		if a.started.IsZero() {
			return span{r.back(over, takes), over}
		}
		return span{boundaryOf(a.started), over}
	case c.started(i):
		begin := boundaryOf(a.started)
		_, over := r.from(begin, takes)
		if over == unknown {
			return span{begin, unknown}
		}
		return span{begin, max(over, c.data)}
	}
	begin, over := r.from(c.ready(i), takes)
	return span{begin, over}
}

// ready is from when on an activity that has not begun can.
func (c *course) ready(i int) boundary {
	ready := max(c.begins, c.data)
	for _, p := range c.predecessors[i] {
		if c.earliest[p].over == unknown {
			return unknown
		}
		ready = max(ready, c.earliest[p].over)
	}
	return ready
}

func (c *course) started(i int) bool  { return !c.actual[i].started.IsZero() || c.finished(i) }
func (c *course) finished(i int) bool { return !c.actual[i].finished.IsZero() }

// slack is by how many days an activity that is not finished can slip within
// the latest span, of a project that is over on the last day: LS - ES before it has begun, LF - EF after (total float).
// Days off at the end are no slack of an activity that does not use them.
// An event has as many as there are between its days: one that takes place on
// the evening of a day is no later than one on its morning.
func (c *course) slack(i int, latest span, last model.Period, r *reckoner) (int, bool) {
	earliest := c.earliest[i]
	if c.finished(i) || earliest.over == unknown || latest.begin == unknown {
		return 0, false
	}
	if c.event(i) {
		day, _ := c.earliestDays(i)
		return int(boundaryOf(c.latestEventDay(i, latest.over, last)) - boundaryOf(day)), true
	}
	if !c.started(i) {
		return int(latest.begin - earliest.begin), true
	}
	usable := r.worked(latest.over, c.spell(i))
	if usable == unknown {
		return 0, false
	}
	if usable >= earliest.over {
		return int(usable - earliest.over), true
	}
	return int(min(0, latest.over-earliest.over)), true
}

// critical tells that a project finishes later if the activity does: there is
// no slack up to the finish that follows from the actuals so far. With one
// calendar these are the activities of the least float; with calendar and
// working days together floats along one path differ by the days off between,
// and only the distance to the project's own finish tells (Kelley and Walker
// 1959: the longest path).
func (c *course) critical(i int, r *reckoner) bool {
	if c.own == nil {
		return false
	}
	slack, known := c.slack(i, c.own[i], c.lastDay(), r)
	return known && slack <= 0
}

// earliestDays gives the earliest days of an activity's start and finish; what
// has happened, where it has.
func (c *course) earliestDays(i int) (start, finish model.Period) {
	s := c.earliest[i]
	if c.event(i) {
		day := c.eventDay(i, s.over)
		if !c.finished(i) && s.over == c.begins {
			day = c.begins.day() // Nothing takes place on the eve of the project.
		}
		return day, day
	}
	return s.begin.day(), s.over.eve()
}

// lastDay is the day on which all activities are over; none where that can't be
// told.
func (c *course) lastDay() model.Period {
	if c.over == unknown {
		return model.Period{}
	}
	var last model.Period
	for i := range c.earliest {
		_, day := c.earliestDays(i)
		last = latestDay(last, day)
	}
	return last
}
