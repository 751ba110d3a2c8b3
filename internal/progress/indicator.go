package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// An Indicator is all that is known of one indicator in one region.
type Indicator struct {
	model.Indicator
	Region    string
	Published map[model.Measure][]model.Point // In the order of their periods.

	rules    Rules
	derived  map[model.Measure][]model.Point
	compared map[model.Measure][]Comparison
	targets  []yearTarget
	arrived  []arrival
}

// NewIndicator puts an indicator's facts together and derives what follows
// from them: a period's own value from the cumulative ones, and growth.
func NewIndicator(rules Rules, i model.Indicator, region string,
	published map[model.Measure][]model.Point, targets []model.Object,
) (*Indicator, error) {
	ind := &Indicator{
		Indicator: i, Region: region, Published: published, rules: rules,
		derived: map[model.Measure][]model.Point{}, compared: map[model.Measure][]Comparison{},
		arrived: arrivals(published),
	}
	ytd := published[model.YearToDate]
	ind.derived[model.MonthValue] = DeriveMonths(i, ytd)
	ind.grow(model.YTDGrowth, ytd)
	ind.grow(model.MonthGrowth, ind.derived[model.MonthValue])
	ind.hideIncomparableMonths()
	plans := newPlanner(rules, i.Pace, rules.Catalog.Pace)
	for _, o := range targets {
		target, err := foldTarget(o, plans)
		if err != nil {
			return nil, err
		}
		ind.targets = append(ind.targets, target)
	}
	return ind, nil
}

func (i *Indicator) grow(measure model.Measure, levels []model.Point) {
	margin := i.rules.Catalog.Growth.ComparableMargin
	i.derived[measure], i.compared[measure] = Compare(DeriveGrowth(levels), i.Published[measure], margin)
}

// hideIncomparableMonths drops a month's derived growth where that of the year
// to date disagrees with the published one: it is of the same levels.
func (i *Indicator) hideIncomparableMonths() {
	disagree := map[uint32]bool{}
	for _, c := range i.compared[model.YTDGrowth] {
		disagree[c.Period.Key()] = !c.Comparable
	}
	i.derived[model.MonthGrowth] = slices.DeleteFunc(i.derived[model.MonthGrowth], func(p model.Point) bool {
		return disagree[p.Period.Key()]
	})
}

// A Figure is a value of an indicator that is visible at some instant.
type Figure struct {
	Indicator model.Indicator
	Region    string
	Measure   model.Measure
	Origin    model.Origin
	Period    model.Period
	End       time.Time // The period's instant.
	Value     float64   // In Measure.Base(Indicator.Base()).
	Status    model.Status
}

// A GrowthCheck says whether a derived growth stands beside the published one.
type GrowthCheck struct {
	Measure    model.Measure
	Comparable bool
}

// An IndicatorState is what holds of an indicator at some instant.
type IndicatorState struct {
	Indicator model.Indicator
	Region    string
	Figures   []Figure
	Growth    []GrowthCheck
	Targets   []TargetState
	Report    *Report // Nil where none is awaited yet.
}

// At gives the state at t.
func (i *Indicator) At(t time.Time) IndicatorState {
	s := IndicatorState{Indicator: i.Indicator, Region: i.Region}
	for _, m := range model.Measures() {
		if f, ok := i.figure(m, model.Published, i.Published[m], t); ok {
			s.Figures = append(s.Figures, f)
		}
		f, ok := i.figure(m, model.Derived, i.derived[m], t)
		if ok {
			s.Figures = append(s.Figures, f)
		}
		if c, ok := i.check(m, t); ok {
			s.Growth = append(s.Growth, c)
		}
	}
	for _, target := range i.targets {
		if state, ok := i.target(target, t); ok {
			s.Targets = append(s.Targets, state)
		}
	}
	s.Report = i.report(t)
	return s
}

// report is the first one that has not been recorded by t, or nil.
func (i *Indicator) report(t time.Time) *Report {
	due := func(p model.Period) time.Time { return i.Release.Due(p, i.rules.Zone) }
	period, ok := awaited(i.arrived, t, i.Next, due)
	if !ok {
		return nil
	}
	r := newReport(period, i.Release, t, i.rules.Zone)
	return &r
}

// figure gives the value visible at t: the newest whose instant is not after t,
// until its successor is overdue.
func (i *Indicator) figure(m model.Measure, o model.Origin, points []model.Point, t time.Time) (Figure, bool) {
	at := inForce(points, t, i.rules.Zone)
	if at < 0 || !t.Before(i.Expires(points[at].Period)) {
		return Figure{}, false
	}
	p := points[at]
	return Figure{
		Indicator: i.Indicator, Region: i.Region, Measure: m, Origin: o,
		Period: p.Period, End: p.Period.End(i.rules.Zone), Value: p.Value, Status: p.Status,
	}, true
}

// Expires is the first instant at which a value for a period is no longer
// visible, its successor being overdue, whatever has come since.
func (i *Indicator) Expires(p model.Period) time.Time {
	return Expires(i.Indicator, p, i.rules.Zone)
}

// Expires is the first instant at which an indicator's value for a period is
// no longer visible, its successor being overdue.
func Expires(i model.Indicator, p model.Period, zone *time.Location) time.Time {
	return passed(i.Release.Due(i.Next(p), zone))
}

// check tells what was found for the newest period that has both growths,
// as long as a value for that period is visible.
func (i *Indicator) check(m model.Measure, t time.Time) (GrowthCheck, bool) {
	for _, c := range slices.Backward(i.compared[m]) {
		if c.Period.End(i.rules.Zone).After(t) {
			continue
		}
		return GrowthCheck{m, c.Comparable}, t.Before(i.Expires(c.Period))
	}
	return GrowthCheck{}, false
}

// Changes are the instants at which anything of the indicator changes, in no
// order and with repetitions.
func (i *Indicator) Changes() []time.Time {
	var at []time.Time
	for _, points := range i.Published {
		for _, p := range points {
			at = append(at, p.Period.End(i.rules.Zone), i.Expires(p.Period))
		}
	}
	for _, a := range i.arrived {
		at = append(at, a.First, passed(i.Release.Due(a.Period, i.rules.Zone)),
			passed(i.Release.Due(i.Next(a.Period), i.rules.Zone)))
	}
	for _, target := range i.targets {
		at = append(at, target.changes(i.rules.Zone)...)
	}
	return at
}
