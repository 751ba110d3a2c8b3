package progress

import (
	"time"

	"jindu/internal/model"
)

// A Report is one that is owed for a period: by whoever reports an indicator
// of a region, or by a project.
type Report struct {
	Period    model.Period
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

// newReport judges a report at t, given when the one after it is due and
// whether a later one had come by then.
func newReport(p model.Period, due, next time.Time, all []arrival, laterCame bool, t time.Time) Report {
	r := Report{Period: p, Due: due}
	if a, ok := arrivalOf(all, p); ok && !a.First.After(t) {
		r.receive(a, t)
		return r
	}
	r.Late = overdue(due, t)
	switch {
	case due.IsZero():
		r.State = ReportUnknown
	case !r.Late:
		r.State = ReportAwaited
	case laterCame || overdue(next, t):
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
