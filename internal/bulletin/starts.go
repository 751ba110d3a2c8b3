package bulletin

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// What is named of the projects that started at ceremonies: those of a billion
// yuan and more, alone or with others that are called alike.
const (
	largeStart = 1_000_000_000
	sharedName = 5 // Characters at the end, 项目 among them.
)

// starts are the opening ceremonies and what started there.
func (m *maker) starts(c *Content) {
	t := m.totals()
	total := t.get(model.Starts, "", model.StepStarted, "")
	s := &Starts{
		Ceremonies: t.items(model.Starts, "", model.StepCeremonies, ""), Items: total.Items, Yuan: total.Yuan,
		Groups: m.groups(),
	}
	if s.Items.Known {
		c.Starts = s
	}
}

// A start is a project that started at a ceremony.
type start struct {
	name string
	yuan decimal.Decimal
}

// groups puts projects together whose names end alike, and gives those that are
// large enough to be named, the largest first.
func (m *maker) groups() (all []Group) {
	left := m.started()
	for len(left) > 0 {
		first, rest := left[0], left[1:]
		shared, alike := suffixes(first, rest)
		group := Group{Name: plain(first.name)}
		sum := first.yuan
		if len(alike) > 0 {
			group.Name = plain(shared)
			group.Names = []string{plain(first.name[:len(first.name)-len(shared)])}
			for _, other := range alike {
				group.Names = append(group.Names, plain(other.name[:len(other.name)-len(shared)]))
				sum = sum.Add(other.yuan)
			}
			rest = slices.DeleteFunc(slices.Clone(rest), func(s start) bool { return slices.ContainsFunc(alike, func(a start) bool { return a.name == s.name }) })
		}
		left = rest
		if group.Yuan = progress.Known(sum.InexactFloat64()); group.Yuan.Value >= largeStart {
			all = append(all, group)
		}
	}
	slices.SortStableFunc(all, func(a, b Group) int { return cmp.Compare(b.Yuan.Value, a.Yuan.Value) })
	return all
}

// started are the projects of the ceremonies, each once, in the order of the
// ceremonies' days and of the projects.
func (m *maker) started() (all []start) {
	ceremonies := slices.Clone(m.Ceremonies)
	slices.SortStableFunc(ceremonies, func(a, b model.Ceremony) int {
		return cmp.Or(cmp.Compare(a.Date.Key(), b.Date.Key()), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Name, b.Name))
	})
	for _, c := range ceremonies {
		if c.Investment == nil || c.Date.IsZero() || c.Date.Start(m.Zone).After(m.Through()) {
			continue
		}
		name := c.Name
		for _, p := range m.projects {
			if name == "" && p.ID == c.Project {
				name = p.Name
			}
		}
		if name = cmp.Or(name, c.Project); name != "" && !slices.ContainsFunc(all, func(s start) bool { return s.name == name }) {
			all = append(all, start{name, *c.Investment})
		}
	}
	return all
}

// suffixes gives the longest end that a name shares with another, and all that
// share it.
func suffixes(first start, rest []start) (shared string, alike []start) {
	for _, other := range rest {
		if s := commonEnd(first.name, other.name); len(s) > len(shared) {
			shared = s
		}
	}
	if utf8.RuneCountInString(shared) < sharedName {
		return "", nil
	}
	for _, other := range rest {
		if commonEnd(first.name, other.name) == shared {
			alike = append(alike, other)
		}
	}
	return shared, alike
}

// commonEnd is the end that two different names share, short of either whole.
func commonEnd(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x)-1 && n < len(y)-1 && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return string(x[len(x)-n:])
}
