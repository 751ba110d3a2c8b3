package progress

import (
	"time"

	"jindu/internal/model"
)

// A Report is one that is owed for a period: by whoever reports an indicator
// of a region, or by a project.
type Report struct {
	Period    model.Period
	End       time.Time // The period's instant.
	Due       time.Time // The last second in which it is in time; zero where that is not known.
	State     ReportState
	Late      bool      // It had not come by t and was due before.
	Received  time.Time // When the first figure for the period became known; zero where that was not by t.
	Corrected time.Time // When one of its figures took another's place, by t; else zero.
}

// ReportState is how a report stands.
type ReportState string

// The states of a report. Those that have not come are awaited until they are
// due and late from then on; they are missing once the next one is overdue too,
// or has come.
const (
	ReportAwaited      ReportState = "awaited"
	ReportLate         ReportState = "late"
	ReportMissing      ReportState = "missing"
	ReportNotPublished ReportState = "not_published" // By rule: there is none for the period.
	ReportUnknown      ReportState = "unknown_calendar"
	ReportInTime       ReportState = "in_time"   // Received, and not after it was due.
	ReportCameLate     ReportState = "came_late" // Received after it was due.
)

var reportStateNames = map[ReportState]model.Text{
	ReportAwaited:      {ZH: "待报", EN: "awaited"},
	ReportLate:         {ZH: "逾期", EN: "late"},
	ReportMissing:      {ZH: "缺报", EN: "missing"},
	ReportNotPublished: {ZH: "按规定免报", EN: "not published by rule"},
	ReportUnknown:      {ZH: "工作日历未公布", EN: "calendar not published"},
	ReportInTime:       {ZH: "按时", EN: "in time"},
	ReportCameLate:     {ZH: "迟报", EN: "came late"},
}

// Name gives the state's name.
func (s ReportState) Name() model.Text { return reportStateNames[s] }

// AwaitedStates are those of a report that has not come.
func AwaitedStates() []ReportState {
	return []ReportState{ReportAwaited, ReportNotPublished, ReportLate, ReportMissing, ReportUnknown}
}

// ReceivedStates are those of a report that has come.
func ReceivedStates() []ReportState {
	return []ReportState{ReportInTime, ReportCameLate, ReportUnknown}
}

// owed is a report that somebody owes.
type owed struct {
	period    model.Period
	end       time.Time // The period's instant.
	due, next time.Time // When it and the one after it are due; zero where that is not known.
	given     time.Time // Of a project's: when it is given up.
}

// report judges it at t, given all that came ever and whether a later one had
// come by then.
func (o owed) report(all []arrival, laterCame bool, t time.Time) Report {
	r := Report{Period: o.period, End: o.end, Due: o.due}
	if a, ok := arrivalOf(all, o.period); ok && !a.First.After(t) {
		r.receive(a, t)
		return r
	}
	r.Late = overdue(o.due, t)
	switch {
	case o.due.IsZero():
		r.State = ReportUnknown
	case !r.Late:
		r.State = ReportAwaited
	case laterCame || overdue(o.next, t):
		r.State = ReportMissing
	default:
		r.State = ReportLate
	}
	return r
}

func (r *Report) receive(a arrival, t time.Time) {
	r.Received = a.First
	if !a.Revised.IsZero() && !a.Revised.After(t) {
		r.Corrected = a.Revised
	}
	switch {
	case r.Due.IsZero():
		r.State = ReportUnknown
	case overdue(r.Due, a.First):
		r.State = ReportCameLate
	default:
		r.State = ReportInTime
	}
}
