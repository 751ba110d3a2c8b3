package phrase

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// yi is how many yuan are 亿元, the unit of bulletins.
const yi = 8 // As a power of ten.

// Money writes yuan in 亿元 (100 million yuan) with two decimals, as tables do:
// 12.19, 48.30.
func Money(yuan progress.Number) string {
	if !yuan.Known {
		return ""
	}
	return decimal.NewFromFloat(yuan.Value).Shift(-yi).StringFixed(2)
}

// ShortMoney writes yuan in 亿元 with no more decimals than they have, and at
// most two, as sentences do: 12.19, 48.3, 4.
func ShortMoney(yuan progress.Number) string {
	if !yuan.Known {
		return ""
	}
	return decimal.NewFromFloat(yuan.Value).Shift(-yi).Round(2).String()
}

// Percent writes a ratio in per cent with one decimal: 73.7%.
func Percent(ratio progress.Number) string { return scaled(ratio, "%", 1) }

// WholePercent writes a ratio in whole per cent: 74%.
func WholePercent(ratio progress.Number) string { return scaled(ratio, "%", 0) }

// Growth writes a ratio in per cent with its sign and one decimal: +7.9%.
func Growth(ratio progress.Number) string { return signed(scaled(ratio, "%", 1)) }

// Points writes a difference of ratios in percentage points (百分点), with its
// sign and without the unit: +15.3.
func Points(ratio progress.Number) string { return signed(scaled(ratio, "", 1)) }

// PointsUnit is what stands behind Points.
func PointsUnit(lang model.Language) string {
	return model.Text{ZH: "个百分点", EN: " points"}.In(lang)
}

func scaled(ratio progress.Number, unit string, decimals int32) string {
	if !ratio.Known {
		return ""
	}
	text := decimal.NewFromFloat(ratio.Value).Shift(2).StringFixed(decimals)
	if strings.Trim(text, "-0.") == "" { // No such thing as -0.0.
		text = strings.TrimPrefix(text, "-")
	}
	return text + unit
}

func signed(text string) string {
	if text == "" || strings.HasPrefix(text, "-") {
		return text
	}
	return "+" + text
}

// Count writes how many there are.
func Count(n int) string { return strconv.Itoa(n) }

// Amount writes a number in base units in a unit that readers expect, with at
// most two decimals and without the unit: 12.19.
func Amount(base progress.Number, u model.Unit) string {
	if !base.Known {
		return ""
	}
	return u.FromBase(decimal.NewFromFloat(base.Value)).Round(2).String()
}

// Day writes the day on which an instant falls in its own zone: 2020-07-31.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Minute writes an instant of its own zone: 2020-09-08 09:00.
func Minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04")
}

// Rounded writes a number with at most so many decimals.
func Rounded(n progress.Number, decimals int32) string {
	if !n.Known {
		return ""
	}
	return decimal.NewFromFloat(n.Value).Round(decimals).String()
}
