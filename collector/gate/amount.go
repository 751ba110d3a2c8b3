package gate

import (
	"math"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
)

// absent tells the marks that offices leave where there is no figure.
func absent(text string) bool {
	switch text {
	case "-", "--", "—", "——", "–", "/", "…", "...", "……", "无", "n/a", "N/A":
		return true
	}
	return false
}

// A wanted is what an amount should be.
type wanted struct {
	base     model.Base
	fallback string // Unit where nothing names one; empty where one must be named.
	money    bool   // Must not be negative.
	loose    bool   // A header's unit of another base does not apply, rather than being wrong.
}

// halfUnit is a number with 万 or 亿 of it is not said what.
var halfUnit = regexp.MustCompile(`^[-+\d.,]+\s*[万亿]$`)

// amount reads an amount in base units, exactly. The unit in the cell goes
// before the unit column, that before the header's, and that before the line
// above the table.
func (l *line) amount(h table.Heading, w wanted) (decimal.Decimal, bool) {
	cell := l.row.At(h.Column)
	switch {
	case cell.Fault != nil:
		l.fail(cell, *cell.Fault)
		return decimal.Decimal{}, false
	case cell.Copy:
		l.fail(cell, words("数值单元格被合并，无法确定属于哪一行；请取消合并后分别填写",
			"an amount in merged cells belongs to no one row; unmerge them and fill in each"))
		return decimal.Decimal{}, false
	}
	text := table.Fold(cell.Text)
	if number, err := model.ParseNumber(text); err == nil {
		u, ok := l.unit(h, w)
		if ok && u == nil {
			l.fail(cell, words("没有单位：请写在单元格中、“单位”列、列名的括号里或表上方，如 "+strings.ReplaceAll(example(w.base), ", ", "、"),
				"no unit: write it in the cell, in the column 单位 (unit), in the header's brackets, or above the table, such as "+example(w.base)))
		}
		if !ok || u == nil {
			return decimal.Decimal{}, false
		}
		amount := u.ToBase(number)
		return amount, l.inRange(cell, amount, w)
	}
	amount, u, err := model.ParseAmount(text, nil)
	if err != nil && halfUnit.MatchString(text) {
		l.fail(cell, words("单位不完整，应写全，如 12.19亿元、300万吨", "the unit is cut short; write it out, such as 12.19亿元 or 300万吨"))
		return decimal.Decimal{}, false
	}
	if err != nil {
		l.fail(cell, words("不是数字，应为如 12.19、1,234.5 或带单位的 12.19亿元；单位为 "+model.UnitNamesZH+" 之一",
			"not a number; want one such as 12.19, 1,234.5 or, with its unit, 12.19亿元; the units are "+model.UnitNames))
		return decimal.Decimal{}, false
	}
	if u.Base != w.base {
		l.fail(cell, wrongUnit(u, w.base))
		return decimal.Decimal{}, false
	}
	return amount, l.inRange(cell, amount, w)
}

// value is amount as figures are kept. Nearly all are short plain numbers with
// a unit from elsewhere, which take no decimal arithmetic to be exact; what
// else there is, and what is wrong, is amount's.
func (l *line) value(h table.Heading, w wanted) (float64, bool) {
	cell := l.row.At(h.Column)
	if number, ok := model.ParsePlain(table.Fold(cell.Text)); ok && cell.Fault == nil && !cell.Copy {
		u, ok := l.unit(h, w)
		if !ok {
			return 0, false
		}
		if u != nil {
			if value := number.ToBase(*u).Float64(); math.Abs(value) <= 1e18 && (value != 0 || number.IsZero()) && !(w.money && value < 0) {
				return value, true
			}
		}
	}
	amount, ok := l.amount(h, w)
	return amount.InexactFloat64(), ok
}

func (l *line) inRange(cell table.Cell, amount decimal.Decimal, w wanted) bool {
	value := amount.InexactFloat64()
	switch {
	case math.IsInf(value, 0) || math.Abs(value) > 1e18 || (value == 0 && !amount.IsZero()):
		l.fail(cell, words("数值过大或过小，无法保存；换算为元、吨、个等后不应超过 10 的 18 次方", "too large or too small to be kept; want at most 10^18 of the base unit (yuan, tonnes, items)"))
		return false
	case w.money && amount.IsNegative():
		l.fail(cell, words("金额不能为负数", "an amount of money must not be negative"))
		return false
	}
	return true
}

// unit gives the unit that is in force for a column; nil where none is, and
// false where what the row says of it is wrong.
func (l *line) unit(h table.Heading, w wanted) (*model.Unit, bool) {
	text, cell, ok := l.text("unit")
	if !ok {
		return nil, false
	}
	if text != "" && !absent(text) {
		u := l.c.unitOf(text)
		switch {
		case u == nil:
			l.fail(cell, words("未知的单位；应为 "+model.UnitNamesZH+" 之一", "unknown unit; want one of "+model.UnitNames))
			return nil, false
		case u.Base == w.base:
			return u, true
		case h.Measure == "": // Beside figures of several measures, the column speaks of the levels.
			l.fail(cell, wrongUnit(*u, w.base))
			return nil, false
		}
	}
	if h.Unit != nil && h.Unit.Base == w.base {
		return h.Unit, true
	}
	if h.Unit != nil && !w.loose {
		l.fail(l.row.At(h.Column), wrongUnit(*h.Unit, w.base))
		return nil, false
	}
	if u := l.t.Title.Unit(w.base); u != nil {
		return u, true
	}
	return l.c.unitOf(w.fallback), true
}

func wrongUnit(u model.Unit, want model.Base) model.Text {
	return both("单位“%s”不适用，应为 %s", "the unit %s does not fit here; want %s", u.Name, example(want))
}

// example names units of a base.
func example(base model.Base) string {
	switch base {
	case model.Yuan:
		return "亿元, 万元, 元"
	case model.Ratio:
		return "%, 百分点"
	case model.Items:
		return "个, 项"
	case model.Tonnes:
		return "万吨, 吨"
	case model.Index:
		return "点, 位"
	}
	return string(base)
}
