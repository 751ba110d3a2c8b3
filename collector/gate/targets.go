package gate

import (
	"time"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
)

// targetRow reads a row of 目标: what an indicator should reach in a year.
func (l *line) targetRow() {
	indicator, okIndicator := l.indicator()
	region, okRegion := l.regionCode()
	year, okYear := l.targetYear()
	issuer, okIssuer := l.issuer()
	from, okFrom := l.validFrom(year)
	h, has := l.columns["target"]
	if !has {
		return // A missing column has been said.
	}
	cell := l.row.At(h.Column)
	if cell.Blank() {
		l.needed("target", cell)
		return
	}
	measure, okMeasure := l.targetMeasure(h, indicator)
	if !okIndicator || !okMeasure {
		return
	}
	value, ok := l.targetValue(h, measure, indicator)
	course, okCourse := l.course(measure)
	if !ok || !okRegion || !okYear || !okIssuer || !okFrom || !okCourse {
		return
	}
	l.target(region, from, model.Target{
		Indicator: indicator.Code, Measure: measure, Issuer: issuer, Year: year,
		Base: measure.Base(indicator.Base()), Value: value,
	}, course, true)
}

// takesBack tells a cell that says - or 无.
func (l *line) takesBack(cell table.Cell) bool {
	return cell.Fault == nil && absent(table.Fold(cell.Text))
}

// targetValue reads what should be reached, in base units; nil where the row
// takes it back.
func (l *line) targetValue(h table.Heading, measure model.Measure, indicator model.Indicator) (*decimal.Decimal, bool) {
	if l.takesBack(l.row.At(h.Column)) {
		return nil, true
	}
	base := measure.Base(indicator.Base())
	w := wanted{base: base, money: base == model.Yuan, loose: base != indicator.Base()}
	if measure.Growth() {
		w.fallback = "%"
	} else if base == model.Index {
		w.fallback = "index"
	}
	value, ok := l.amount(h, w)
	return &value, ok
}

func (l *line) targetYear() (int, bool) {
	year, ok := l.yearOf()
	if ok && year == 0 {
		if cell, has := l.cell("year"); has {
			l.needed("year", cell)
		}
		return 0, false // A missing column has been said.
	}
	return year, ok
}

// targetMeasure is the growth where the target is in per cent, and the year to
// date where it is not, unless the row says.
func (l *line) targetMeasure(h table.Heading, i model.Indicator) (model.Measure, bool) {
	text, cell, ok := l.text("measure")
	if !ok {
		return "", false
	}
	if text != "" {
		m, ok := table.Measure(text)
		if !ok {
			l.fail(cell, unknownMeasure())
		}
		return m, ok
	}
	u := l.statedUnit(h)
	if cell := l.row.At(h.Column); l.takesBack(cell) && u == nil && i.Code != "" && i.Base() != model.Ratio {
		l.fail(cell, words("取消哪个目标不明：请在“口径”列写明 累计 或 累计同比",
			"which target this takes back is not known: write 累计 (ytd) or 累计同比 (ytd_yoy) in the column 口径 (measure)"))
		return "", false
	}
	if u != nil && u.Base == model.Ratio && i.Base() != model.Ratio {
		return model.YTDGrowth, true
	}
	return model.YearToDate, true
}

// statedUnit is the unit that the cell, its row or its header names; nil where
// none does. The line above the table counts too, but for a cell that takes a
// target back: that target's cell may have named its own.
func (l *line) statedUnit(h table.Heading) *model.Unit {
	if _, u, err := model.ParseAmount(table.Fold(l.row.At(h.Column).Text), nil); err == nil {
		return &u
	}
	if cell, ok := l.cell("unit"); ok {
		if u, ok := model.ParseUnit(cell.Text); ok {
			return &u
		}
	}
	if h.Unit == nil && len(l.t.Title.Units) == 1 && !l.takesBack(l.row.At(h.Column)) {
		return &l.t.Title.Units[0]
	}
	return h.Unit
}

func (l *line) issuer() (model.Issuer, bool) {
	text, cell, ok := l.text("issuer")
	if !ok || text == "" {
		return model.ByDistrict, ok
	}
	issuer, err := model.ParseIssuer(text)
	if err != nil {
		l.fail(cell, words("未知的下达层级；应为 省下达、市下达 或 区定", "unknown issuer; want 省下达 (province), 市下达 (city) or 区定 (district)"))
	}
	return issuer, err == nil
}

// validFrom reads from when a statement holds: the first second of the day in
// its column, or of the year.
func (l *line) validFrom(year int) (time.Time, bool) {
	text, cell, ok := l.text("valid_from")
	if !ok {
		return time.Time{}, false
	}
	if text == "" {
		if year == 0 {
			return time.Time{}, true // The caller says what is missing.
		}
		return model.NewYear(year).Start(l.c.Zone), true
	}
	p, ok := l.parse(text, cell)
	if !ok {
		return time.Time{}, false
	}
	first := p.Add(1 - p.Span()).Start(l.c.Zone)
	if first.After(l.c.Now.AddDate(1, 0, 0)) {
		l.fail(cell, words("生效日期在一年以后，请核对", "more than a year from now; want the day from which this holds"))
		return time.Time{}, false
	}
	return first, true
}
