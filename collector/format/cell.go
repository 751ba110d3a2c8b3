package format

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"jindu/collector/table"
	"jindu/internal/model"
)

// cell reads one cell. It reports false where nothing is in it.
func (w *workbookReader) cell(c rawCell) (table.Cell, bool) {
	value := c.value
	if c.formula && value == "" && c.kind != "str" { // An empty text is a value, too.
		return fault(model.Text{
			ZH: "公式没有保存计算结果；请用 Excel 或 WPS 打开并保存一次",
			EN: "the formula was saved without its value; open the file in a spreadsheet program and save it",
		}), true
	}
	switch c.kind {
	case "s":
		index, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || index < 0 || index >= len(w.strings) {
			return fault(model.Text{ZH: "单元格已损坏", EN: "the cell is damaged"}), true
		}
		return text(w.strings[index])
	case "inlineStr", "str":
		return text(value)
	case "d":
		day, _, _ := strings.Cut(value, "T")
		return text(day)
	case "e":
		return fault(model.Text{ZH: "公式出错（" + value + "）", EN: "the formula has an error (" + value + ")"}), true
	case "b":
		return text(map[string]string{"1": "TRUE", "0": "FALSE"}[strings.TrimSpace(value)])
	}
	return w.number(strings.TrimSpace(value), c.style)
}

func text(value string) (table.Cell, bool) {
	value = escaped.ReplaceAllStringFunc(value, unescape)
	if strings.TrimSpace(value) == "" {
		return table.Cell{}, false
	}
	return table.Cell{Text: strings.TrimSpace(value)}, true
}

// escaped is how workbooks write control characters: _x000D_.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescape(code string) string {
	n, _ := strconv.ParseUint(code[2:6], 16, 32) // The pattern lets only digits through.
	if n == 0 {
		return ""
	}
	return string(rune(n))
}

func fault(why model.Text) table.Cell { return table.Cell{Fault: &why} }

// number reads a number by its cell's number format: a date, a percentage, or
// the number itself, with the 15 digits that spreadsheets keep, so that
// 12.190000000000001 is the 12.19 that was typed.
func (w *workbookReader) number(value string, style int) (table.Cell, bool) {
	if value == "" {
		return table.Cell{}, false
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return fault(model.Text{ZH: "单元格已损坏", EN: "the cell is damaged"}), true
	}
	exact, err := decimal.NewFromString(strconv.FormatFloat(number, 'g', 15, 64))
	if err != nil { // Infinite.
		return fault(model.Text{ZH: "数值超出范围", EN: "the number is out of range"}), true
	}
	var f numberFormat
	if style >= 0 && style < len(w.formats) {
		f = w.formats[style]
	}
	cell := table.Cell{Number: true}
	switch {
	case f.date:
		return w.date(number), true
	case f.scaled:
		return fault(model.Text{
			ZH: "数字格式会改变显示的大小（如按千、按万显示），无法确定单位；请改为常规格式并写明单位",
			EN: "the number format scales what is shown (by thousands, say), so its unit is in doubt; format it plainly and name the unit",
		}), true
	case f.percent:
		cell.Text = exact.Shift(2).String() + "%"
	case strings.ContainsRune(value, '.') || len(strings.TrimLeft(value, "-0")) < 16:
		cell.Text = plain(exact) + f.unit
	default: // More digits than a spreadsheet keeps: a code typed as a number.
		cell.Text = value
	}
	return cell, true
}

// plain writes a number without an exponent, unless it is beyond what anyone
// types.
func plain(d decimal.Decimal) string {
	if d.Exponent() > 30 || d.Exponent() < -330 {
		return d.Coefficient().String() + "E" + strconv.Itoa(int(d.Exponent()))
	}
	return d.String()
}

func (w *workbookReader) date(serial float64) table.Cell {
	t, err := excelize.ExcelDateToTime(serial, w.date904)
	if err != nil || serial > 2_958_465 || t.Year() < 1900 { // Excel's last day is 9999-12-31.
		return fault(model.Text{ZH: "不是有效的日期", EN: "not a date that there is"})
	}
	return table.Cell{Text: t.Format("2006-01-02")}
}
