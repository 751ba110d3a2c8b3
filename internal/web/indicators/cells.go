package indicators

import (
	"html/template"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
)

// valueCell is a value of a measure in the unit that readers expect of it.
func valueCell(i model.Indicator, m model.Measure, value progress.Number) sheet.Cell {
	switch {
	case m == model.Rank:
		return sheet.Number(sheet.Whole, value)
	case isRatio(m):
		return sheet.Number(sheet.Percent, value)
	case value.Known:
		value.Value = i.Unit().FromBase(decimal.NewFromFloat(value.Value)).InexactFloat64()
	}
	return sheet.Number(sheet.Decimal, value)
}

// isRatio tells a measure that is a ratio whatever the indicator is.
func isRatio(m model.Measure) bool {
	return m.Base(model.Yuan) == model.Ratio
}

// figureCell is a figure that may be none.
func figureCell(f progress.Figure) sheet.Cell {
	return valueCell(f.Indicator, f.Measure, progress.Number{Value: f.Value, Known: !f.End.IsZero()})
}

// valueText writes a value with its unit: 12.19 亿元, +7.9%.
func valueText(i model.Indicator, m model.Measure, value progress.Number, lang model.Language) string {
	cell := valueCell(i, m, value)
	switch {
	case cell.Empty():
		return ""
	case m.Growth():
		return phrase.Growth(value)
	case isRatio(m) || m == model.Rank:
		return cell.String()
	}
	return strings.TrimSpace(cell.String() + " " + phrase.Unit(i.Unit(), lang))
}

// escaped is a text on a page.
func escaped(text string) template.HTML {
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // It is escaped.
}

// unknown stands where nothing is known.
const unknown = `<span class="soft">–</span>`

// orUnknown is a text, or what stands for none.
func orUnknown(text string) template.HTML {
	if text == "" {
		return unknown
	}
	return escaped(text)
}

// link leads somewhere.
func link(to, text string) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(to) + `">` + template.HTMLEscapeString(text) + `</a>`) //nolint:gosec // Both are escaped.
}

// gapMark tells a gap by a shape and a colour, and by its sign.
func gapMark(gap progress.Number) template.HTML {
	switch {
	case !gap.Known:
		return unknown
	case gap.Value < 0:
		return `<span class="red"><span aria-hidden="true">▼</span> ` + escaped(phrase.Points(gap)) + `</span>`
	}
	return `<span class="green"><span aria-hidden="true">▲</span> ` + escaped(phrase.Points(gap)) + `</span>`
}

// stacked puts what is said of several targets below each other.
func stacked(lines []template.HTML) template.HTML {
	if len(lines) == 0 {
		return unknown
	}
	var all template.HTML
	for i, line := range lines {
		if i > 0 {
			all += "<br>"
		}
		all += line
	}
	return all
}
