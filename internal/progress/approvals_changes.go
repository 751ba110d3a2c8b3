package progress

import (
	"time"

	"jindu/internal/model"
)

// changes are the days on which a procedure's dates come, and each day on which
// a working day begins or has passed while it is open: its clock goes on, and
// what is due is near or over. It ends with the last calendar that is
// known, or when it is given up.
func (a *approvals) changes() []time.Time {
	var at []time.Time
	for _, limit := range a.limits {
		at = append(at, limit.changes(a.zone)...)
	}
	for _, states := range a.procedures {
		at = append(at, starts(states)...)
		for _, s := range states {
			at = append(at, a.dates(s.value)...)
			at = append(at, a.ticks(s.value)...)
		}
	}
	return at
}

// dates are the days that a procedure names and those after them: in a year
// whose working days are not known, counting fails on the first day to count.
func (a *approvals) dates(p model.Procedure) []time.Time {
	days := []model.Period{p.Accepted, p.Completed, p.Supplied, p.SupplyBy}
	for _, s := range p.Stops {
		days = append(days, s.From, s.To)
	}
	var at []time.Time
	for _, day := range days {
		if !day.IsZero() {
			at = append(at, day.Start(a.zone), day.Add(1).Start(a.zone))
		}
	}
	return at
}

// ticks are the days on which the clock of an open procedure may go on.
func (a *approvals) ticks(p model.Procedure) []time.Time {
	if p.Accepted.IsZero() {
		return nil
	}
	if _, known := a.days.Working(p.Accepted.Add(1)); !known && len(p.Stops) == 0 {
		return nil // Nothing after the first day can be counted.
	}
	var days []model.Period
	for _, year := range a.days.Years() {
		first, last := model.NewDate(year, 1, 1), model.NewDate(year, 12, 31).Add(1)
		for day := laterDay(first, p.Accepted.Add(1)); day.Key() <= last.Key(); day = day.Add(1) {
			if !p.Completed.IsZero() && day.Key() > p.Completed.Key() {
				return dayStarts(days, a.zone)
			}
			if day.Key() > lastCounted(p).Key() {
				return dayStarts(append(days, day), a.zone)
			}
			today, _ := a.days.Working(day)
			yesterday, _ := a.days.Working(day.Add(-1))
			if today || yesterday || day == first || day == last {
				days = append(days, day)
			}
		}
	}
	return dayStarts(days, a.zone)
}
