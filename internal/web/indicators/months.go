package indicators

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// A month is a period with all that is known of it.
type month struct {
	period     model.Period
	values     map[source]model.Point
	disagree   map[model.Measure]bool // Derived growth that is not comparable with the published one.
	name, note string
}

// months are all periods, the newest first.
func (r *read) months(lang model.Language) []month {
	byKey := map[uint32]*month{}
	var all []*month
	for _, p := range r.periods() {
		m := &month{period: p, values: map[source]model.Point{}, disagree: map[model.Measure]bool{}, name: periodName(r.Indicator.Indicator, p)}
		byKey[p.Key()], all = m, append(all, m)
	}
	for _, s := range r.sources() {
		for _, p := range r.points(s) {
			byKey[p.Period.Key()].values[s] = p
		}
		for _, c := range r.Compared(s.measure) {
			if m := byKey[c.Period.Key()]; m != nil && !c.Comparable {
				m.disagree[s.measure] = true
			}
		}
	}
	months := make([]month, 0, len(all))
	for _, m := range slices.Backward(all) {
		m.note = r.note(m, lang)
		months = append(months, *m)
	}
	return months
}

// note says what a reader must know of a period's figures.
func (r *read) note(m *month, lang model.Language) string {
	if !r.Indicator.Indicator.Published(m.period) {
		return model.Text{ZH: "1 月数据免报，与 2 月合并公布", EN: "January is not published: it comes with February"}.In(lang)
	}
	var notes []string
	if report := r.ReportAt(m.period, r.at); report.Late {
		notes = append(notes, report.State.Name().In(lang))
	}
	var revised time.Time
	status := model.Final
	for s, p := range m.values {
		if s.origin == model.Published {
			status = max(status, p.Status)
			if p.Revised.After(revised) {
				revised = p.Revised
			}
		}
	}
	if status != model.Final {
		notes = append(notes, status.Name().In(lang))
	}
	if !revised.IsZero() {
		day := phrase.Day(revised.In(r.zone))
		notes = append(notes, model.Text{ZH: day + " 修订", EN: "revised " + day}.In(lang))
	}
	return strings.Join(notes, model.Text{ZH: "；", EN: "; "}.In(lang))
}

// monthListing has a column for each measure, what is published and what is
// derived apart.
func (r *read) monthListing(lang model.Language) page.Listing[month] {
	l := page.Listing[month]{Whole: true, Columns: []page.Column[month]{{
		Name: model.Text{ZH: "期间", EN: "Period"}, Cell: func(m month) sheet.Cell { return sheet.Text(m.name) },
	}}}
	for _, s := range r.sources() {
		l.Columns = append(l.Columns, r.measureColumn(s, lang))
	}
	return page.Listing[month]{Whole: true, Columns: append(l.Columns, page.Column[month]{
		Name: model.Text{ZH: "说明", EN: "Note"}, Cell: func(m month) sheet.Cell { return sheet.Text(m.note) },
	})}
}

// incomparable stands in place of a derived growth that disagrees with the
// published one: it is never shown as the growth.
var incomparable = model.Text{ZH: "不可比", EN: "not comparable"}

func (r *read) measureColumn(s source, lang model.Language) page.Column[month] {
	cell := func(m month) sheet.Cell {
		if s.origin == model.Derived && m.disagree[s.measure] {
			return sheet.Text(incomparable.In(lang))
		}
		p, ok := m.values[s]
		return valueCell(r.Indicator.Indicator, s.measure, progress.Number{Value: p.Value, Known: ok})
	}
	column := page.Column[month]{Name: r.sourceName(s), Cell: cell}
	column.Show = func(m month) template.HTML {
		shown := escaped(cell(m).String())
		if p, ok := m.values[s]; ok && s.measure.Growth() {
			shown = escaped(phrase.Growth(progress.Known(p.Value)))
		}
		switch {
		case shown == "":
			return unknown
		case s.origin == model.Derived:
			return `<i class="derived">` + shown + `</i>`
		}
		return shown
	}
	return column
}

// sourceName is the head of a column: what, in which unit, and whether it was
// published or is derived.
func (r *read) sourceName(s source) model.Text {
	name := measureName(s.measure)
	if !isRatio(s.measure) && s.measure != model.Rank {
		u := r.Indicator.Unit()
		if zh := phrase.Unit(u, model.Chinese); zh != "" {
			name.ZH += "（" + zh + "）"
		}
		if en := phrase.Unit(u, model.English); en != "" {
			name.EN += " (" + en + ")"
		}
	}
	if s.origin == model.Derived {
		return model.Text{ZH: name.ZH + " 推算", EN: name.EN + ", derived"}
	}
	return model.Text{ZH: name.ZH + " 公布", EN: name.EN + ", published"}
}

// measureName is a measure's name as a head or a label has it.
func measureName(m model.Measure) model.Text {
	name := m.Name()
	if name.EN != "" {
		name.EN = strings.ToUpper(name.EN[:1]) + name.EN[1:]
	}
	return name
}
