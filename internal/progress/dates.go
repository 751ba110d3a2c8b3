package progress

import (
	"time"

	"jindu/internal/model"
)

// notYet tells that a day is known and has not come by t. A day comes with its
// first second.
func notYet(day model.Period, t time.Time, zone *time.Location) bool {
	return !day.IsZero() && day.Start(zone).After(t)
}

// over tells that a day is known and has passed by t.
func over(day model.Period, t time.Time, zone *time.Location) bool {
	return !day.IsZero() && !t.Before(passed(day.End(zone)))
}

// dayStart is the first second of a day, or the zero time where it is not known.
func dayStart(day model.Period, zone *time.Location) time.Time {
	if day.IsZero() {
		return time.Time{}
	}
	return day.Start(zone)
}

// dayEnd is the last second of a day, or the zero time where it is not known.
func dayEnd(day model.Period, zone *time.Location) time.Time {
	if day.IsZero() {
		return time.Time{}
	}
	return day.End(zone)
}

// dayStarts are the first seconds of days, zero ones left out.
func dayStarts(days []model.Period, zone *time.Location) []time.Time {
	at := make([]time.Time, 0, len(days))
	for _, day := range days {
		if !day.IsZero() {
			at = append(at, day.Start(zone))
		}
	}
	return at
}

func laterDay(a, b model.Period) model.Period {
	if b.Key() > a.Key() {
		return b
	}
	return a
}
