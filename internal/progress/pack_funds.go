package progress

import (
	"time"

	"jindu/internal/model"
)

// grants are what a project was granted, each through its revisions.
type grants [][]dated[model.Grant]

func foldGrants(objects []model.Object) (grants, error) {
	var all grants
	for _, o := range objects {
		states, err := fold[model.Grant](o)
		if err != nil {
			return nil, err
		}
		all = append(all, states)
	}
	return all, nil
}

func (g grants) changes(zone *time.Location) []time.Time {
	var at []time.Time
	for _, states := range g {
		at = append(at, starts(states)...)
		for _, s := range states {
			if !s.value.Granted.IsZero() {
				at = append(at, s.value.Granted.Start(zone))
			}
		}
	}
	return at
}

// fundsUsed is what is used of a project's grants by the cut-off of its latest
// report, over what was expected by then, in per cent. Expected is each grant's
// amount in proportion to the days of its window, so many months from the day
// of granting; after the window all of it. Used is the investment completed
// since the first of them: reports do not say whose money was spent.
func (f *Portfolio) fundsUsed(p *project, s *ProjectState, months int, t time.Time) Number {
	if s.Cutoff.IsZero() {
		return Number{}
	}
	var expected float64
	var first model.Period
	for _, states := range p.grants {
		g, ok := holding(states, t)
		if !ok || g.Granted.IsZero() || g.Amount == nil || g.Granted.Start(f.rules.Zone).After(s.Cutoff) {
			continue
		}
		expected += g.Amount.InexactFloat64() * elapsed(g.Granted, model.NewDay(s.Cutoff), months)
		if first.IsZero() || g.Granted.Key() < first.Key() {
			first = g.Granted
		}
	}
	if first.IsZero() {
		return Number{}
	}
	before := f.doneBy(p, first.Start(f.rules.Zone).Add(-time.Second))
	used := Known(f.doneBy(p, s.Cutoff) - before).over(Known(expected))
	used.Value *= 100
	return used
}

// elapsed is the share of a window of some months, from a day on, that is over
// at the end of another day.
func elapsed(from, day model.Period, months int) float64 {
	start := from.Start(time.UTC)
	whole := start.AddDate(0, months, 0).Sub(start)
	return min(1, day.Add(1).Start(time.UTC).Sub(start).Hours()/whole.Hours())
}

// doneBy is the investment completed by t by the reports of all years.
func (f *Portfolio) doneBy(p *project, t time.Time) float64 {
	sum := 0.0
	for _, points := range p.completed {
		if at := inForce(points, t, f.rules.Zone); at >= 0 {
			sum += points[at].Value
		}
	}
	return sum
}
