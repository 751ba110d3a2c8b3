package progress

import (
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A Course is how the year's tasks of some projects were to come on and how
// they came on (S曲线): planned value and earned value of earned value management
// (ANSI/EIA-748), cumulative, in yuan.
type Course struct {
	Year    int
	Target  Number        // All tasks of the year.
	Planned []CoursePoint // From 0 at the year's start, at each month's end.
	// Done is from 0 at the year's start, at the end of each month that is over
	// before the latest cut-off, and at that. A project that has not reported
	// for a month counts with what it reported before.
	Done []CoursePoint
	// Unplanned are projects with a task whose plan is not known: they are in
	// Done and not in Planned.
	Unplanned int
}

// A CoursePoint is a cumulative amount by an instant.
type CoursePoint struct {
	At   time.Time
	Yuan float64
}

// Course gives the course of t's year as it stands at t, of the projects that
// are chosen by region and ID.
func (f *Portfolio) Course(t time.Time, chosen func(region, id string) bool) Course {
	zone := f.rules.Zone
	c := Course{Year: t.In(zone).Year()}
	ends := []time.Time{yearStart(c.Year, zone)}
	for m := time.January; m <= time.December; m++ {
		ends = append(ends, model.NewMonth(c.Year, m).End(zone))
	}
	var tasks []task
	var last time.Time
	for _, p := range f.projects {
		if !chosen(p.region, p.id) {
			continue
		}
		one := p.task(t, c.Year, zone)
		tasks = append(tasks, one)
		if at := inForce(one.done, t, zone); at >= 0 {
			last = later(last, one.done[at].Period.End(zone))
		}
		if one.set {
			c.Target = Known(c.Target.Value + one.target)
			if !one.plan.Known() && one.target > 0 {
				c.Unplanned++
			}
		}
	}
	if c.Target.Known {
		c.Planned = points(tasks, ends, func(one task, at time.Time) float64 { return one.planned(at) })
	}
	if !last.IsZero() {
		c.Done = points(tasks, until(ends, last), func(one task, at time.Time) float64 { return one.earned(at, zone) })
	}
	return c
}

// task is what a project has to do in a year, as it holds at some instant.
type task struct {
	set    bool // There is a target.
	target float64
	plan   Plan
	done   []model.Point
}

func (p *project) task(t time.Time, year int, zone *time.Location) task {
	one := task{done: p.completed[year]}
	for _, target := range p.targets {
		if holds, value, ok := target.at(t, zone); ok {
			one.set, one.target, one.plan = true, value, holds.plan
		}
	}
	return one
}

func (k task) planned(at time.Time) float64 { return k.target * k.plan.By(at).Value }

func (k task) earned(at time.Time, zone *time.Location) float64 {
	i := inForce(k.done, at, zone)
	if i < 0 {
		return 0
	}
	return k.done[i].Value
}

// points add tasks up at instants, exactly; at the first one nothing is done.
func points(tasks []task, at []time.Time, amount func(task, time.Time) float64) []CoursePoint {
	all := []CoursePoint{{At: at[0]}}
	for _, t := range at[1:] {
		sum := decimal.Zero
		for _, one := range tasks {
			sum = sum.Add(decimal.NewFromFloat(amount(one, t)))
		}
		all = append(all, CoursePoint{t, sum.InexactFloat64()})
	}
	return all
}

// until are the instants before a last one, and that.
func until(ends []time.Time, last time.Time) (all []time.Time) {
	for _, end := range ends {
		if end.Before(last) {
			all = append(all, end)
		}
	}
	return append(all, last)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
