package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// An Indicator is all that is known of one indicator in one region.
type Indicator struct {
	model.Indicator
	Region    string
	Published map[model.Measure][]model.Point // In the order of their periods.

	rules     Rules
	deadlines *deadlines
	derived   map[model.Measure][]model.Point
	compared  map[model.Measure][]Comparison
	targets   []yearTarget
	arrived   []arrival
}

// facts are what an indicator is made of.
type facts struct {
	indicator model.Indicator
	region    string
	published map[model.Measure][]model.Point
	targets   []model.Object
	peers     peers
}

// newIndicator puts an indicator's facts together and derives what follows.
func newIndicator(d *deadlines, f facts) (*Indicator, error) {
	ind := &Indicator{
		Indicator: f.indicator, Region: f.region, Published: f.published, rules: d.rules, deadlines: d,
		derived: map[model.Measure][]model.Point{}, compared: map[model.Measure][]Comparison{},
		arrived: arrivals(f.published),
	}
	plans := newPlanner(d.rules, f.indicator.Pace, d.rules.Catalog.Pace)
	for _, o := range f.targets {
		target, err := foldTarget(o, plans)
		if err != nil {
			return nil, err
		}
		ind.targets = append(ind.targets, target)
	}
	slices.SortStableFunc(ind.targets, func(a, b yearTarget) int { return cmp.Compare(a.year, b.year) })
	ind.derive()
	ind.compareWith(f.peers)
	return ind, nil
}

// derive works out what follows from the indicator's own figures: a period's
// own value from the cumulative ones, growth, and what is made of them.
func (i *Indicator) derive() {
	ytd, published := i.Published[model.YearToDate], i.Published
	months := DeriveMonths(i.Indicator, ytd)
	i.derived[model.MonthValue] = months
	i.grow(model.YTDGrowth, ytd)
	i.grow(model.MonthGrowth, months)
	i.hideIncomparableMonths()
	i.derived[model.YTDLastYear] = DeriveLastYear(ytd)
	i.derived[model.MonthLastYear] = DeriveLastYear(monthLevels(published[model.MonthValue], months))
	i.derived[model.TrailingYear] = DeriveTrailing(ytd)
	i.derived[model.YTDGrowth2Y], i.compared[model.YTDGrowth2Y] = DeriveTwoYears(
		published[model.YTDGrowth], DeriveGrowth(ytd), i.compared[model.YTDGrowth])
}

// compareWith works out the indicator's shares of what it is a part of.
func (i *Indicator) compareWith(p peers) {
	own := &levels{
		ytd: i.Published[model.YearToDate], stock: i.Published[model.Stock], compared: i.compared[model.YTDGrowth],
	}
	if p.total != nil {
		i.derived[model.Share] = own.share(p.total)
		i.derived[model.Contribution], i.compared[model.Contribution] = hideIncomparable(
			DeriveContribution(own.ytd, p.total.ytd), own.compared, p.total.compared)
	}
	if p.parent != nil {
		i.derived[model.ShareOfParent] = own.share(p.parent)
	}
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
	Report    *Report        // The one awaited; nil where none is yet.
	Latest    *Report        // Of the newest period that had come; nil where none had.
	Missing   []model.Period // Of this and the last year: overdue, and not come.
	Counted   bool           // Missing is known: reports are expected.
}

// At gives the state at t.
func (i *Indicator) At(t time.Time) IndicatorState {
	s := IndicatorState{Indicator: i.Indicator, Region: i.Region}
	for _, m := range allMeasures {
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
	i.reports(t, &s)
	return s
}

var allMeasures = slices.Concat(model.Measures(), model.DerivedMeasures())

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
	return expires(i.rules, i.Indicator, p, i.due(i.Next(p)))
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
	at = append(at, i.reportChanges()...)
	for _, target := range i.targets {
		at = append(at, target.changes(i.rules.Zone)...)
	}
	return at
}
