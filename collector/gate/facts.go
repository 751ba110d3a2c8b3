package gate

import (
	"cmp"
	"slices"
	"strings"

	"jindu/internal/model"
)

// facts drops figures that are stated again, and says where two disagree.
func (c *checker) facts() error {
	repeated := map[int]bool{}
	for _, s := range c.order {
		byPeriod := func(a, b int) int {
			return cmp.Compare(c.verdict.Observations[a].Period.Key(), c.verdict.Observations[b].Period.Key())
		}
		if !slices.IsSortedFunc(s.at, byPeriod) { // Most are.
			slices.SortStableFunc(s.at, byPeriod)
		}
		kept := s.at[:0]
		for _, at := range s.at {
			if n := len(kept); n > 0 && c.repeats(&c.verdict.Observations[kept[n-1]], &c.verdict.Observations[at]) {
				repeated[at] = true
				continue
			}
			kept = append(kept, at)
		}
		s.at = kept
	}
	c.drop(repeated)
	return nil
}

// repeats tells whether a figure is stated again, and warns of it or, where
// the two differ, refuses it.
func (c *checker) repeats(first, again *model.Observation) bool {
	if first.Period.Key() != again.Period.Key() {
		return false
	}
	p := c.where(again.Cell)
	p.Value = shown(*again.Series, again.Value)
	if first.Value == again.Value && first.Status == again.Status && first.Period == again.Period {
		p.What = both("与 %s 重复，只取一次", "the same as %s; taken once", first.Cell)
		c.warning(p)
		return true
	}
	p.What = both("与 %s 是同一个数，但那里是 %s；应只填一个", "the same figure as %s, which says %s; want one of them", first.Cell, shown(*first.Series, first.Value))
	c.problem(p)
	return true
}

// drop leaves out the observations that are stated again.
func (c *checker) drop(repeated map[int]bool) {
	if len(repeated) == 0 {
		return
	}
	place := make([]int, len(c.verdict.Observations))
	kept := c.verdict.Observations[:0]
	for i, o := range c.verdict.Observations {
		place[i] = len(kept)
		if !repeated[i] {
			kept = append(kept, o)
		}
	}
	c.verdict.Observations = kept
	for _, s := range c.order {
		for i, at := range s.at {
			s.at[i] = place[at]
		}
	}
}

// where parts a fact's place into its file, sheet and cell.
func (c *checker) where(place string) model.Problem {
	at := strings.LastIndexByte(place, '!')
	if at < 0 {
		return model.Problem{Cell: place}
	}
	sheet := place[:at]
	return model.Problem{File: c.files[sheet], Sheet: sheet, Cell: place[at+1:]}
}
