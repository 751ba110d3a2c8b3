package gate

import (
	"math"

	"jindu/internal/model"
)

// A slip is a mistake of unit that makes a figure so many times too large, or
// too small.
type slip struct {
	low, high float64
	what      func(before string) model.Text
}

// levelSlip is between 万 and 亿, which is a factor of 10⁴.
func levelSlip() slip {
	return slip{2e3, 5e4, func(before string) model.Text {
		return both("与上一个数 %s 相差约一万倍，请核对单位是万元还是亿元",
			"about ten thousand times off its predecessor, %s; check whether the unit is 万 or 亿", before)
	}}
}

// growthSlip is between a ratio and per cent, which is a factor of 100.
func growthSlip() slip {
	return slip{70, 140, func(before string) model.Text {
		return both("与上一个数 %s 相差约一百倍，请核对是比率还是百分数",
			"about a hundred times off its predecessor, %s; check whether it is a ratio or per cent", before)
	}}
}

// slips warns of a figure that is off its predecessor by a slip of its unit:
// off the version before, or the period before.
func (c *checker) slips(s *model.Series, m moment, last *moment) bool {
	kind := levelSlip()
	switch measure := model.Measure(s.Label("measure")); {
	case measure == model.Rank:
		return false
	case measure.Growth():
		kind = growthSlip()
	}
	var before float64
	switch {
	case m.before != nil:
		before = *m.before
	case last != nil:
		before = last.value()
	}
	ratio := math.Abs(m.stated.Value / before)
	if before == 0 || !(ratio >= kind.low && ratio <= kind.high || ratio >= 1/kind.high && ratio <= 1/kind.low) {
		return false
	}
	w := c.where(m.stated.Cell)
	w.Value = shown(*s, m.stated.Value)
	w.What = kind.what(shown(*s, before))
	c.warning(w)
	return true
}
