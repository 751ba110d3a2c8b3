package progress

import (
	"time"

	"jindu/internal/model"
)

// Pace is the share of a year's task that should be done by the end of the day
// of t, in t's own zone, where no other curve is declared: 序时进度, linear by
// month and by day inside the month.
//
// At the end of month m it is m/12, as offices reckon (end of July: 58.3 %).
// Inside a month each day adds its share, except that the 15th, which closes
// 上半月, counts as exactly half the month whatever its length (8月上半月:
// 62.5 %).
func Pace(t time.Time) float64 { return monthsGone(t) / 12 }

// monthsGone is how many months of its year have gone by the end of the day of
// t, in t's own zone, by the day rule of Pace: 7 at the end of July.
func monthsGone(t time.Time) float64 {
	return float64(t.Month()-1) + monthShare(t.Day(), daysOf(t.Year(), t.Month()))
}

// monthShare is how much of a month of so many days has gone by a day's end.
func monthShare(day, days int) float64 {
	if day == 15 {
		return 0.5
	}
	return float64(day) / float64(days)
}

func daysOf(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Planned is the share of a year's task that a curve asks for by the end of
// the day of t, in t's own zone. It is unknown where the curve goes by working
// days and the year's calendar is not known.
func Planned(curve model.Curve, t time.Time, workdays *model.Workdays) Number {
	return NewYearPlan(curve, t.Year(), workdays).By(t)
}

// Completion is what is done of a task: completed / target, both in the same
// unit. It is unknown without a report or with a target of zero.
func Completion(completed, target Number) Number { return completed.over(target) }

// Gap is how far ahead of the pace a task is, as a share of the whole task
// (0.153 is 15.3 percentage points ahead, 高于序时进度15.3个百分点).
func Gap(completion, pace Number) Number { return completion.minus(pace) }

// SPI is the schedule performance index EV/PV of earned value management
// (ANSI/EIA-748): the value earned over the value planned by the cut-off,
// target × pace. Above 1 is ahead. It drifts to 1 as a task closes, even for
// one that is late; EarnedSchedule.SPI does not.
func SPI(completed, target, pace Number) Number {
	if !target.Known || !pace.Known {
		return Number{}
	}
	return completed.over(Known(target.Value * pace.Value))
}
