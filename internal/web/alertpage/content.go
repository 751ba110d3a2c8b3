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
	LateAll        string // Where all late reports are, if some are left out here.
	RegisterLeft   int    // Rows of the register that only an export has.
	States         []choice
	Register       page.Table
	Form           *form
}

// most is how many rows a page shows of what stands below the alerts.
const most = 100

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
		Shown: len(s.rows), All: len(s.all), RegisterLeft: max(0, len(s.register)-most),
		Register: s.registerListing().Table(s.register[:min(most, len(s.register))], a),
	}
	switch {
	case s.State == nil:
		c.Why = readOnly.In(a.Lang)
	case c.Past:
		c.Why = past.In(a.Lang)
	}
	c.split(s)
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

// split shows late reports apart from the others, unless they are asked for.
func (c *content) split(s *shown) {
	var late, rest []row
	for _, r := range s.rows {
		if r.Name == reportLate && c.Name != reportLate {
			late = append(late, r)
		} else {
			rest = append(rest, r)
		}
	}
	c.NLate = len(late)
	if len(late) > most {
		late, c.LateAll = late[:most], s.asked.Here("alert", reportLate, "page", "")
	}
	whole := s.listing()
	whole.Whole = true
	c.Rows, c.Late = s.listing().Table(rest, s.asked), whole.Table(late, s.asked)
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
