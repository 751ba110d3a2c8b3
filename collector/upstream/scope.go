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

// A ScopeError says that no fact of a submission is of the sender's regions,
// and that the catalog lacks regions of some. Nothing of it is taken.
type ScopeError struct {
	Region string   // The sender's.
	Facts  []string // The first of those whose region the catalog has not.
	Count  int
}

// Error names the first.
func (e *ScopeError) Error() string {
	return fmt.Sprintf("of regions that the catalog has not: %s, the first: %s", model.Plural(e.Count, "fact"), e.Facts[0])
}

// Why facts are not taken that are of other regions than the sender's.
var (
	// errOutside is of regions that others answer for: sheets of a district
	// hold the figures of the city that it compares with. They are left out by
	// agreement, and nobody need look at them.
	errOutside = errors.New("of a region that the sender does not report for")

	// errNowhere is of regions that the catalog has not: it may be incomplete.
	errNowhere = errors.New("of a region that the catalog has not")
)

// A bounds tells facts of a region and of those below it from others.
type bounds struct {
	catalog *model.Catalog
	region  string
	reasons map[string]error // By the region of a fact; nil for those inside.
}

func (b bounds) reason(code string) error {
	reason, ok := b.reasons[code]
	if ok {
		return reason
	}
	switch _, known := b.catalog.Region(code); {
	case b.catalog.Within(code, b.region):
	case known:
		reason = errOutside
	default:
		reason = errNowhere
	}
	b.reasons[code] = reason
	return reason
}

// outside finds the facts that are not of a region nor of one below it, as
// joined *store.FactError; nil where there are none. Where there are no others,
// and regions among them that the catalog has not, refused is a *ScopeError.
func outside(c *model.Catalog, region string, s model.Submission) (found, refused error) {
	within := bounds{c, region, map[string]error{}}
	left, nowhere := &store.FactError{Reason: errOutside}, &store.FactError{Reason: errNowhere}
	names := &ScopeError{Region: region}
	of := func(code string, fact func() string) *store.FactError {
		switch reason := within.reason(code); {
		case errors.Is(reason, errOutside):
			return left
		case errors.Is(reason, errNowhere):
			if names.Count++; len(names.Facts) < maxNamed {
				names.Facts = append(names.Facts, fact())
			}
			return nowhere
		}
		return nil
	}
	for i, o := range s.Observations {
		if e := of(o.Series.Label("region"), func() string { return o.Series.String() + " " + o.Period.String() }); e != nil {
			e.Observations = append(e.Observations, i)
		}
	}
	for i, r := range s.Records {
		if e := of(r.Region, func() string { return factOfRecord(r) }); e != nil {
			e.Records = append(e.Records, i)
		}
	}
	if names.Count > 0 && names.Count+sizeOf(left) == s.Size() {
		return nil, names
	}
	return joinFacts(left, nowhere), nil
}

func sizeOf(e *store.FactError) int { return len(e.Observations) + len(e.Records) }

// joinFacts joins those that name facts; nil where none does.
func joinFacts(all ...*store.FactError) error {
	var some []error
	for _, e := range all {
		if sizeOf(e) > 0 {
			some = append(some, e)
		}
	}
	return errors.Join(some...)
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
