package progress

import (
	"time"

	"jindu/internal/model"
)

// scheduled is a month of which a project owes a report, a task holding at its
// end.
type scheduled struct {
	month     model.Period
	due, next time.Time // When it and the one after it are due; zero where that is not known.
}

// scheduleOf lists the reports that some targets ask for, in order of time.
func scheduleOf(rules Rules, targets []yearTarget) []scheduled {
	var all []scheduled
	for _, target := range targets { // Sorted by year.
		for m := range 12 {
			month := model.NewMonth(target.year, time.Month(m+1))
			if _, _, holds := target.at(month.End(rules.Zone), rules.Zone); holds {
				rule := rules.Catalog.Progress
				all = append(all, scheduled{month, rules.due(rule, month), rules.due(rule, month.Add(1))})
			}
		}
	}
	return all
}

// ended tells that nobody asks for the report any more: a year's reports are
// awaited until the end of the year after it.
func (s scheduled) ended(t time.Time, zone *time.Location) bool {
	return !t.Before(yearStart(s.month.Year()+keptYears+1, zone))
}

// reports tells how the monthly reports of a project stand at t. The one that
// is awaited is that of the first month, after the newest one recorded by t, in
// which a task holds.
func (p *project) reports(rules Rules, t time.Time, s *ProjectState) {
	last, came := newest(p.arrived, t)
	if came { // A month may be reported that nobody asked for.
		r := newReport(last.Period, rules.due(rules.Catalog.Progress, last.Period), time.Time{}, p.arrived, false, t)
		s.Latest = &r
	}
	for _, owed := range p.schedule {
		if owed.ended(t, rules.Zone) {
			continue
		}
		r := owed.report(p.arrived, last, came, t)
		if s.Report == nil && (!came || owed.month.Key() > last.Period.Key()) {
			s.Report = &r
		}
		if r.Late {
			s.Missing = append(s.Missing, owed.month)
		}
	}
}

func (s scheduled) report(all []arrival, last arrival, came bool, t time.Time) Report {
	return newReport(s.month, s.due, s.next, all, came && last.Period.Key() > s.month.Key(), t)
}

func (p *project) reportChanges(zone *time.Location) []time.Time {
	var at []time.Time
	for _, owed := range p.schedule {
		at = appendPassed(at, owed.due)
		at = appendPassed(at, owed.next)
		at = append(at, yearStart(owed.month.Year()+keptYears+1, zone))
	}
	for _, a := range p.arrived {
		at = append(at, a.First)
		if !a.Revised.IsZero() {
			at = append(at, a.Revised)
		}
	}
	return at
}
