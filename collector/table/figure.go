package table

import (
	"strings"
	"unicode"

	"jindu/internal/model"
)

// FigureKey is the key of columns that hold figures by their period or measure.
const FigureKey = "value"

// matchFigure reads a header that is a period (7月), a measure (累计), or both
// (1—7月累计).
func (s reader) matchFigure(h *Heading, name string, year int) bool {
	p, m, ok, noYear := parseFigure(name, year)
	if !ok {
		return false
	}
	h.Period, h.Measure, h.Figure = p, m, true
	if s.Across {
		h.Key = FigureKey
	}
	if noYear {
		h.problem = &model.Text{
			ZH: "列名没有年份，表的标题中也没有；请在标题中写明，如“2020年”",
			EN: "the header names no year, and neither does the title above; write it there, such as 2020年",
		}
	}
	return true
}

// parseFigure reads a period, a measure, or one after the other.
func parseFigure(text string, year int) (p model.Period, m model.Measure, ok, noYear bool) {
	text = foldName(text)
	if len(text) == 0 || len(text) > 60 { // No header of figures is longer, and every cut is tried.
		return p, m, false, false
	}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return figureParts(text, "", year) // A number: there are many, and none is a measure.
	}
	for cut := range text + " " { // Each start of a letter, and the end.
		left, right := text[:cut], text[cut:]
		for _, parts := range [][2]string{{left, right}, {right, left}} {
			if p, m, ok, noYear = figureParts(parts[0], parts[1], year); ok {
				return p, m, ok, noYear
			}
		}
	}
	return p, m, false, false
}

func figureParts(periodText, measureText string, year int) (p model.Period, m model.Measure, ok, noYear bool) {
	if periodText == "" && measureText == "" {
		return p, m, false, false
	}
	if measureText != "" {
		if m, ok = Measure(measureText); !ok {
			return p, m, false, false
		}
	}
	if periodText == "" {
		return p, m, true, false
	}
	p, err := model.ParsePeriod(periodText, year)
	if err == nil {
		return p, m, true, false
	}
	if _, retry := model.ParsePeriod(periodText, placeholderYear); retry == nil && year == 0 {
		return p, m, true, true
	}
	return p, m, false, false
}

// Measure reads a measure by the model's names, and by those that the heads of
// columns use.
func Measure(text string) (model.Measure, bool) {
	if m, ok := model.ParseMeasure(text); ok {
		return m, ok
	}
	name := foldName(text)
	for _, m := range model.Measures() {
		if name == foldName(string(m)) || name == foldName(m.Name().EN) {
			return m, true
		}
	}
	switch name {
	case "同比增长", "比上年同期增长", "比上年增长", "增长", "累计同比增速", "增幅", "同比增幅", "同比增速", "growth":
		return model.YTDGrowth, true
	case "当月同比增长", "当月同比增速":
		return model.MonthGrowth, true
	case "本年累计完成", "累计完成", "自年初累计", "本年累计值":
		return model.YearToDate, true
	case "当月完成", "本月完成", "本月值":
		return model.MonthValue, true
	}
	return "", false
}
