package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// An EarnedSchedule is how a task stands in time against its plan, in the
// plan's periods: earned schedule (挣得进度; W. Lipke, Schedule is Different, The
// Measurable News, March 2003; PMI, Practice Standard for Earned Value
// Management, 2nd ed., appendix D).
type EarnedSchedule struct {
	PD   float64 // Planned duration.
	AT   float64 // Actual time that has gone; of a task that is done, when it was.
	ES   float64 // Earned schedule: by when the plan had what is earned.
	SV   float64 // SV(t) = ES − AT; behind where negative.
	SPI  Number  // SPI(t) = ES / AT; unknown where no time has gone.
	TSPI Number  // (PD − ES) / (PD − AT): the pace that would still be in time.
	IEAC Number  // PD / SPI(t): the duration at this pace.
	Done bool    // All that the plan asks for is earned.
}

// Earn judges what is earned by a time, EV and AT, against the plan, which must
// be known. Of a task that is done the time is that at which it was: there time
// stops, so that SPI(t) keeps what it was worth and IEAC(t) is that time.
//
// ES is C + (EV − PV_C)/(PV_{C+1} − PV_C), C being the last period with PV ≤ EV.
// The edges:
//
//   - Where the plan stands still at EV, every time of that stretch is when the
//     plan had EV: ES is AT inside it, so that what is on plan is on time, and
//     the nearer end outside of it.
//   - Nothing or less earned: ES is 0, or while the plan asks for nothing yet
//     AT. SPI(t) is ES/AT; IEAC(t) is unknown, for there is no pace to go by.
//   - All or more earned: ES is PD, and TSPI is 0, for nothing is left to do.
//   - AT of 0 or before: SPI(t) and IEAC(t) are unknown.
//   - At PD and after, not done: TSPI is unknown, for no pace would be in time;
//     all else goes on.
func (p Plan) Earn(value, at float64) EarnedSchedule {
	value = p.snap(value)
	e := EarnedSchedule{PD: p.Duration(), AT: at, Done: value >= p.Total()}
	if e.ES = e.PD; !e.Done {
		e.ES = min(max(at, p.reached(value)), p.kept(value))
	}
	e.SV = e.ES - at
	if at > 0 {
		e.SPI = Known(e.ES / at)
	}
	switch {
	case e.Done:
		e.TSPI, e.IEAC = Known(0), Known(at)
		return e
	case at < e.PD:
		e.TSPI = Known((e.PD - e.ES) / (e.PD - at))
	}
	if value > 0 {
		e.IEAC = Known(e.PD).over(e.SPI)
	}
	return e
}

// An EarnedValue is a project's task of the year as earned value management
// has it (ANSI/EIA-748), at the cut-off. Money is in yuan, time in months of
// the year by the day rule of Pace.
type EarnedValue struct {
	BAC      float64        // Budget at completion: what the plan asks for by the year's end.
	PV       float64        // Planned value: what it asks for by the cut-off.
	Schedule EarnedSchedule //
	EarnedBy time.Time      // ES: last second of the day by which the plan had what is earned.
	Variance time.Duration  // SV(t): from the cut-off, or when the task was done, to EarnedBy.
	Forecast time.Time      // Last second of the day on which the task is done at this pace; zero if unknown.
	Monthly  Number         // What each month that is left of the year must bring.
}

// horizon is how far ahead a forecast is given, in months. At a pace that would
// take a hundred years there is no date that anybody could use.
const horizon = 1200

// earn judges a task whose reports are in force up to an index; nil where its
// plan is not known or its target is nothing that could be earned.
func earn(plan Plan, target float64, points []model.Point, at int, zone *time.Location) *EarnedValue {
	if !plan.Known() || target <= 0 {
		return nil
	}
	cutoff := points[at].Period.End(zone)
	now := cutoff
	for _, p := range slices.Backward(points[:at+1]) {
		if tidy(p.Value/target) < plan.Total() {
			break
		}
		now = p.Period.End(zone) // Done, and at least since then.
	}
	gone := monthsGone(now)
	day := func(months float64) time.Time {
		if tidy(months-gone) == 0 {
			return now // 14 and 15 February may both be half a month.
		}
		return dayAfterMonths(now.Year(), months, zone)
	}
	e := &EarnedValue{BAC: target * plan.Total(), PV: target * plan.By(cutoff).Value}
	e.Schedule = plan.Earn(points[at].Value/target, gone)
	e.EarnedBy = day(e.Schedule.ES)
	e.Variance = e.EarnedBy.Sub(now)
	if due := e.Schedule.IEAC; due.Known && due.Value <= horizon {
		e.Forecast = day(due.Value)
	}
	e.Monthly = catchUp(e.BAC-points[at].Value, 12-monthsGone(cutoff))
	return e
}

// catchUp is the catch-up rate: what is left to do over the months that are
// left. It is 0 where nothing is left to do, and unknown where no month is.
func catchUp(left, months float64) Number {
	if left <= 0 {
		return Known(0)
	}
	if months <= 0 {
		return Number{}
	}
	return Known(left / months)
}

// dayAfterMonths is the last second of the day by whose end so many months
// have gone since a year began: the inverse of monthsGone, which goes on into
// the months of the years after. Of 0 months it is the end of the year before.
func dayAfterMonths(year int, months float64, zone *time.Location) time.Time {
	months = tidy(months)
	whole := int(months)
	first := time.Date(year, time.January+time.Month(whole), 1, 0, 0, 0, 0, zone)
	days := daysOf(first.Year(), first.Month())
	gone := 0 // Days of the month begun.
	for rest := months - float64(whole); gone < days && tidy(monthShare(gone, days)) < tidy(rest); {
		gone++
	}
	return model.NewDay(first.AddDate(0, 0, gone-1)).End(zone)
}
