package gate

import (
	"jindu/collector/table"
	"jindu/internal/model"
)

// indicatorRow reads a row of 指标: one figure, or one for each period or
// measure across the columns.
func (l *line) indicatorRow() {
	indicator, okIndicator := l.indicator()
	region, okRegion := l.regionCode()
	status, okStatus := l.status()
	said := false
	for _, h := range l.figures {
		cell := l.row.At(h.Column)
		if cell.Blank() && h.Figure || absent(table.Fold(cell.Text)) {
			said = said || !cell.Blank()
			continue
		}
		said = true
		if cell.Blank() {
			l.needed(h.Key, cell)
			l.measure(h) // What is wrong with the rest is said as well.
			l.period(h)
			continue
		}
		o, measure, ok := l.figure(h, &indicator, okIndicator)
		if ok && okIndicator && okRegion && okStatus {
			o.Status = status
			l.c.take(l.c.indicatorFacts(&indicator, region, measure), o)
		}
	}
	if !said && len(l.figures) > 0 {
		l.warn(l.row.At(l.first()), words("这一行没有数值，未采用", "the row has no figure, so it is not taken"))
	}
}

// figure reads one figure of a row. What can be checked without knowing the
// indicator is.
func (l *line) figure(h table.Heading, i *model.Indicator, known bool) (model.Observation, model.Measure, bool) {
	measure, okMeasure := l.measure(h)
	period, fromTitle, okPeriod := l.period(h)
	if !known || !okMeasure {
		return model.Observation{}, measure, false
	}
	own := i.Base()
	base := measure.Base(own)
	w := wanted{base: base, loose: h.Measure == "" && base != own}
	switch {
	case measure.Growth():
		w.fallback = "%"
	case base == model.Index:
		w.fallback = "index"
	}
	value, ok := l.value(h, w)
	if !ok || !okPeriod {
		return model.Observation{}, measure, false
	}
	fitted, wrong := l.c.fitOnce(period, i, measure, fromTitle)
	if wrong != nil {
		l.fail(l.periodCell(h), *wrong)
		return model.Observation{}, measure, false
	}
	if base == model.Yuan && value < 0 {
		l.warn(l.row.At(h.Column), words("金额为负数，请核对", "a negative amount of money; please check"))
	}
	return model.Observation{Period: fitted, Value: value, Cell: l.place(h.Column)}, measure, true
}

// measure reads what about the indicator a figure tells.
func (l *line) measure(h table.Heading) (model.Measure, bool) {
	if h.Measure != "" {
		return h.Measure, true
	}
	text, cell, ok := l.text("measure")
	if !ok {
		return "", false
	}
	if text == "" {
		l.needed("measure", cell)
		return "", false
	}
	m, ok := table.Measure(text)
	if !ok {
		l.fail(cell, unknownMeasure())
	}
	return m, ok
}

func unknownMeasure() model.Text {
	var t model.Text
	for n, m := range model.Measures() {
		if n > 0 {
			t.ZH, t.EN = t.ZH+"、", t.EN+", "
		}
		t.ZH, t.EN = t.ZH+m.Name().ZH, t.EN+string(m)+" ("+m.Name().ZH+")"
	}
	return words("未知的口径；应为 "+t.ZH+" 之一", "unknown measure; want one of "+t.EN)
}

// period reads what a figure is about: by its column, its row, or the title.
func (l *line) period(h table.Heading) (p model.Period, fromTitle, ok bool) {
	if !h.Period.IsZero() {
		return h.Period, false, true
	}
	text, cell, ok := l.carriedText("period")
	switch {
	case !ok:
		return p, false, false
	case text != "":
		p, ok = l.parse(text, cell)
		return p, false, ok
	case !l.t.Title.Period.IsZero():
		return l.t.Title.Period, true, true
	}
	if _, has := l.columns["period"]; has {
		l.needed("period", cell)
	}
	return p, false, false // A missing column has been said.
}

// periodCell is where the period of a figure stands, for what is wrong with it.
func (l *line) periodCell(h table.Heading) table.Cell {
	if cell, ok := l.cell("period"); ok && h.Period.IsZero() {
		if cell.Blank() {
			cell.Text = l.above["period"].Text
		}
		return cell
	}
	if !h.Period.IsZero() {
		return table.Cell{Column: h.Column, Text: h.Text}
	}
	return table.Cell{Column: h.Column, Text: l.t.Title.Period.String()}
}

func (l *line) status() (model.Status, bool) {
	text, cell, ok := l.text("status")
	if !ok {
		return model.Final, false
	}
	status, err := model.ParseStatus(text)
	if err != nil {
		l.fail(cell, words("未知的状态；应为 初步、预计 或 核实", "unknown status; want 初步 (preliminary), 预计 (estimated) or 核实 (final)"))
	}
	return status, err == nil
}
