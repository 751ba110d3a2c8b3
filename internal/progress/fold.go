package progress

import (
	"sort"
	"time"

	"jindu/internal/model"
)

// dated is what holds of an object from an instant on, until the next.
type dated[T any] struct {
	from  time.Time
	value T
}

// fold works out what holds of an object after each of its statements.
func fold[T any](o model.Object) ([]dated[T], error) {
	changes := o.Changes()
	states := make([]dated[T], 0, len(changes))
	for _, from := range changes {
		var value T
		if _, err := o.At(from, &value); err != nil {
			return nil, err
		}
		states = append(states, dated[T]{from, value})
	}
	return states, nil
}

// holding gives what holds at t, and false where nothing does yet.
func holding[T any](states []dated[T], t time.Time) (T, bool) {
	value, _, ok := holdingSince(states, t)
	return value, ok
}

// holdingSince is holding, with the instant from which it holds.
func holdingSince[T any](states []dated[T], t time.Time) (value T, from time.Time, ok bool) {
	next := sort.Search(len(states), func(i int) bool { return states[i].from.After(t) })
	if next == 0 {
		return value, from, false
	}
	return states[next-1].value, states[next-1].from, true
}

func starts[T any](states []dated[T]) []time.Time {
	at := make([]time.Time, len(states))
	for i, s := range states {
		at[i] = s.from
	}
	return at
}

// yearTarget is a target of one year through its revisions.
type yearTarget struct {
	year   int
	states []dated[goal]
}

// goal is a target with the plan by which it should be reached.
type goal struct {
	model.Target
	curve model.Curve // The one it follows, its own or the default.
	plan  Plan
}

// foldTarget reads a target; an object without statements gives none.
func foldTarget(o model.Object, plans planner) (yearTarget, error) {
	states, err := fold[model.Target](o)
	if err != nil || len(states) == 0 {
		return yearTarget{}, err
	}
	y := yearTarget{year: states[0].value.Year}
	for _, s := range states {
		g := goal{Target: s.value}
		g.curve, g.plan = plans.plan(g.Curve, y.year)
		y.states = append(y.states, dated[goal]{s.from, g})
	}
	return y, nil
}

// at gives the target that holds at t and its value in base units. A target
// is of its year: it can be seen from when it holds, not before the year
// starts, until the year's last instant.
func (y yearTarget) at(t time.Time, zone *time.Location) (goal, float64, bool) {
	if t.In(zone).Year() != y.year {
		return goal{}, 0, false
	}
	target, ok := holding(y.states, t)
	if !ok || target.Value == nil {
		return goal{}, 0, false
	}
	return target, target.Value.InexactFloat64(), true
}

func (y yearTarget) changes(zone *time.Location) []time.Time {
	return append(starts(y.states), yearStart(y.year, zone), yearStart(y.year+1, zone))
}
