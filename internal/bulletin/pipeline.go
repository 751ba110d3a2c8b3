package bulletin

import (
	"cmp"
	"slices"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/tally"
)

// totals are those of all the regions together: as they were published, or else
// as they are counted.
type totals struct {
	order []tally.Key
	of    map[tally.Key]progress.PipelineTotal
}

func (m *maker) totals() totals {
	t := totals{of: map[tally.Key]progress.PipelineTotal{}}
	for _, r := range m.regions {
		for _, s := range r.Pipeline {
			before, there := t.of[s.Key]
			if !there {
				t.order = append(t.order, s.Key)
			}
			t.of[s.Key] = progress.PipelineTotal{
				Items: plus(before.Items, either(s.Published.Items, s.Counted.Items)),
				Yuan:  plus(before.Yuan, either(s.Published.Yuan, s.Counted.Yuan)),
			}
		}
	}
	return t
}

func either(published, counted progress.Number) progress.Number {
	if published.Known {
		return published
	}
	return counted
}

func plus(a, b progress.Number) progress.Number {
	return progress.Number{Value: a.Value + b.Value, Known: a.Known || b.Known}
}

func (t totals) get(s model.System, name string, step model.Step, industry string) progress.PipelineTotal {
	return t.of[tally.Key{System: s, Name: name, Step: step, Industry: industry}]
}

func (t totals) items(s model.System, name string, step model.Step, industry string) progress.Number {
	return t.get(s, name, step, industry).Items
}

// names are those of a system, in the board's order.
func (t totals) names(s model.System) (all []string) {
	for _, k := range t.order {
		if k.System == s && k.Name != "" && !slices.Contains(all, k.Name) {
			all = append(all, k.Name)
		}
	}
	return all
}

// pipeline is what is in reserve, in programmes and funded.
func (m *maker) pipeline(c *Content) {
	t := m.totals()
	for _, name := range t.names(model.Reserve) {
		declared, admitted := t.get(model.Reserve, name, model.StepDeclared, ""), t.get(model.Reserve, name, model.StepAdmitted, "")
		one := Library{
			Name: plain(name), Declared: declared.Items, DeclaredYuan: declared.Yuan, Admitted: admitted.Items, AdmittedYuan: admitted.Yuan,
		}
		t.industry(name, &one)
		c.Libraries = append(c.Libraries, one)
	}
	for _, name := range t.names(model.Programme) {
		s := t.get(model.Programme, name, model.StepSelected, "")
		c.Programmes = append(c.Programmes, Programme{plain(name), s.Items, s.Yuan})
	}
	for _, name := range t.names(model.Funding) {
		g := t.get(model.Funding, name, model.StepGranted, "")
		c.Funds = append(c.Funds, Fund{plain(name), g.Yuan, g.Items, t.items(model.Funding, name, model.StepStarted, "")})
	}
}

// industry is the one with the most money of those that a library's declared
// projects are in, where there are several.
func (t totals) industry(library string, one *Library) {
	found := 0
	for _, k := range t.order {
		if k.System != model.Reserve || k.Name != library || k.Step != model.StepDeclared || k.Industry == "" {
			continue
		}
		found++
		if s := t.of[k]; !one.IndustriesYuan.Known || s.Yuan.Value > one.IndustriesYuan.Value {
			one.Industry, one.Industries, one.IndustriesYuan = plain(k.Industry), s.Items, s.Yuan
		}
	}
	if found < 2 && one.Industries == one.Declared {
		one.Industry, one.Industries, one.IndustriesYuan = "", progress.Number{}, progress.Number{}
	}
}

// named is how many projects a sentence names.
const named = 3

// attraction is what was won.
func (m *maker) attraction(c *Content) {
	t := m.totals()
	a := &Attraction{
		Signed: t.items(model.Attracted, "", model.StepSigned, ""), Started: t.items(model.Attracted, "", model.StepStarted, ""),
		Funds: t.get(model.Attracted, "", model.StepFunds, "").Yuan, Leading: len(m.Office.Leading) > 0,
	}
	var landed, signed []progress.AttractionState
	for _, r := range m.regions {
		for _, s := range r.Attractions {
			switch {
			case progress.SizeOf(s.Investment) != progress.Large:
			case s.Landed.IsZero() && !s.Signed.IsZero():
				signed = append(signed, s)
			case !s.Landed.IsZero() && (!a.Leading || slices.Contains(m.Office.Leading, s.Industry)):
				landed = append(landed, s)
			}
		}
	}
	a.Landed, a.LandedNames, a.SignedNames = len(landed), largest(landed), largest(signed)
	if a.Signed.Known || a.Funds.Known || len(landed)+len(signed) > 0 {
		c.Attraction = a
	}
}

// largest names those with the most money.
func largest(all []progress.AttractionState) (names []string) {
	slices.SortStableFunc(all, func(a, b progress.AttractionState) int { return b.Investment.Cmp(*a.Investment) })
	for _, s := range all[:min(named, len(all))] {
		names = append(names, plain(cmp.Or(s.Name, s.ID)))
	}
	return names
}
