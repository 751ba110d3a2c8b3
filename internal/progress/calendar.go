package progress

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jindu/internal/model"
)

// A CalendarRow is a report that is owed of an indicator in a region, or of a
// project, as it stands at some instant.
type CalendarRow struct {
	Report
	Region    string
	Indicator *model.Indicator // Nil for a project's.
	Project   string           // ID; empty for an indicator's.
	Name      model.Text       // Of either.
	Owner     model.Text       // The bureau or unit that owes it, as far as that is stated.
	Lead      string           // Of a project.
	DaysLate  int              // Calendar days after it was due, to when it came or else to t; 0 where not late.
}

// Calendar gives the reports that are owed, as they stand at t: those for the
// periods that end within one, or where that is zero, those that are overdue and
// the next one of each. Regions that are not in the set are left out. Rows are
// sorted by region, indicators in the catalog's order, project and period.
func Calendar(
	ctx context.Context, view model.View, rules Rules, t time.Time, regions model.RegionSet, within model.Period,
) ([]CalendarRow, error) {
	since := t
	if !within.IsZero() {
		since = time.Time{} // It may be about any year.
	}
	var matchers []model.Matcher
	if codes := regions.Codes(); len(codes) == 1 { // Of many, each series would be held against all.
		matchers = append(matchers, model.Matcher{Name: "region", Value: codes[0]})
	}
	var rows []CalendarRow
	for ind, err := range LoadIndicators(ctx, view, rules, since, matchers...) {
		if err != nil {
			return nil, err
		}
		if !ind.Release.IsZero() && regions.Has(ind.Region) {
			rows = append(rows, ind.calendar(t, within)...)
		}
	}
	portfolio, err := LoadPortfolio(ctx, view, rules)
	if err != nil {
		return nil, err
	}
	for _, p := range portfolio.projects {
		if regions.Has(p.region) {
			rows = append(rows, p.calendar(rules, t, within)...)
		}
	}
	for i := range rows {
		rows[i].DaysLate = daysLate(rows[i].Report, t, rules.Zone)
	}
	sortCalendar(rows, rules.Catalog)
	return rows, nil
}

func sortCalendar(rows []CalendarRow, c *model.Catalog) {
	place := func(r CalendarRow) int {
		if r.Indicator == nil {
			return len(c.Indicators) + 1
		}
		at := slices.IndexFunc(c.Indicators, func(i model.Indicator) bool { return i.Code == r.Indicator.Code })
		if at < 0 {
			return len(c.Indicators)
		}
		return at
	}
	slices.SortStableFunc(rows, func(a, b CalendarRow) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(place(a), place(b)),
			cmp.Compare(a.Project, b.Project), a.End.Compare(b.End))
	})
}

// daysLate counts calendar days from the day on which a report was due.
func daysLate(r Report, t time.Time, zone *time.Location) int {
	end := r.Received
	if r.Late {
		end = t
	} else if r.State != ReportCameLate {
		return 0
	}
	due := model.NewDay(r.Due.In(zone))
	return int(model.NewDay(end.In(zone)).Key() - due.Key())
}

func (i *Indicator) calendar(t time.Time, within model.Period) []CalendarRow {
	var rows []CalendarRow
	for _, r := range i.owed(t, within) {
		rows = append(rows, CalendarRow{
			Report: r, Region: i.Region, Indicator: &i.Indicator,
			Name:  model.Text{ZH: i.Name, EN: i.NameEN},
			Owner: model.Text{ZH: i.Owner, EN: i.OwnerEN},
		})
	}
	return rows
}

func (i *Indicator) owed(t time.Time, within model.Period) []Report {
	if i.Release.IsZero() {
		return nil // Nobody owes any.
	}
	var all []Report
	if !within.IsZero() {
		for _, p := range i.periodsWithin(within) {
			all = append(all, i.reportOf(p, t))
		}
		return all
	}
	var s IndicatorState
	i.reports(t, &s)
	for _, p := range s.Missing {
		all = append(all, i.reportOf(p, t))
	}
	if s.Report != nil && !slices.Contains(s.Missing, s.Report.Period) {
		all = append(all, *s.Report)
	}
	return all
}

// periodsWithin are the indicator's periods that end within another, from the
// first that was ever expected on. One without a release by rule counts with
// the next.
func (i *Indicator) periodsWithin(within model.Period) []model.Period {
	since, ok := i.expectedSince(0)
	if !ok {
		return nil
	}
	var all []model.Period
	start, end := within.Add(1-within.Span()).Start(i.rules.Zone), within.End(i.rules.Zone)
	for p := model.PeriodOf(since.Freq(), start); !p.End(i.rules.Zone).After(end); p = p.Add(1) {
		from := p
		if !i.Indicator.Published(p) {
			from = i.Next(p)
		}
		if since.Key() <= from.Key() {
			all = append(all, p)
		}
	}
	return all
}

func (p *project) calendar(rules Rules, t time.Time, within model.Period) []CalendarRow {
	particulars, _ := holding(p.particular, t)
	owner := cmp.Or(particulars.OwnerUnit, particulars.Owner)
	var rows []CalendarRow
	for _, r := range p.owed(rules, t, within) {
		rows = append(rows, CalendarRow{
			Report: r, Region: p.region, Project: p.id, Lead: particulars.Lead,
			Name: model.Text{ZH: particulars.Name}, Owner: model.Text{ZH: owner},
		})
	}
	return rows
}

func (p *project) owed(rules Rules, t time.Time, within model.Period) []Report {
	var s ProjectState
	p.reports(rules, t, &s)
	last, came := newest(p.arrived, t)
	var all []Report
	for _, o := range p.schedule {
		wanted := slices.Contains(s.Missing, o.period) || (s.Report != nil && s.Report.Period == o.period)
		if !within.IsZero() {
			wanted = !o.end.Before(within.Add(1-within.Span()).Start(rules.Zone)) && !o.end.After(within.End(rules.Zone))
		}
		if wanted {
			all = append(all, o.report(p.arrived, came && last.Period.Key() > o.period.Key(), t))
		}
	}
	return all
}
