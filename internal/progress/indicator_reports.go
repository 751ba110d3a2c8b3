package progress

import (
	"time"

	"jindu/internal/model"
)

// keptYears is how many years before the running one are looked at for reports
// that are still missing: nobody hands older ones in any more.
const keptYears = 1

// kept is how many years are looked at of an indicator: of yearly figures one
// more, for they are due in the year after theirs.
func kept(f model.Frequency) int {
	if f == model.Annual {
		return keptYears + 1
	}
	return keptYears
}

func (i *Indicator) due(p model.Period) time.Time { return i.deadlines.due(i.Release, p) }

// reports tells how the reports of the indicator stand at t.
func (i *Indicator) reports(t time.Time, s *IndicatorState) {
	if i.Release.IsZero() {
		return // Nobody owes any.
	}
	if p, ok := i.awaited(t); ok {
		r := i.reportOf(p, t)
		if i.betweenReleases(p, t) {
			r.State = ReportNotPublished
		}
		s.Report = &r
	}
	if a, ok := newest(i.arrived, t); ok {
		r := i.reportOf(a.Period, t)
		s.Latest = &r
	}
	s.Missing, s.Counted = i.missing(t)
}

// awaited is the period whose report is awaited at t: of an indicator of which
// nothing ever came, the first of a year that has a target, until the end of
// the year after it.
func (i *Indicator) awaited(t time.Time) (model.Period, bool) {
	if len(i.arrived) > 0 {
		return awaited(i.arrived, t, i.Next, i.due)
	}
	for _, target := range i.targets {
		first := i.firstOf(target.year)
		_, _, holds := target.at(first.End(i.rules.Zone), i.rules.Zone)
		if holds && !t.Before(yearStart(target.year, i.rules.Zone)) && t.Before(yearStart(target.year+2, i.rules.Zone)) {
			return first, true
		}
	}
	return model.Period{}, false
}

// firstOf is the first period of a year that is published.
func (i *Indicator) firstOf(year int) model.Period {
	first := model.PeriodOf(i.Frequency(), yearStart(year, i.rules.Zone))
	if !i.Indicator.Published(first) {
		return i.Next(first)
	}
	return first
}

// reportOf judges the report of any period at t.
func (i *Indicator) reportOf(p model.Period, t time.Time) Report {
	if !i.Indicator.Published(p) {
		return Report{Period: p, End: p.End(i.rules.Zone), State: ReportNotPublished}
	}
	a, came := newest(i.arrived, t)
	o := owed{period: p, end: p.End(i.rules.Zone), due: i.due(p), next: i.due(i.Next(p))}
	return o.report(i.arrived, came && a.Period.Key() > p.Key(), t)
}

// betweenReleases tells that the newest period that has ended has no release by
// rule, and the one that is awaited has not ended: in February, of indicators
// whose January is published with it.
func (i *Indicator) betweenReleases(awaited model.Period, t time.Time) bool {
	before := awaited.Add(-1)
	return !i.Indicator.Published(before) &&
		!t.Before(before.End(i.rules.Zone)) && t.Before(awaited.End(i.rules.Zone))
}

// missing are the periods of this and the last year whose reports are overdue
// and had not come by t, and whether any are expected: something came of the
// two years before or of this one, or there was a target. Counting begins with
// the first that came.
func (i *Indicator) missing(t time.Time) (periods []model.Period, expected bool) {
	year := t.In(i.rules.Zone).Year()
	p, ok := i.expectedSince(year - kept(i.Frequency()) - 1)
	if !ok || p.End(i.rules.Zone).After(t) {
		return nil, false
	}
	if from := i.firstOf(year - kept(i.Frequency())); p.Key() < from.Key() {
		p = from
	}
	for last := ended(p.Freq(), t, i.rules.Zone).Key(); p.Key() <= last; p = i.Next(p) {
		a, came := arrivalOf(i.arrived, p)
		if overdue(i.due(p), t) && (!came || a.First.After(t)) {
			periods = append(periods, p)
		}
	}
	return periods, true
}

// expectedSince is the first period from a year on for which a report came, or,
// of an indicator of which nothing ever came, of a year that has a target.
func (i *Indicator) expectedSince(year int) (model.Period, bool) {
	for _, a := range i.arrived {
		if a.Period.Year() >= year {
			return a.Period, true
		}
	}
	if len(i.arrived) > 0 {
		return model.Period{}, false
	}
	var since model.Period
	for _, target := range i.targets {
		first := i.firstOf(target.year)
		_, _, holds := target.at(first.End(i.rules.Zone), i.rules.Zone)
		if holds && target.year >= year && (since.IsZero() || first.Key() < since.Key()) {
			since = first
		}
	}
	return since, !since.IsZero()
}

// reportChanges are the instants at which the reports' state changes.
func (i *Indicator) reportChanges() []time.Time {
	var at []time.Time
	years := map[int]bool{}
	for _, a := range i.arrived {
		at = append(at, a.First)
		if !a.Revised.IsZero() {
			at = append(at, a.Revised)
		}
		at = appendPassed(at, i.due(a.Period))
		at = appendPassed(at, i.due(i.Next(a.Period)))
		at = appendPassed(at, i.due(i.Next(i.Next(a.Period))))
		if next := i.Next(a.Period); !i.Indicator.Published(next.Add(-1)) {
			at = append(at, next.Add(-1).End(i.rules.Zone), next.End(i.rules.Zone))
		}
		years[a.Period.Year()] = true
	}
	if len(i.arrived) == 0 {
		for _, target := range i.targets {
			first := i.firstOf(target.year)
			at = append(at, first.End(i.rules.Zone))
			if before := first.Add(-1); !i.Indicator.Published(before) {
				at = append(at, before.End(i.rules.Zone))
			}
			years[target.year] = true
		}
	}
	return append(at, i.missingChanges(years)...)
}

// missingChanges are the instants at which a report of the years in which some
// came, or of those after each, gets overdue or is no longer asked for.
func (i *Indicator) missingChanges(years map[int]bool) []time.Time {
	var at []time.Time
	asked := map[int]bool{}
	for year := range years {
		for y := year; y <= year+kept(i.Frequency())+1; y++ {
			asked[y] = true
		}
	}
	for y := range asked {
		at = append(at, yearStart(y, i.rules.Zone), yearStart(y+1, i.rules.Zone))
		for p := i.firstOf(y); p.Year() <= y; p = i.Next(p) {
			at = appendPassed(at, i.due(p))
		}
	}
	return at
}
