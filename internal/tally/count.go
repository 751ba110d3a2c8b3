package tally

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// memberships counts the libraries by the days of declaring and admitting, and
// the programmes of t's year: those whose day of selection has come, or is not
// known. Programmes of several years share a name, and are not added up.
func (c *counter) memberships(all []model.Membership) {
	all = slices.Clone(all) // Whose amount comes first must not hang on the order of rows.
	slices.SortStableFunc(all, func(a, b model.Membership) int { return cmp.Compare(a.ID(), b.ID()) })
	for _, m := range all {
		thing := cmp.Or(m.Project, m.Name)
		switch {
		case m.Year == 0:
			if c.come(m.Declared) {
				c.count(Key{model.Reserve, m.Of, model.StepDeclared, m.Industry}, thing, m.Investment)
			}
			if c.come(m.Admitted) {
				c.count(Key{model.Reserve, m.Of, model.StepAdmitted, m.Industry}, thing, m.Investment)
			}
		case m.Year == c.t.In(c.zone).Year() && (m.Admitted.IsZero() || c.come(m.Admitted)):
			c.count(Key{model.Programme, m.Of, model.StepSelected, m.Industry}, thing, m.Planned)
		}
	}
}

// attractions counts the steps of each, and the funds of the year's months that
// are over.
func (c *counter) attractions(all []model.Attraction, funds []Fund) {
	industries := map[string]string{}
	for _, a := range all {
		industries[a.Attraction] = a.Industry
		for step, day := range map[model.Step]model.Period{
			model.StepSigned: a.Signed, model.StepLanded: a.Landed, model.StepStarted: a.Started,
		} {
			if c.come(day) {
				c.count(Key{model.Attracted, "", step, a.Industry}, a.Attraction, a.Investment)
			}
		}
	}
	for _, f := range funds {
		if f.Month.Year() != c.t.In(c.zone).Year() || f.Month.End(c.zone).After(c.t) {
			continue
		}
		c.add(Key{model.Attracted, "", model.StepFunds, industries[f.Attraction]}, f.Attraction, &f.Yuan)
	}
}

// ceremonies counts those that were held in t's year, with the money that their own rows
// tell, and the projects that started at them.
func (c *counter) ceremonies(all []model.Ceremony) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b model.Ceremony) int { return cmp.Compare(a.ID(), b.ID()) })
	for _, s := range all {
		if !c.thisYear(s.Date) {
			continue
		}
		thing := cmp.Or(s.Project, s.Name)
		var own *decimal.Decimal
		if thing == "" {
			own = s.Investment
		} else {
			c.count(Key{model.Starts, s.Ceremony, model.StepStarted, s.Industry}, thing, s.Investment)
		}
		c.count(Key{model.Starts, s.Ceremony, model.StepCeremonies, ""}, s.Ceremony, own)
	}
}

// grants counts the projects that money was granted to in t's year, and those
// of them that have started: as the grant says, or as the project's own records
// do. One whose amount was taken back grants nothing.
func (c *counter) grants(all []model.Grant, starts map[string]model.Period) {
	for _, g := range all {
		if g.Amount == nil || !c.thisYear(g.Granted) {
			continue
		}
		thing := cmp.Or(g.Project, g.Name)
		c.add(Key{model.Funding, g.Source, model.StepGranted, ""}, thing, g.Amount)
		if c.hasStarted(g, all, starts) {
			c.add(Key{model.Funding, g.Source, model.StepStarted, ""}, thing, g.Amount)
		}
	}
}

// hasStarted tells whether a grant's project has: one grant that says so speaks
// for every grant to it.
func (c *counter) hasStarted(g model.Grant, all []model.Grant, starts map[string]model.Period) bool {
	if c.come(g.Started) || g.Project != "" && c.come(starts[g.Project]) {
		return true
	}
	thing := cmp.Or(g.Project, g.Name)
	return thing != "" && slices.ContainsFunc(all, func(other model.Grant) bool {
		return cmp.Or(other.Project, other.Name) == thing && c.come(other.Started)
	})
}

// procedures counts those accepted in t's year, those of them that are
// completed, and the projects that have any.
func (c *counter) procedures(all []model.Procedure) {
	for _, p := range all {
		if !c.thisYear(p.Accepted) {
			continue
		}
		c.count(Key{model.Procedures, "", model.StepProjects, ""}, p.Project, nil)
		c.count(Key{model.Procedures, "", model.StepAccepted, ""}, p.ID(), nil)
		if c.come(p.Completed) {
			c.count(Key{model.Procedures, "", model.StepCompleted, ""}, p.ID(), nil)
		}
	}
}
