package gate

import (
	"regexp"
	"time"

	"jindu/collector/table"
	"jindu/internal/model"
)

// enterpriseRow reads a row of 企业: who a leading enterprise is, and one
// figure of a day.
func (l *line) enterpriseRow() {
	f := l.form(model.KindEnterprise, nil)
	name, _, okName := l.identity("enterprise")
	region, okRegion := l.regionCode()
	from, okFrom := l.since()
	f.labels("industry")
	f.names("lead")
	f.put("enterprise", name)
	okFigure := l.enterpriseFigure(region, name)
	if okName && okRegion && okFrom && okFigure {
		f.take(region, name, from)
	}
}

// enterpriseFigure reads 日期, 事项 and 数值, which go together.
func (l *line) enterpriseFigure(region, enterprise string) bool {
	h, has := l.columns["value"]
	cell := l.row.At(h.Column)
	if !has || cell.Blank() || l.takesBack(cell) {
		return true
	}
	day, okDay := l.figureDay()
	item, okItem := l.optionalIdentity("item")
	if okItem && item == "" {
		l.fail(cell, words("不知道是什么的数值：请填写“事项”", "what this is a figure of is not known: fill in 事项 (item)"))
	}
	base := model.Yuan // Any will do to say that the unit is missing or unknown.
	if u := l.statedUnit(h); u != nil {
		base = u.Base
	}
	value, ok := l.amount(h, wanted{base: base})
	if !ok || !okDay || !okItem || item == "" {
		return false
	}
	if region != "" && enterprise != "" {
		l.c.observe(model.EnterpriseSeries(base, region, enterprise, item),
			model.Observation{Period: day, Value: value.InexactFloat64(), Cell: l.place(h.Column)})
	}
	return true
}

// figureDay reads the day of a figure: its own, or the cut-off above the table.
func (l *line) figureDay() (model.Period, bool) {
	text, cell, ok := l.text("date")
	switch {
	case !ok:
		return model.Period{}, false
	case text != "":
		return l.past(text, cell)
	case l.t.Title.CutOff.IsZero():
		value, _ := l.cell("value")
		l.fail(value, words("不知道是哪一天的数值：请填写“日期”", "the day of this figure is not known: fill in 日期 (date)"))
		return model.Period{}, false
	}
	return model.NewDay(l.t.Title.CutOff.End(time.UTC)), true
}

// standingRow reads a row of 排名: the region's place in a contest.
func (l *line) standingRow() {
	subject, _, okSubject := l.identity("subject")
	region, okRegion := l.regionCode()
	month, okMonth := l.standingMonth()
	rank, cell, okRank := l.counted("rank", 1)
	of, ofCell, okOf := l.counted("of", 1)
	if okRank && okOf && of > 0 && rank > of {
		l.fail(cell, both("位次大于参评数 %d", "more than the number that take part, %d", of))
		return
	}
	if okRank && rank == 0 {
		l.needed("rank", cell)
		return
	}
	if !okSubject || !okRegion || !okMonth || !okRank || !okOf {
		return
	}
	l.c.observe(model.StandingSeries(model.MetricStandingRank, region, subject),
		model.Observation{Period: month, Value: float64(rank), Cell: l.place(cell.Column)})
	if of > 0 {
		l.c.observe(model.StandingSeries(model.MetricStandingRegions, region, subject),
			model.Observation{Period: month, Value: float64(of), Cell: l.place(ofCell.Column)})
	}
}

// standingMonth reads the month that a place is published for; a year to date
// counts as its last month.
func (l *line) standingMonth() (model.Period, bool) {
	p, _, ok := l.period(table.Heading{})
	if !ok {
		return p, false
	}
	p = sinceJanuary(wholeOfDay(p, model.Monthly), model.Monthly)
	switch {
	case p.Freq() != model.Monthly || p.Span() > 1 && !p.YearToDate():
		l.fail(l.periodCell(table.Heading{}), words("应为一个月或从1月起的累计，如 2020-07、1—7月", "want a month or a year to date, such as 2020-07 or 1—7月"))
		return p, false
	case p.End(l.c.Zone).After(l.c.Now.Add(tomorrow)):
		l.fail(l.periodCell(table.Heading{}), *l.c.future())
		return p, false
	}
	return p.Add(0), true
}

// countForm is a whole number as people write places and counts: 第3位, 8个.
var countForm = regexp.MustCompile(`(?i)^第?\s*([-+]?[\d,]+(?:\.\d+)?)\s*(?:位|名|个|项|家|次|个县区|县区|items?|regions?|st|nd|rd|th)?$`)

// counted reads a whole number that need not be there, 0 where it is not.
func (l *line) counted(key string, least int) (int, table.Cell, bool) {
	text, cell, ok := l.text(key)
	if !ok || text == "" || absent(text) {
		return 0, cell, ok
	}
	n, ok := parseCount(text)
	if !ok || n < least {
		l.fail(cell, both("应为不小于 %d 的整数", "want a whole number of %d or more", least))
		return 0, cell, false
	}
	return n, cell, true
}

func parseCount(text string) (int, bool) {
	parts := countForm.FindStringSubmatch(table.Fold(text))
	if parts == nil {
		return 0, false
	}
	return parseWhole(parts[1])
}
