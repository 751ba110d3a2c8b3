package table

import (
	"math"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// totals compares the rows 合计 and 小计 of a table with the rows they sum up.
type totals struct {
	t       *Table
	columns []Heading
	groups  []*group // Cut at each row of a part's total.
	totals  []total
}

// A group is the sum of the rows between two rows of totals.
type group struct {
	sums  map[int]decimal.Decimal
	count int
	unfit map[int]bool // Columns with a text that is no plain number.
}

type total struct {
	row   Row
	part  bool
	group int // How many groups were open when it came.
}

func newTotals(t *Table) *totals {
	s := &totals{t: t}
	for _, h := range t.Headings {
		if h.Key == "unit" { // Rows in units of their own don't add up as they stand.
			s.columns = nil
			return s
		}
		if t.Spec.column(h.Key).Sum && !h.Figure {
			s.columns = append(s.columns, h)
		}
	}
	s.cut()
	return s
}

func (s *totals) cut() {
	s.groups = append(s.groups, &group{sums: map[int]decimal.Decimal{}, unfit: map[int]bool{}})
}

func (s *totals) add(row Row) {
	if len(s.columns) == 0 {
		return
	}
	g := s.groups[len(s.groups)-1]
	g.count++
	for _, h := range s.columns {
		cell := row.At(h.Column)
		if cell.Blank() || cell.Text == "-" {
			continue
		}
		amount, err := model.ParseNumber(cell.Text)
		if err != nil || cell.Fault != nil {
			g.unfit[h.Column] = true
			continue
		}
		g.sums[h.Column] = g.sums[h.Column].Add(amount)
	}
}

func (s *totals) total(row Row, part bool) {
	if len(s.columns) == 0 {
		return
	}
	s.totals = append(s.totals, total{row, part, len(s.groups)})
	if part {
		s.cut()
	}
}

// check gives a warning for each total that is not the sum of its rows. The
// parts of a rounded total need not add up exactly, so what the rounding of so
// many rows commonly comes to is allowed: half a unit of the last digit times
// the root of their number. A part's total may stand above or below it.
func (s *totals) check() []model.Problem {
	var warnings []model.Problem
	for _, t := range s.totals {
		for _, h := range s.columns {
			cell := t.row.At(h.Column)
			stated, err := model.ParseNumber(cell.Text)
			if err != nil || cell.Fault != nil {
				continue
			}
			if sum, ok := s.disagrees(t, h.Column, stated); ok {
				warnings = append(warnings, s.t.at(Ref(h.Column, t.row.Number), cell.Text, model.Text{
					ZH: "合计与各行之和 " + sum.String() + " 不符",
					EN: "the total is not the sum of its rows, " + sum.String(),
				}))
			}
		}
	}
	return warnings
}

// disagrees gives the sum that a total should be, where it is another.
func (s *totals) disagrees(t total, column int, stated decimal.Decimal) (decimal.Decimal, bool) {
	var wanted decimal.Decimal
	for _, groups := range s.covered(t) {
		sum, count, fit := decimal.Decimal{}, 0, true
		for _, g := range groups {
			sum, count = sum.Add(g.sums[column]), count+g.count
			fit = fit && !g.unfit[column]
		}
		margin := decimal.New(1, min(stated.Exponent(), 0)).Mul(decimal.NewFromFloat(math.Sqrt(float64(count)) / 2))
		if !fit || sum.Sub(stated).Abs().LessThanOrEqual(margin) {
			return decimal.Decimal{}, false
		}
		wanted = sum
	}
	return wanted, true
}

// covered gives the rows that a total may be about: all of them, or for a
// part's total those above it or those below it.
func (s *totals) covered(t total) [][]*group {
	if !t.part {
		return [][]*group{s.groups}
	}
	var choices [][]*group
	if t.group < len(s.groups) {
		choices = append(choices, s.groups[t.group:t.group+1])
	}
	return append(choices, s.groups[t.group-1:t.group])
}
