package indicators

import (
	"html/template"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// calendarLength is how many reports the calendar shows.
const calendarLength = 24

// calendar is how the reports stand: the one that is awaited and those before
// it, the newest first.
func (r *read) calendar(state progress.IndicatorState) []progress.Report {
	if r.Release.IsZero() || state.Report == nil {
		return nil
	}
	periods := r.periods()
	first := state.Report.Period
	if len(periods) > 0 {
		first = periods[0]
	}
	var all []progress.Report
	for p := state.Report.Period; p.Key() >= first.Key() && len(all) < calendarLength; p = p.Add(-1) {
		all = append(all, r.ReportAt(p, r.at))
	}
	if len(all) > 0 {
		all[0] = *state.Report
	}
	return all
}

func (r *read) calendarListing(lang model.Language) page.Listing[progress.Report] {
	state := func(report progress.Report) string { return report.State.Name().In(lang) }
	return page.Listing[progress.Report]{Whole: true, Columns: []page.Column[progress.Report]{
		{Name: model.Text{ZH: "期间", EN: "Period"}, Cell: func(q progress.Report) sheet.Cell {
			return sheet.Text(periodName(r.Indicator.Indicator, q.Period))
		}},
		{Name: model.Text{ZH: "应报", EN: "Due"}, Cell: func(q progress.Report) sheet.Cell { return sheet.Day(inZone(q.Due, r.zone)) }},
		{
			Name: model.Text{ZH: "状态", EN: "State"}, Cell: func(q progress.Report) sheet.Cell { return sheet.Text(state(q)) },
			Show: func(q progress.Report) template.HTML { return reportMark(q, state(q)) },
		},
		{Name: model.Text{ZH: "收到", EN: "Came"}, Cell: func(q progress.Report) sheet.Cell { return sheet.Instant(inZone(q.Received, r.zone)) }},
		{Name: model.Text{ZH: "修订", EN: "Revised"}, Cell: func(q progress.Report) sheet.Cell { return sheet.Instant(inZone(q.Corrected, r.zone)) }},
	}}
}

// reportMark tells states apart by shape and colour beside the word.
func reportMark(q progress.Report, word string) template.HTML {
	switch {
	case q.Late:
		return `<span class="red"><span aria-hidden="true">●</span> ` + escaped(word) + `</span>`
	case q.State == progress.ReportCameLate:
		return `<span class="yellow"><span aria-hidden="true">▲</span> ` + escaped(word) + `</span>`
	case q.State == progress.ReportInTime:
		return `<span class="green"><span aria-hidden="true">■</span> ` + escaped(word) + `</span>`
	}
	return escaped(word)
}
