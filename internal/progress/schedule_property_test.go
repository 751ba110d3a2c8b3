package progress

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// anyWorks draws a network without cycles, whose activities have not begun.
func anyWorks(t *rapid.T) plannedWorks {
	w := plannedWorks{start: plannedOn(dayOf(rapid.SampledFrom([]time.Month{1, 4, 9}).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")))}
	calendars := rapid.IntRange(0, 2).Draw(t, "calendars")
	for i := range rapid.IntRange(1, 12).Draw(t, "activities") {
		a := takes(fmt.Sprint(i), rapid.IntRange(0, 6).Draw(t, "days"))
		a.Workdays = calendars == 1 || (calendars == 2 && rapid.Bool().Draw(t, "workdays"))
		for p := range i {
			if rapid.IntRange(0, 3).Draw(t, "after") == 0 {
				a.Predecessors = append(a.Predecessors, fmt.Sprint(p))
			}
		}
		w.activities = append(w.activities, a)
	}
	return w
}

// proceed lets some activities begin and finish in order up to a day.
func (w plannedWorks) proceed(t *rapid.T, tb testing.TB) plannedWorks {
	began := w.at(tb, dayOf(1, 1))
	w.activities = slices.Clone(w.activities)
	gone := w.start.Planned.Add(rapid.IntRange(0, 12).Draw(t, "gone"))
	for i, a := range began.Activities {
		over := w.activities[i].Duration > 0 && rapid.Bool().Draw(t, "proceeds")
		if over && a.EarliestFinish.Key() <= gone.Key() && w.allFinished(w.activities[i].Predecessors) {
			w.activities[i].ActualStart, w.activities[i].ActualFinish = a.EarliestStart, a.EarliestFinish
		}
	}
	w.cutoffs = []model.Period{gone}
	return w
}

func (w plannedWorks) allFinished(numbers []string) bool {
	return !slices.ContainsFunc(w.activities, func(a model.Activity) bool {
		return slices.Contains(numbers, a.Activity) && a.ActualFinish.IsZero()
	})
}

func TestAFeasibleScheduleHasNoNegativeFloat(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt)
		if rapid.Bool().Draw(rt, "proceed") {
			w = w.proceed(rt, t)
		}
		w.finish = plannedOn(w.at(t, dayOf(12, 31)).Finish.Add(rapid.IntRange(0, 5).Draw(rt, "extra")))
		s := w.at(t, dayOf(12, 31))
		require.LessOrEqual(rt, *s.DaysLate(), 0)
		critical := 0
		for _, a := range s.Activities {
			if !a.ActualFinish.IsZero() {
				require.Nil(rt, a.Float)
				continue
			}
			require.GreaterOrEqual(rt, *a.Float, 0)
			require.GreaterOrEqual(rt, a.LatestStart.Key(), a.EarliestStart.Key())
			require.GreaterOrEqual(rt, a.LatestFinish.Key(), a.EarliestFinish.Key())
			if a.Critical {
				critical++
			}
		}
		if slices.ContainsFunc(s.Activities, func(a ActivityState) bool { return a.EarliestFinish == s.Finish && a.Float != nil && a.Duration > 0 }) {
			require.Positive(rt, critical, "something decides when the project finishes")
		}
	})
}

// In calendar days the critical activities are those of the least float, and
// the least float is what is left until the deadline.
func TestInCalendarDaysTheLeastFloatIsCritical(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt)
		for i := range w.activities {
			w.activities[i].Workdays = false
		}
		w.finish = plannedOn(w.start.Planned.Add(rapid.IntRange(0, 40).Draw(rt, "deadline")))
		s := w.at(t, dayOf(1, 1))
		least := *slices.MinFunc(s.Activities, func(a, b ActivityState) int { return *a.Float - *b.Float }).Float
		require.Equal(rt, -*s.DaysLate(), least)
		for _, a := range s.Activities {
			require.Equal(rt, *a.Float == least, a.Critical, a.Activity.Activity)
		}
	})
}

func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt).proceed(rt, t)
		w.finish = plannedOn(w.start.Planned.Add(20))
		want := datesOf(w.at(t, dayOf(12, 31)))
		w.activities = rapid.Permutation(w.activities).Draw(rt, "rows")
		for i, a := range w.activities {
			w.activities[i].Predecessors = slices.Clone(a.Predecessors)
			slices.Reverse(w.activities[i].Predecessors)
		}
		require.Equal(rt, want, datesOf(w.at(t, dayOf(12, 31))))
	})
}

// datesOf writes what the passes gave.
func datesOf(s *ScheduleState) []string {
	var all []string
	for _, a := range s.Activities {
		float := "-"
		if a.Float != nil {
			float = fmt.Sprint(*a.Float)
		}
		all = append(all, fmt.Sprint(a.Activity.Activity, a.EarliestStart, a.EarliestFinish, a.LatestStart, a.LatestFinish, float, a.Critical, a.Late))
	}
	return append(all, fmt.Sprint(s.Start, s.Deadline, s.DataDate, s.Finish, s.Problems))
}

// Between the changes that the part tells, nothing changes; and what is
// remembered of one instant is not given for another.
func TestNothingChangesBetweenChanges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt).proceed(rt, t)
		w.finish = plannedOn(w.start.Planned.Add(rapid.IntRange(0, 30).Draw(rt, "deadline")))
		w.activities[0].ActualStart = w.start.Planned.Add(rapid.IntRange(0, 30).Draw(rt, "late start"))
		p := w.part(t)
		at := InOrder(p.changes())
		for range 8 {
			moment := w.start.Planned.Start(chinaZone).Add(time.Duration(rapid.IntRange(-5*86400, 60*86400).Draw(rt, "moment")) * time.Second)
			var here, there, fresh ProjectState
			p.at(moment, &here)
			last := at[0]
			for _, change := range at {
				if !change.After(moment) {
					last = change
				}
			}
			w.part(t).at(last, &there)
			w.part(t).at(moment, &fresh)
			require.Equal(rt, fresh.Schedule, here.Schedule)
			require.Equal(rt, there.Schedule, here.Schedule)
		}
	})
}
