package progress

import (
	"time"

	"jindu/internal/model"
)

// monthly is the report of a month's progress of a project.
func (r Rules) monthly(month model.Period) owed {
	rule := r.Catalog.Progress
	return owed{
		period: month, end: month.End(r.Zone), due: r.due(rule, month), next: r.due(rule, month.Add(1)),
		given: yearStart(month.Year()+keptYears+1, r.Zone),
	}
}

// scheduleOf lists the monthly reports that some targets ask for, in order of time.
func scheduleOf(rules Rules, targets []yearTarget) []owed {
	var all []owed
	for _, target := range targets { // Sorted by year.
		for m := range 12 {
			month := model.NewMonth(target.year, time.Month(m+1))
			if _, _, holds := target.at(month.End(rules.Zone), rules.Zone); holds {
				all = append(all, rules.monthly(month))
			}
		}
	}
	return all
}

// ended tells that nobody asks for a project's report any more: a year's reports are
// awaited until the end of the year after it.
func (o owed) ended(t time.Time) bool { return !t.Before(o.given) }

// reports tells how the monthly reports of a project stand at t. The one that
// is awaited is that of the first month, after the newest one recorded by t, in
// which a task holds.
func (p *project) reports(rules Rules, t time.Time, s *ProjectState) {
	last, came := newest(p.arrived, t)
	if came { // Of a month, perhaps, that nobody asked for.
		r := rules.monthly(last.Period).report(p.arrived, false, t)
		s.Latest = &r
	}
	for _, o := range p.schedule {
		first := s.Report == nil && (!came || o.period.Key() > last.Period.Key())
		if o.ended(t) || !first && !overdue(o.due, t) {
			continue
		}
		r := o.report(p.arrived, came && last.Period.Key() > o.period.Key(), t)
		if first {
			awaited := r // A copy, lest every report be kept apart.
			s.Report = &awaited
		}
		if r.Late {
			s.Missing = append(s.Missing, o.period)
		}
	}
}

func (p *project) reportChanges() []time.Time {
	var at []time.Time
	for _, o := range p.schedule {
		at = appendPassed(at, o.due)
		at = appendPassed(at, o.next)
		at = append(at, o.given)
	}
	for _, a := range p.arrived {
		at = append(at, a.First)
		if !a.Revised.IsZero() {
			at = append(at, a.Revised)
		}
	}
	return at
}
