package progress

import (
	"time"

	"jindu/internal/model"
)

// An ObstacleState is an obstacle of a project at some instant. A time that is
// not known, or has not come by then, is zero.
type ObstacleState struct {
	Obstacle       string // Its number within the project.
	Kind           model.ObstacleKind
	What, Owner    string
	Raised, Closed time.Time // First seconds of the days.
	Due            time.Time // Last second of the day.
	Open           bool      // It is not closed (未销号).
	Overdue        bool      // It is open, and Due has passed.
}

// obstacles are those of a project through their statements.
type obstacles struct {
	zone *time.Location
	all  [][]dated[model.Obstacle]
}

// newObstacles makes the part of a project's obstacles; nil where it has none.
func newObstacles(rules Rules, p *project) (part, error) {
	b := obstacles{zone: rules.Zone}
	for _, o := range p.objects[model.KindObstacle] {
		states, err := fold[model.Obstacle](o)
		if err != nil {
			return nil, err
		}
		b.all = append(b.all, states)
	}
	if len(b.all) == 0 {
		return nil, nil //nolint:nilnil // No part.
	}
	return &b, nil
}

func (b *obstacles) at(t time.Time, s *ProjectState) {
	for _, states := range b.all {
		state, ok := holding(states, t)
		if !ok || notYet(state.Raised, t, b.zone) {
			continue
		}
		if notYet(state.Closed, t, b.zone) {
			state.Closed = model.Period{}
		}
		open := state.Closed.IsZero()
		s.Obstacles = append(s.Obstacles, ObstacleState{
			Obstacle: state.Obstacle, Kind: state.Kind, What: state.What, Owner: state.Owner,
			Raised: dayStart(state.Raised, b.zone), Due: dayEnd(state.Due, b.zone), Closed: dayStart(state.Closed, b.zone),
			Open: open, Overdue: open && over(state.Due, t, b.zone),
		})
	}
}

func (b *obstacles) changes() []time.Time {
	var at []time.Time
	for _, states := range b.all {
		at = append(at, starts(states)...)
		for _, s := range states {
			days := []model.Period{s.value.Raised, s.value.Closed}
			if !s.value.Due.IsZero() {
				days = append(days, s.value.Due.Add(1))
			}
			at = append(at, dayStarts(days, b.zone)...)
		}
	}
	return at
}
