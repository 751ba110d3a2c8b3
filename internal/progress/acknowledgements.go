package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// An AcknowledgementState is what somebody said of an alert, a project or an
// indicator of a region (督办), as it holds at some instant.
type AcknowledgementState struct {
	model.Acknowledgement
	Said    time.Time // From when it holds so.
	Due     time.Time // Last second of the day; zero where there is none.
	Overdue bool      // It is not closed, and Due has passed.
}

// acknowledgements are those of a region.
type acknowledgements struct {
	zone *time.Location
	all  [][]dated[model.Acknowledgement]
}

// newAcknowledgements makes the part of a region's acknowledgements; nil where
// it has none.
func newAcknowledgements(rules Rules, r *region) (regionPart, error) {
	a := &acknowledgements{zone: rules.Zone}
	for _, o := range r.objects[model.KindAcknowledgement] {
		rounds, err := model.Rounds(o)
		if err != nil {
			return nil, err
		}
		var states []dated[model.Acknowledgement]
		for _, round := range rounds {
			more, err := fold[model.Acknowledgement](round)
			if err != nil {
				return nil, err
			}
			states = append(states, more...)
		}
		a.all = append(a.all, states)
	}
	if len(a.all) == 0 {
		return nil, nil
	}
	return a, nil
}

func (a *acknowledgements) at(t time.Time, _ []ProjectState, s *RegionState) {
	for _, states := range a.all {
		body, from, ok := holdingSince(states, t)
		if !ok {
			continue
		}
		s.Acknowledgements = append(s.Acknowledgements, AcknowledgementState{
			Acknowledgement: body, Said: from.In(a.zone), Due: dayEnd(body.Due, a.zone),
			Overdue: body.State != model.AckClosed && over(body.Due, t, a.zone),
		})
	}
	slices.SortStableFunc(s.Acknowledgements, func(x, y AcknowledgementState) int { return cmp.Compare(x.ID(), y.ID()) })
}

func (a *acknowledgements) changes() []time.Time {
	var at []time.Time
	for _, states := range a.all {
		at = append(at, starts(states)...)
		for _, s := range states {
			if !s.value.Due.IsZero() {
				at = append(at, s.value.Due.Add(1).Start(a.zone))
			}
		}
	}
	return at
}
