package tally

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// Changes are the instants, in order and each once, at which Count of the same
// facts can answer otherwise than just before: the first seconds of days that
// count, the last ones of months with funds, and the first ones of years that
// begin or end what counts for a year.
func Changes(f Facts, zone *time.Location) []time.Time {
	var at []time.Time
	days := func(days ...model.Period) {
		for _, day := range days {
			if !day.IsZero() {
				at = append(at, day.Start(zone))
			}
		}
	}
	ofYear := func(day model.Period) { // It counts until its year ends.
		if !day.IsZero() {
			days(day, model.NewYear(day.Year()+1))
		}
	}
	for _, m := range f.Memberships {
		days(m.Declared, m.Admitted)
		if m.Year > 0 {
			days(model.NewYear(m.Year), model.NewYear(m.Year+1))
		}
	}
	for _, a := range f.Attractions {
		days(a.Signed, a.Landed, a.Started)
	}
	for _, c := range f.Ceremonies {
		ofYear(c.Date)
	}
	for _, g := range f.Grants {
		ofYear(g.Granted)
		days(g.Started, f.StartedProjects[g.Project])
	}
	for _, p := range f.Procedures {
		ofYear(p.Accepted)
		days(p.Completed)
	}
	for _, fund := range f.Funds {
		at = append(at, fund.Month.End(zone))
		days(model.NewYear(fund.Month.Year() + 1))
	}
	slices.SortFunc(at, time.Time.Compare)
	return slices.CompactFunc(at, time.Time.Equal)
}
