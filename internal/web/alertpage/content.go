package alertpage

import (
	"slices"
	"strings"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// content is what the template sees.
type content struct {
	External       bool   // Another evaluates the rules.
	Past           bool   // It is about a time that was named.
	Offered        bool   // Something can be said.
	Why            string // Why not.
	Unsure         string // Rules of which nobody knows whether they fire.
	Counts         []count
	Severity, Name string // That are asked for.
	Said           string
	Names          []string // Of the alerts that fire.
	Rows, Late     page.Table
	Shown, All     int
	NLate          int
	LateOpen       bool
	States         []choice
	Register       page.Table
	Form           *form
}

// A count is how many alerts there are of a severity.
type count struct {
	Severity, Shape, Name, Link string
	N                           int
	Chosen                      bool
}

// A choice narrows the register down.
type choice struct {
	Name, Link string
	Here       bool
}

func (s *shown) content() *content {
	a := s.asked
	c := &content{
		External: s.Firing == nil, Past: !a.Present, Unsure: strings.Join(s.unsure, ", "), Offered: s.offered(),
		Severity: a.Query.Get("severity"), Name: a.Query.Get("alert"), Said: a.Query.Get("acknowledged"),
		Shown: len(s.rows), All: len(s.all), Register: s.registerListing().Table(s.register, a),
	}
	switch {
	case s.State == nil:
		c.Why = readOnly.In(a.Lang)
	case c.Past:
		c.Why = past.In(a.Lang)
	}
	late, rest := []row{}, []row{}
	for _, r := range s.rows {
		if r.Name == reportLate {
			late = append(late, r)
		} else {
			rest = append(rest, r)
		}
	}
	whole := s.listing()
	whole.Whole = true
	c.Rows, c.Late, c.NLate = s.listing().Table(rest, a), whole.Table(late, a), len(late)
	c.LateOpen = c.Name == reportLate || len(rest) == 0
	c.count(s)
	for _, r := range s.all {
		if !slices.Contains(c.Names, r.Name) {
			c.Names = append(c.Names, r.Name)
		}
	}
	slices.Sort(c.Names)
	for _, state := range []model.AckState{"", model.Acknowledged, model.AckClosed} {
		name := model.Text{ZH: "全部", EN: "all"}
		if state != "" {
			name = state.Name()
		}
		c.States = append(c.States, choice{name.In(a.Lang), a.Here("state", string(state)) + "#register", a.Query.Get("state") == string(state)})
	}
	return c
}

// count counts all alerts but late reports by severity, and these apart.
func (c *content) count(s *shown) {
	for _, severity := range severities {
		one := count{
			Severity: severity, Shape: severityNames[severity].shape, Name: severityName(severity, s.asked.Lang),
			Link: s.asked.Here("severity", severity, "page", ""), Chosen: c.Severity == severity,
		}
		if one.Chosen {
			one.Link = s.asked.Here("severity", "", "page", "")
		}
		for _, r := range s.all {
			if r.Severity == severity && r.Name != reportLate {
				one.N++
			}
		}
		c.Counts = append(c.Counts, one)
	}
}
