package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// An AttractionState is what holds of a project that was won (招商引资). It is
// there from the day it was signed, or from the first of its days that is known.
type AttractionState struct {
	ID string
	model.Attraction
	Signed, Landed, Started time.Time // First seconds of the days; zero where they have not come.
	Funds                   Number    // 省外资金 of t's year so far, by months that are over.
}

// attractions are those of a region.
type attractions struct {
	zone  *time.Location
	ids   []string
	all   map[string][]dated[model.Attraction]
	funds map[string][]model.Point // By month.
}

// newAttractions makes the part of a region's attractions; nil where it has none.
func newAttractions(rules Rules, r *region) (regionPart, error) {
	a := &attractions{zone: rules.Zone, all: map[string][]dated[model.Attraction]{}, funds: map[string][]model.Point{}}
	for _, o := range r.objects[model.KindAttraction] {
		states, err := fold[model.Attraction](o)
		if err != nil {
			return nil, err
		}
		a.ids, a.all[o.ID] = append(a.ids, o.ID), states
	}
	if len(a.ids) == 0 {
		return nil, nil
	}
	for _, f := range r.figures {
		if f.series.Metric == model.MetricAttractionFunds {
			a.funds[f.series.Label("attraction")] = f.points
		}
	}
	slices.Sort(a.ids)
	return a, nil
}

func (a *attractions) at(t time.Time, _ []ProjectState, s *RegionState) {
	for _, id := range a.ids {
		body, ok := holding(a.all[id], t)
		if !ok {
			continue
		}
		one := AttractionState{ID: id, Attraction: body, Funds: a.fundsOf(id, t)}
		for _, day := range []struct {
			of model.Period
			to *time.Time
		}{{body.Signed, &one.Signed}, {body.Landed, &one.Landed}, {body.Started, &one.Started}} {
			if !day.of.IsZero() && !notYet(day.of, t, a.zone) {
				*day.to = day.of.Start(a.zone)
			}
		}
		if !one.Signed.IsZero() || !one.Landed.IsZero() || !one.Started.IsZero() {
			s.Attractions = append(s.Attractions, one)
		}
	}
}

// fundsOf adds up the months of t's year that are over.
func (a *attractions) fundsOf(id string, t time.Time) Number {
	var sum Number
	for _, p := range a.funds[id] {
		if p.Period.Year() == t.In(a.zone).Year() && !p.Period.End(a.zone).After(t) {
			sum = Known(sum.Value + p.Value)
		}
	}
	return sum
}

func (a *attractions) changes() []time.Time {
	var at []time.Time
	for _, states := range a.all {
		at = append(at, starts(states)...)
		for _, s := range states {
			for _, day := range []model.Period{s.value.Signed, s.value.Landed, s.value.Started} {
				if !day.IsZero() {
					at = append(at, day.Start(a.zone))
				}
			}
		}
	}
	for _, points := range a.funds {
		for _, p := range points {
			at = append(at, p.Period.End(a.zone), yearStart(p.Period.Year()+1, a.zone))
		}
	}
	return at
}
