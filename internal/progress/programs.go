package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// programs are the libraries (储备库) and yearly programmes (年度计划) that a
// project was put into.
type programs struct {
	zone        *time.Location
	memberships [][]dated[model.Membership]
}

// newPrograms makes the part of a project's libraries and programmes; nil
// where it is in none.
func newPrograms(rules Rules, p *project) (part, error) {
	l := &programs{zone: rules.Zone}
	for _, o := range p.objects[model.KindMembership] {
		states, err := fold[model.Membership](o)
		if err != nil {
			return nil, err
		}
		l.memberships = append(l.memberships, states)
	}
	if len(l.memberships) == 0 {
		return nil, nil
	}
	return l, nil
}

func (l *programs) at(t time.Time, s *ProjectState) {
	for _, states := range l.memberships {
		if m, ok := holding(states, t); ok && l.inside(m, t) {
			s.Programs = append(s.Programs, m.Of)
		}
	}
	slices.Sort(s.Programs)
	s.Programs = slices.Compact(s.Programs)
}

// inside tells whether a project is in a library or programme at t: in a
// library from the day on which it was declared or admitted, in a programme
// from the day of its selection, or from the start of the programme's year
// where that is not known, through the year.
func (l *programs) inside(m model.Membership, t time.Time) bool {
	if m.Year == 0 {
		return l.come(m.Declared, t) || l.come(m.Admitted, t)
	}
	return t.In(l.zone).Year() == m.Year && (m.Admitted.IsZero() || l.come(m.Admitted, t))
}

// come tells whether a known day has begun by t.
func (l *programs) come(day model.Period, t time.Time) bool {
	return !day.IsZero() && !day.Start(l.zone).After(t)
}

func (l *programs) changes() []time.Time {
	var at []time.Time
	for _, states := range l.memberships {
		at = append(at, starts(states)...)
		for _, s := range states {
			for _, day := range []model.Period{s.value.Declared, s.value.Admitted} {
				if !day.IsZero() {
					at = append(at, day.Start(l.zone))
				}
			}
			if y := s.value.Year; y > 0 {
				at = append(at, yearStart(y, l.zone), yearStart(y+1, l.zone))
			}
		}
	}
	return at
}
