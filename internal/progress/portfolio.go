package progress

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"jindu/internal/model"
)

// A Portfolio is all that is known of all projects, and of what a district has
// in hand around them.
type Portfolio struct {
	rules    Rules
	memo     *memo
	projects []*project // Sorted by region and ID.
	regions  []*region  // Sorted by code; each that has a project, or anything else here.

	instants func() []time.Time // What Changes gives, worked out once.
}

// project is what is known of one project.
type project struct {
	region, id string
	particular []dated[model.Project]
	notes      []dated[model.Note]
	targets    []yearTarget
	defaults   map[int]Plan          // By year: of a task without a target.
	completed  map[int][]model.Point // By year; periods are days of cut-off.
	total      []model.Point         // Since the start.
	arrived    []arrival             // By month.
	schedule   []owed                // The monthly reports that are owed.
	objects    map[model.Kind][]model.Object
	limits     []yearTarget               // Of its region, on the working days of approvals.
	life       *life                      // Nil where nothing is said of its stages.
	procedures [][]dated[model.Procedure] // Those that its region counts.
	start      startPlan
	grants     grants
	judged     []part // Those that packs of colours look at,
	scored     []part // those that only packs of points do,
	parts      []part // and the others.
}

// prepare works out what is needed again and again.
func (p *project) prepare(rules Rules, plans planner) (err error) {
	p.arrived = byMonth(p.completed)
	p.defaults = map[int]Plan{}
	for year := range p.completed {
		_, p.defaults[year] = plans.plan(model.Curve{}, year)
	}
	for _, o := range p.objects[model.KindTarget] {
		target, err := foldTarget(o, plans)
		if err != nil {
			return err
		}
		p.targets = append(p.targets, target)
	}
	slices.SortFunc(p.targets, func(a, b yearTarget) int { return cmp.Compare(a.year, b.year) })
	p.schedule = scheduleOf(rules, p.targets)
	for _, o := range p.objects[model.KindNote] { // One object: notes bear the project's ID.
		if p.notes, err = fold[model.Note](o); err != nil {
			return err
		}
	}
	if err := foldAll(p.objects[model.KindProcedure], &p.procedures); err != nil {
		return err
	}
	if p.start, err = foldStart(p.objects[model.KindMilestone]); err != nil {
		return err
	}
	if p.grants, err = foldGrants(p.objects[model.KindGrant]); err != nil {
		return err
	}
	if p.judged, err = partsOf(rules, p, newMilestones, newApprovals, newObstacles); err != nil {
		return err
	}
	if p.scored, err = partsOf(rules, p, newVisits); err != nil {
		return err
	}
	p.parts, err = partsOf(rules, p, newSchedule, newLife, newPrograms)
	p.objects = nil // Folded; what remains is smaller.
	return err
}

// At gives the state of every project and of every region at t, both sorted.
func (f *Portfolio) At(t time.Time) ([]ProjectState, []RegionState) {
	states := make([]ProjectState, 0, len(f.projects))
	for _, p := range f.projects {
		if s, ok := f.state(p, t); ok {
			states = append(states, s)
		}
	}
	byRegion := map[string][]*ProjectState{}
	for i := range states {
		byRegion[states[i].Region] = append(byRegion[states[i].Region], &states[i])
	}
	for region, peers := range byRegion {
		f.rank(region, peers)
	}
	return states, f.regionsAt(t, states)
}

// Changes are the instants at which anything of any project or region changes,
// in order. They are shared: they must not be changed.
func (f *Portfolio) Changes() []time.Time { return f.instants() }

func (f *Portfolio) findChanges() []time.Time {
	var at []time.Time
	for _, p := range f.projects {
		at = append(at, InOrder(f.changes(p))...)
		if len(at) > manyInstants {
			at = InOrder(at)
		}
	}
	for _, r := range f.regions {
		at = append(at, r.changes()...)
	}
	return InOrder(at)
}

// manyInstants is how many are gathered before repetitions are dropped.
const manyInstants = 1 << 16

// changes are the instants at which anything of one project changes, apart
// from its rank.
func (f *Portfolio) changes(p *project) []time.Time {
	zone := f.rules.Zone
	at := append(starts(p.particular), starts(p.notes)...)
	for _, target := range p.targets {
		at = append(at, target.changes(zone)...)
	}
	at = append(at, p.reportChanges()...)
	for year, points := range p.completed {
		at = append(at, yearStart(year+1, zone))
		at = append(at, ends(points, zone)...)
	}
	at = append(at, ends(p.total, zone)...)
	for _, t := range f.judgedAt(p) { // Colours begin anew with a year.
		at = append(at, t, yearStart(t.In(zone).Year()+1, zone))
	}
	for _, parts := range [][]part{p.judged, p.scored, p.parts} {
		for _, part := range parts {
			at = append(at, part.changes()...)
		}
	}
	return at
}

func ends(points []model.Point, zone *time.Location) []time.Time {
	at := make([]time.Time, len(points))
	for i, p := range points {
		at[i] = p.Period.End(zone)
	}
	return at
}

// byMonth gives when the first report of each month became known.
func byMonth(completed map[int][]model.Point) []arrival {
	months := map[int][]model.Point{}
	for year, points := range completed {
		for _, p := range points {
			p.Period = model.PeriodOf(model.Monthly, p.Period.Start(time.UTC))
			months[year] = append(months[year], p)
		}
	}
	return arrivals(months)
}

func parseYear(label string) int {
	year, _ := strconv.Atoi(label) // Written by model.CompletedSeries.
	return year
}
