package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// changes are the days on which a procedure's dates come, and each day on which
// a working day begins or has passed while it is open: its clock goes on, and
// what is due is near or over. It ends with the last calendar that is
// known, or when it is given up.
func (a *approvals) changes() []time.Time {
	at := a.judgedAt()
	for _, limit := range a.limits {
		at = append(at, limit.changes(a.zone)...)
	}
	var days []model.Period
	for _, states := range a.procedures {
		for _, s := range states {
			days = append(days, a.ticks(s.value)...)
		}
	}
	slices.SortFunc(days, func(a, b model.Period) int { return cmp.Compare(a.Key(), b.Key()) })
	return append(at, dayStarts(slices.Compact(days), a.zone)...) // Procedures share most days.
}

// judgedAt are the instants at which the standing of a procedure may change,
// which is all that packs look at. Between the days that it names only what is
// due comes near or passes; its clock goes on without changing a colour.
func (a *approvals) judgedAt() []time.Time {
	var at []time.Time
	for _, states := range a.procedures {
		at = append(at, starts(states)...)
		for _, s := range states {
			at = append(at, a.dates(s.value)...)
			at = append(at, dayStarts(a.turns(s.value), a.zone)...)
		}
	}
	return at
}

// turns are the days on which an open procedure may come near its due day or
// pass it. When it is due depends on the stops that have begun.
func (a *approvals) turns(p model.Procedure) []model.Period {
	if p.Accepted.IsZero() || p.Limit <= 0 {
		return nil
	}
	begun := []model.Period{p.Accepted}
	for _, s := range p.Stops {
		begun = append(begun, s.From)
	}
	var days []model.Period
	for _, day := range begun {
		due, known := newClock(a.days, p, day).due(p.Limit)
		if day.IsZero() || !known {
			continue
		}
		days = append(days, due.Add(1))
		if near, known := a.days.After(due, -1); known {
			days = append(days, near)
		}
	}
	return days
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
func (a *approvals) ticks(p model.Procedure) []model.Period {
	if p.Accepted.IsZero() {
		return nil
	}
	if _, known := a.days.Working(p.Accepted.Add(1)); !known && len(p.Stops) == 0 {
		return nil // Nothing after the first day can be counted.
	}
	var days []model.Period
	end := lastCounted(p)
	for _, year := range a.days.Years() {
		first, last := model.NewDate(year, 1, 1), model.NewDate(year, 12, 31).Add(1)
		day := laterDay(first, p.Accepted.Add(1))
		yesterday, _ := a.days.Working(day.Add(-1))
		for ; day.Key() <= last.Key(); day = day.Add(1) {
			if !p.Completed.IsZero() && day.Key() > p.Completed.Key() {
				return days
			}
			if day.Key() > end.Key() {
				return append(days, day)
			}
			today, _ := a.days.Working(day)
			if today || yesterday || day == first || day == last {
				days = append(days, day)
			}
			yesterday = today
		}
	}
	return days
}
