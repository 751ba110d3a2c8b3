package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	reportDue = &Family{
		"jindu_report_due_timestamp_seconds",
		model.Text{ZH: "下一期数据的报送期限", EN: "Last second in which the next figures of an indicator are in time."},
		reportLabels,
	}
	reportLate = &Family{
		"jindu_report_late",
		model.Text{ZH: "数据是否逾期未报", EN: "Whether figures of an indicator are overdue."},
		reportLabels,
	}
	reportInfo = &Family{
		"jindu_report_info",
		model.Text{ZH: "数据由谁报送，多久一次", EN: "Who owes the reports of an indicator, and how often; always 1."},
		[]string{"indicator", "region", "owner", "owner_en", "frequency"},
	}
	reportAwaitedEnd = &Family{
		"jindu_report_period_end_timestamp_seconds",
		model.Text{ZH: "待报数据所属期的截止时间", EN: "End of the period whose report is awaited."},
		reportLabels,
	}
	reportState = &Family{
		"jindu_report_state",
		model.Text{ZH: "待报一期的状态", EN: "Whether the report awaited is in a state: 1 for the one it is in."},
		[]string{"indicator", "region", "state"},
	}
	reportReceived = &Family{
		"jindu_report_received_timestamp_seconds",
		model.Text{ZH: "最近一期数据首次收到的时间", EN: "When the first figure for the newest period became known."},
		reportLabels,
	}
	reportReceivedState = &Family{
		"jindu_report_received_state",
		model.Text{ZH: "最近收到的一期是否按时", EN: "Whether the newest report received is in a state: 1 for the one it is in."},
		[]string{"indicator", "region", "state"},
	}
	reportCorrected = &Family{
		"jindu_report_corrected",
		model.Text{ZH: "最近收到的一期是否修订过", EN: "Whether a figure of the newest report received has taken another's place."},
		reportLabels,
	}
	reportMissing = &Family{
		"jindu_report_periods_missing",
		model.Text{
			ZH: "本年和上年逾期未报的期数，含中间漏报的",
			EN: "How many periods of this and the last year are overdue and have not come, gaps among them.",
		},
		reportLabels,
	}

	projectReportDue = &Family{
		"jindu_project_report_due_timestamp_seconds",
		model.Text{ZH: "下一次进度报送期限", EN: "Last second in which the project's next monthly report is in time."},
		projectLabels,
	}
	projectReportLate = &Family{
		"jindu_project_report_late",
		model.Text{ZH: "进度是否逾期未报", EN: "Whether the project's monthly report is overdue."},
		projectLabels,
	}
	projectReportState = &Family{
		"jindu_project_report_state",
		model.Text{ZH: "待报进度的状态", EN: "Whether the project's report awaited is in a state: 1 for the one it is in."},
		[]string{"region", "project", "state"},
	}
	projectReportReceived = &Family{
		"jindu_project_report_received_timestamp_seconds",
		model.Text{ZH: "最近一月进度首次收到的时间", EN: "When the first report of the newest month became known."},
		projectLabels,
	}
	projectReportMissing = &Family{
		"jindu_project_report_periods_missing",
		model.Text{
			ZH: "本年和上年逾期未报的月数，含中间漏报的",
			EN: "How many monthly reports of this and the last year are overdue and have not come, gaps among them.",
		},
		projectLabels,
	}
)

var reportFamilies = []*Family{
	reportDue, reportLate, reportInfo, reportAwaitedEnd, reportState,
	reportReceived, reportReceivedState, reportCorrected, reportMissing,
}

var projectReportFamilies = []*Family{
	projectReportDue, projectReportLate, projectReportState, projectReportReceived, projectReportMissing,
}

func ofReports(s progress.IndicatorState, emit Emit) {
	i, labels := s.Indicator, []string{s.Indicator.Code, s.Region}
	if s.Report != nil || s.Latest != nil {
		emit.sample(reportInfo, 1, i.Code, s.Region, i.Owner, i.OwnerEN, i.Freq)
	}
	if r := s.Report; r != nil {
		ofAwaited(r, reportDue, reportLate, reportState, emit, labels...)
		emit.sample(reportAwaitedEnd, float64(r.End.Unix()), labels...)
	}
	if r := s.Latest; r != nil {
		emit.sample(reportReceived, float64(r.Received.Unix()), labels...)
		emit.sample(reportCorrected, flag(!r.Corrected.IsZero()), labels...)
		emit.states(reportReceivedState, progress.ReceivedStates(), r.State, labels...)
	}
	if s.Counted {
		emit.sample(reportMissing, float64(len(s.Missing)), labels...)
	}
}

func ofProjectReports(s progress.ProjectState, emit Emit) {
	labels := []string{s.Region, s.ID}
	if r := s.Report; r != nil {
		ofAwaited(r, projectReportDue, projectReportLate, projectReportState, emit, labels...)
	}
	if r := s.Latest; r != nil {
		emit.sample(projectReportReceived, float64(r.Received.Unix()), labels...)
	}
	if s.Report != nil || len(s.Missing) > 0 {
		emit.sample(projectReportMissing, float64(len(s.Missing)), labels...)
	}
}

// ofAwaited gives what is said of a report that is awaited. A day by which it
// is due that is not known is not said.
func ofAwaited(r *progress.Report, due, late, state *Family, emit Emit, labels ...string) {
	if !r.Due.IsZero() {
		emit.sample(due, float64(r.Due.Unix()), labels...)
		emit.sample(late, flag(r.Late), labels...)
	}
	emit.states(state, progress.AwaitedStates(), r.State, labels...)
}

// states gives a set of states: 1 for the one that holds.
func (e Emit) states(f *Family, all []progress.ReportState, holds progress.ReportState, labels ...string) {
	for _, state := range all {
		e.sample(f, flag(state == holds), append(labels[:len(labels):len(labels)], string(state))...)
	}
}
