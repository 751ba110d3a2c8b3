package upstream

import (
	"errors"
	"fmt"
	"slices"

	"jindu/internal/model"
	"jindu/internal/store"
)

// maxNamed is how many facts an answer names.
const maxNamed = 100

// A ScopeError says that all facts of a submission are of other regions than
// the sender's. Nothing of it is taken.
type ScopeError struct {
	Region string   // The sender's.
	Facts  []string // The first of them.
	Count  int
}

// Error names the first.
func (e *ScopeError) Error() string {
	return fmt.Sprintf("%d facts are not of region %s nor of one below it, the first: %s", e.Count, e.Region, e.Facts[0])
}

// errOutside is why a fact is set aside that is of another region. Sheets of a
// district hold such facts: the figures of the city that it compares with.
var errOutside = errors.New("not of the sender's region nor of one below it")

// outside finds the facts that are not of a region nor of one below it; nil
// where there are none. Where there are no others, it gives a *ScopeError.
func outside(c *model.Catalog, region string, s model.Submission) (*store.FactError, error) {
	found, names := &store.FactError{Reason: errOutside}, &ScopeError{Region: region}
	known := map[string]bool{}
	inside := func(code string) bool {
		is, ok := known[code]
		if !ok {
			is = c.Within(code, region)
			known[code] = is
		}
		return is
	}
	add := func(to *[]int, i int, fact func() string) {
		*to = append(*to, i)
		if names.Count++; len(names.Facts) < maxNamed {
			names.Facts = append(names.Facts, fact())
		}
	}
	for i, o := range s.Observations {
		if !inside(o.Series.Label("region")) {
			add(&found.Observations, i, func() string { return o.Series.String() + " " + o.Period.String() })
		}
	}
	for i, r := range s.Records {
		if !inside(r.Region) {
			add(&found.Records, i, func() string { return factOfRecord(r) })
		}
	}
	switch {
	case names.Count == 0:
		return nil, nil //nolint:nilnil // There are none.
	case names.Count == s.Size():
		return nil, names
	}
	return found, nil
}

// unknownIndicators warns of indicators that the catalog here has not. Their
// figures are kept: they are seen as soon as the catalog has them.
func unknownIndicators(c *model.Catalog, s model.Submission) []model.Problem {
	var warnings []model.Problem
	var seen []string
	last := ""
	for _, o := range s.Observations {
		code := o.Series.Label("indicator")
		if code == last || code == "" {
			continue
		}
		last = code
		if _, ok := c.Indicator(code); ok || slices.Contains(seen, code) || len(seen) == maxTold {
			continue
		}
		seen = append(seen, code)
		warnings = append(warnings, model.Problem{Value: code, What: model.Text{
			ZH: "上级目录中没有这项指标：数据已保存，目录补上后即可显示",
			EN: "the catalog above has no such indicator: its figures are kept, and seen as soon as it has",
		}})
	}
	return warnings
}
