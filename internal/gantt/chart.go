package gantt

import (
	"cmp"
	"slices"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// A chart is what both drawings show: bars over days. Days count from the
// first one shown; a bar's end is the day after its last.
type chart struct {
	first model.Period
	days  int // Shown.
	rows  []row
	// The days of these lines; -1 where they are not known or not within.
	deadline, dataDate, today int
}

// A row is one activity. A bar that is not there has a zero length.
type row struct {
	progress.ActivityState
	done   bar // What has happened.
	ahead  bar // What is still to do, as early as can be; as late as may be where only that is known.
	latest bar
	event  int // The day of an event, or -1.
}

type bar struct{ from, to int }

func (b bar) length() int { return max(b.to-b.from, 0) }

// newChart lays a schedule out. It reports false where no day is known.
func newChart(s progress.ProjectSchedule) (chart, bool) {
	shown := daysOf(s)
	if len(shown) == 0 {
		return chart{}, false
	}
	first := slices.MinFunc(shown, compareDays)
	c := chart{first: first, days: since(first, slices.MaxFunc(shown, compareDays)) + 1}
	c.deadline, c.dataDate, c.today = c.within(s.Deadline), c.within(s.DataDate), c.within(s.Day)
	for _, a := range s.Activities {
		c.rows = append(c.rows, c.row(a, s.DataDate))
	}
	return c, true
}

// daysOf are the days that a chart must have room for.
func daysOf(s progress.ProjectSchedule) []model.Period {
	days := []model.Period{s.Start, s.Deadline, s.Finish}
	for _, a := range s.Activities {
		days = append(days, a.EarliestStart, a.EarliestFinish, a.LatestStart, a.LatestFinish, a.ActualStart, a.ActualFinish)
	}
	return slices.DeleteFunc(days, model.Period.IsZero)
}

func (c chart) row(a progress.ActivityState, dataDate model.Period) row {
	r := row{ActivityState: a, event: -1, latest: c.bar(a.LatestStart, a.LatestFinish)}
	start, finish := a.EarliestStart, a.EarliestFinish
	if start.IsZero() || finish.IsZero() {
		start, finish = a.LatestStart, a.LatestFinish
	}
	if a.Duration <= 0 {
		r.latest = bar{}
		r.event = c.within(cmp.Or(a.ActualFinish, a.ActualStart, finish))
		return r
	}
	whole := c.bar(start, finish)
	switch {
	case !a.ActualFinish.IsZero():
		r.done = whole
	case !a.ActualStart.IsZero():
		until := min(max(c.within(dataDate)+1, whole.from), whole.to)
		r.done, r.ahead = bar{whole.from, until}, bar{until, whole.to}
	default:
		r.ahead = whole
	}
	return r
}

// bar is from the start of one day to the end of another.
func (c chart) bar(from, to model.Period) bar {
	if from.IsZero() || to.IsZero() {
		return bar{}
	}
	return bar{since(c.first, from), since(c.first, to) + 1}
}

// within is a day's place, or -1.
func (c chart) within(day model.Period) int {
	if day.IsZero() {
		return -1
	}
	if at := since(c.first, day); at >= 0 && at < c.days {
		return at
	}
	return -1
}

// months are the days on which months begin.
func (c chart) months() []int {
	var at []int
	for i := range c.days {
		if day := c.first.Add(i); i == 0 || day.String()[8:] == "01" {
			at = append(at, i)
		}
	}
	return at
}

func since(first, day model.Period) int { return int(int64(day.Key()) - int64(first.Key())) }

func compareDays(a, b model.Period) int { return cmp.Compare(a.Key(), b.Key()) }
