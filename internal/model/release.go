package model

import (
	"errors"
	"fmt"
	"time"
)

// ReleaseRule says when the report of a period is due: at the end of a day of
// a month after the period's last, or of a working day after the period's end.
type ReleaseRule struct {
	Day      int `yaml:"day"`          // 1 to 31; the month's last where it has fewer days.
	Months   int `yaml:"months_after"` // 1 is the month after the period's last.
	Workdays int `yaml:"workdays"`     // In place of both: this many working days after the period's end.
}

// IsZero tells that no report is owed.
func (r ReleaseRule) IsZero() bool { return r == ReleaseRule{} }

func (r ReleaseRule) check() error {
	switch {
	case r.Workdays != 0 && (r.Day != 0 || r.Months != 0):
		return errors.New("release: want either workdays or day and months_after")
	case r.Workdays < 0 || r.Workdays > 250:
		return fmt.Errorf("release %d workdays after: want 1 to 250", r.Workdays)
	case r.Workdays == 0 && (r.Day < 1 || r.Day > 31 || r.Months < 0):
		return fmt.Errorf("release day %d, %d months after: want a day from 1 to 31 and 0 or more months", r.Day, r.Months)
	}
	return nil
}

// Due is the last second in which the report of a period is in time. It is not
// known where it hangs on a year whose working days have not been published.
// The calendar may be nil for rules that have no working days. Where no report
// is owed, none is due.
func (r ReleaseRule) Due(p Period, calendar *Workdays, zone *time.Location) (due time.Time, known bool) {
	if r.IsZero() {
		return time.Time{}, false
	}
	end := p.End(zone)
	if r.Workdays > 0 {
		if calendar == nil {
			return time.Time{}, false
		}
		day, known := calendar.After(NewDay(end), r.Workdays)
		if !known {
			return time.Time{}, false
		}
		return day.End(zone), true
	}
	month := NewMonth(end.Year(), end.Month()).Add(r.Months)
	last := month.End(zone).Day()
	return NewDate(month.Year(), time.Month(month.Ordinal()), min(r.Day, last)).End(zone), true
}
