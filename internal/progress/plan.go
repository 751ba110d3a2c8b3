package progress

import (
	"math"
	"sort"
	"strconv"
	"time"

	"jindu/internal/model"
)

// A Plan is planned value by time: cumulative, never falling, from 0 at the
// time 0, and linear between the times it is given for. Of a year's task the
// time is in months and the value is a share of the task. The zero Plan is not
// known.
type Plan struct {
	points []planned
	daily  bool // Of a year, with a point for the end of each day.
}

// planned is the value that should be there at a time.
type planned struct{ time, value float64 }

// NewPlan makes a plan of the cumulative values at the ends of periods: the
// first at the time 1.
func NewPlan(values ...float64) Plan {
	p := Plan{points: []planned{{}}}
	for i, value := range values {
		p.add(float64(i+1), value)
	}
	return p
}

func (p *Plan) add(when, value float64) {
	p.points = append(p.points, planned{when, tidy(value)})
}

// NewYearPlan makes the plan of a year's task from its curve; the zero curve is
// the linear one. It is not known where the curve goes by working days and the
// year's calendar is not known.
//
//   - linear: by Pace.
//   - workdays: the share of the year's working days that have gone by a day's end.
//   - s_curve: 3x² − 2x³ at the months' ends, x being the share of the year, and
//     by Pace's days inside them. It is the DHSS curve of construction spending
//     (K. W. Hudson, 1978, as M. Skitmore gives it in Construction Management and
//     Economics 10(5), 1992),
//     y = x + Cx² − Cx − (6x³ − 9x² + 3x)/K, with C = 0, which makes it symmetric
//     about the middle of the year, and K = 3, which lets it begin and end flat.
//   - quarters, months: as declared at their ends, and by Pace's days inside them.
func NewYearPlan(curve model.Curve, year int, workdays *model.Workdays) Plan {
	p := Plan{points: []planned{{}}}
	switch curve.Kind {
	case model.WorkdayCurve:
		return workdayPlan(year, workdays)
	case model.SCurve:
		for m := 1; m <= 12; m++ {
			x := float64(m) / 12
			p.add(float64(m), x*x*(3-2*x))
		}
	case model.QuarterCurve, model.MonthlyCurve:
		for i, share := range curve.Shares {
			p.add(float64((i+1)*12/len(curve.Shares)), share.InexactFloat64()/100)
		}
	case model.LinearCurve:
		p.add(12, 1)
	default:
		p.add(12, 1)
	}
	return p
}

// workdayPlan counts the working days of a year, day by day.
func workdayPlan(year int, workdays *model.Workdays) Plan {
	first, last := model.NewDate(year, time.January, 1), model.NewDate(year, time.December, 31)
	if workdays == nil || !workdays.Known(year) {
		return Plan{}
	}
	all, _ := workdays.Between(first, last)
	p, gone := Plan{points: []planned{{}}, daily: true}, 0
	for day := first; day.Key() <= last.Key(); day = day.Add(1) {
		if working, _ := workdays.Working(day); working {
			gone++
		}
		p.add(monthsGone(day.Start(time.UTC)), float64(gone)/float64(all))
	}
	return p
}

// Known tells that there is a plan, and that it asks for anything.
func (p Plan) Known() bool { return len(p.points) > 0 && p.Total() > 0 }

// Total is the value when all is done: the budget at completion BAC, of a
// year's task the share of it that the plan asks for, 1 but for few.
func (p Plan) Total() float64 { return p.points[len(p.points)-1].value }

// Duration is the planned duration PD: the first time at which all is done.
func (p Plan) Duration() float64 { return p.reached(p.Total()) }

// By is the share that a year's plan asks for by the end of the day of t, in
// t's own zone.
func (p Plan) By(t time.Time) Number {
	switch {
	case len(p.points) == 0:
		return Number{}
	case p.daily: // 14 February may be as far in the year by months as the 15th is.
		return Known(p.points[min(t.YearDay(), len(p.points)-1)].value)
	}
	return Known(p.At(monthsGone(t)))
}

// At is the value planned by a time: 0 before the start, all after the end.
func (p Plan) At(when float64) float64 {
	next := sort.Search(len(p.points), func(i int) bool { return p.points[i].time >= when })
	switch {
	case next == len(p.points):
		return p.Total()
	case next == 0 || p.points[next].time == when:
		return p.points[next].value
	}
	a, b := p.points[next-1], p.points[next]
	return min(a.value+(b.value-a.value)*(when-a.time)/(b.time-a.time), b.value)
}

// reached is the first time by which a value is planned to be there.
func (p Plan) reached(value float64) float64 {
	next := sort.Search(len(p.points), func(i int) bool { return p.points[i].value >= value })
	switch next {
	case 0:
		return 0
	case len(p.points):
		return math.Inf(1)
	}
	return p.between(next-1, value)
}

// kept is the last time at which no more than a value is planned to be there:
// C + (EV − PV_C)/(PV_{C+1} − PV_C), C being the last period with PV ≤ EV.
func (p Plan) kept(value float64) float64 {
	next := sort.Search(len(p.points), func(i int) bool { return p.points[i].value > value })
	switch next {
	case 0:
		return 0
	case len(p.points):
		return math.Inf(1)
	}
	return p.between(next-1, value)
}

// snap gives the planned value of a point for one that differs from it only by
// what binary fractions leave behind, so that what is exactly on plan is.
func (p Plan) snap(value float64) float64 {
	const digits = 1e-9
	next := sort.Search(len(p.points), func(i int) bool { return p.points[i].value >= value-digits })
	if next < len(p.points) && p.points[next].value <= value+digits {
		return p.points[next].value
	}
	return value
}

// between is when a value is planned after a point and before the next, which
// is higher.
func (p Plan) between(at int, value float64) float64 {
	a, b := p.points[at], p.points[at+1]
	return a.time + (b.time-a.time)*(value-a.value)/(b.value-a.value)
}

// planner makes the plans of years' tasks, each curve of a year once.
type planner struct {
	workdays *model.Workdays
	pace     model.Curve // Of tasks that have no curve of their own.
	made     map[string]Plan
}

// newPlanner takes the first curve that is declared for what follows it.
func newPlanner(rules Rules, curves ...model.Curve) planner {
	n := planner{workdays: rules.Workdays, made: map[string]Plan{}}
	for _, c := range curves {
		if n.pace.IsZero() {
			n.pace = c
		}
	}
	if n.pace.IsZero() {
		n.pace = model.Curve{Kind: model.LinearCurve}
	}
	return n
}

// plan gives the curve that a year's task follows, and its plan.
func (n planner) plan(curve model.Curve, year int) (model.Curve, Plan) {
	if curve.IsZero() {
		curve = n.pace
	}
	key := strconv.Itoa(year) + " " + curve.String()
	plan, ok := n.made[key]
	if !ok {
		plan = NewYearPlan(curve, year, n.workdays)
		n.made[key] = plan
	}
	return curve, plan
}
