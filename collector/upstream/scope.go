package upstream

import (
	"fmt"
	"slices"

	"jindu/internal/model"
)

// maxNamed is how many facts an answer names.
const maxNamed = 100

// A ScopeError names the facts of a submission that are of other regions than
// the sender's. Nothing of the submission is taken.
type ScopeError struct {
	Region string   // The sender's.
	Facts  []string // The first of them.
	Count  int
}

// Error names the first.
func (e *ScopeError) Error() string {
	return fmt.Sprintf("%d facts are not of region %s nor of one below it, the first: %s", e.Count, e.Region, e.Facts[0])
}

func (e *ScopeError) add(fact string) {
	if e.Count++; len(e.Facts) < maxNamed {
		e.Facts = append(e.Facts, fact)
	}
}

// within refuses facts that are not of a region nor of one below it.
func within(c *model.Catalog, region string, s model.Submission) error {
	refused := &ScopeError{Region: region}
	known := map[string]bool{}
	inside := func(code string) bool {
		is, ok := known[code]
		if !ok {
			is = c.Within(code, region)
			known[code] = is
		}
		return is
	}
	for _, o := range s.Observations {
		if !inside(o.Series.Label("region")) {
			refused.add(o.Series.String() + " " + o.Period.String())
		}
	}
	for _, r := range s.Records {
		if !inside(r.Region) {
			refused.add(factOfRecord(r))
		}
	}
	if refused.Count > 0 {
		return refused
	}
	return nil
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
