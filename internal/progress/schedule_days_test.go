package progress

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// TestSpringFestival has ten working days from Friday 17 January 2020: the
// 19th is a Sunday made up, the holidays go from the 24th through 2 February.
func TestSpringFestival(t *testing.T) {
	for _, c := range []struct {
		name   string
		a      model.Activity
		start  model.Period
		finish model.Period // The last day.
		late   model.Period // The latest start for a deadline of 9 February, a Sunday.
	}{
		{"calendar days", takes("A", 10), dayOf(1, 17), dayOf(1, 26), dayOf(1, 31)},
		{"five working days", takesWorkdays("A", 5), dayOf(1, 17), dayOf(1, 22), dayOf(2, 3)},
		{"ten working days", takesWorkdays("A", 10), dayOf(1, 17), dayOf(2, 6), dayOf(1, 19)},
		{"from a holiday", takesWorkdays("A", 1), dayOf(1, 25), dayOf(2, 3), dayOf(2, 7)},
		{"on the made-up Sunday", takesWorkdays("A", 1), dayOf(1, 18), dayOf(1, 19), dayOf(2, 7)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plannedWorks{start: plannedOn(c.start), finish: plannedOn(dayOf(2, 9)), activities: []model.Activity{c.a}}.at(t, dayOf(1, 1))
			require.Empty(t, s.Problems)
			require.Equal(t, c.finish, s.Activities[0].EarliestFinish)
			require.Equal(t, c.finish, s.Finish)
			require.Equal(t, c.late, s.Activities[0].LatestStart)
			require.Equal(t, dayOf(2, 9), s.Activities[0].LatestFinish)
			require.True(t, s.Activities[0].Critical, "the only path, whatever its float")
		})
	}
}

// TestPathsOfBothCalendarsAreCriticalThroughout: a weekend between is float of
// one activity and not of the next, but both decide the finish.
func TestPathsOfBothCalendarsAreCriticalThroughout(t *testing.T) {
	s := plannedWorks{
		start: plannedOn(dayOf(6, 4)), finish: plannedOn(dayOf(6, 8)), // Thursday, Monday.
		activities: []model.Activity{takesWorkdays("1", 1), takesWorkdays("2", 1, "1")},
	}.at(t, dayOf(6, 1))
	require.Equal(t, 1, *s.Activities[0].Float)
	require.Equal(t, 3, *s.Activities[1].Float)
	require.True(t, s.Activities[0].Critical)
	require.True(t, s.Activities[1].Critical)
}

func TestAYearWithoutCalendarIsUnknown(t *testing.T) {
	calendar, err := model.ParseWorkdays([]byte("years: {2020: {off: [10-01]}}"))
	require.NoError(t, err)
	s := plannedWorks{
		start: plannedOn(dayOf(12, 1)), finish: plannedOn(model.NewDate(2021, 2, 1)), calendar: calendar,
		activities: []model.Activity{takes("1", 5), takesWorkdays("2", 40, "1"), takes("3", 2, "2")},
	}.at(t, dayOf(11, 1))
	require.Equal(t, dayOf(12, 7), s.Activities[1].EarliestStart, "the sixth is a Sunday")
	require.Equal(t, []string{ProblemCalendar}, problemCodes(s))
	require.Contains(t, s.Problems[0].What.EN, "2021")
	require.Contains(t, s.Problems[0].What.ZH, "2021年")
	require.Equal(t, dayOf(12, 5), s.Activities[0].EarliestFinish, "calendar days need no calendar")
	require.True(t, s.Activities[1].EarliestFinish.IsZero())
	require.True(t, s.Activities[2].EarliestStart.IsZero())
	require.Equal(t, model.NewDate(2021, 1, 31), s.Activities[2].LatestStart)
	require.True(t, s.Activities[1].LatestStart.IsZero())
	require.True(t, s.Activities[0].LatestFinish.IsZero())
	require.True(t, s.Finish.IsZero())
	require.Nil(t, s.DaysLate())
	for _, a := range s.Activities {
		require.Nil(t, a.Float)
		require.False(t, a.Critical)
	}
	whole := plannedWorks{
		start: plannedOn(dayOf(1, 1)), finish: plannedOn(model.NewDate(2021, 1, 1)), calendar: calendar,
		activities: []model.Activity{takesWorkdays("1", 300)},
	}.at(t, dayOf(1, 1))
	require.Equal(t, []string{ProblemCalendar}, problemCodes(whole), "the first day's eve is of 2019, which is not asked for")
}

// TestEvents: an event takes no day. One that opens the works comes on the
// morning of its day, any other on the evening.
func TestEvents(t *testing.T) {
	w := plannedWorks{
		start: plannedOn(dayOf(1, 6)), finish: plannedOn(dayOf(1, 10)),
		activities: []model.Activity{takes("1", 0), takes("2", 2, "1"), takes("3", 0, "2"), takes("4", 3, "3"), takes("5", 0, "4")},
	}
	s := w.at(t, dayOf(1, 1))
	wantStarts := []model.Period{dayOf(1, 6), dayOf(1, 6), dayOf(1, 7), dayOf(1, 8), dayOf(1, 10)}
	wantFinishes := []model.Period{dayOf(1, 6), dayOf(1, 7), dayOf(1, 7), dayOf(1, 10), dayOf(1, 10)}
	for i, a := range s.Activities {
		require.Equal(t, wantStarts[i], a.EarliestStart)
		require.Equal(t, wantFinishes[i], a.EarliestFinish)
		require.Equal(t, wantStarts[i], a.LatestStart)
		require.Equal(t, wantFinishes[i], a.LatestFinish)
		require.Zero(t, *a.Float)
	}
	w.activities[0] = wentOn(w.activities[0], dayOf(1, 7), model.Period{})
	s = w.at(t, dayOf(1, 7))
	require.Equal(t, dayOf(1, 12), s.Finish, "works that have not begun begin after the data date")
	w.activities[1] = wentOn(w.activities[1], dayOf(1, 7), model.Period{})
	require.Equal(t, dayOf(1, 11), w.at(t, dayOf(1, 7)).Finish, "they began on the day of the event")
	require.Empty(t, w.at(t, dayOf(1, 7)).Problems)

	only := plannedWorks{start: plannedOn(dayOf(1, 6)), finish: plannedOn(dayOf(1, 10)), activities: []model.Activity{takes("1", 0), takes("2", 0, "1")}}
	for _, a := range only.at(t, dayOf(1, 1)).Activities {
		require.Equal(t, dayOf(1, 10), a.LatestStart, "never after the deadline")
	}
}

func TestNumbersAreOrderedAsPeopleCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		number := rapid.StringMatching(`[A-C]{0,2}[0-9]{0,3}[-.]?[0-9]{0,2}`)
		a, b, c := number.Draw(rt, "a"), number.Draw(rt, "b"), number.Draw(rt, "c")
		require.Equal(rt, compareNumbers(a, b), -compareNumbers(b, a))
		require.Equal(rt, a == b, compareNumbers(a, b) == 0)
		if compareNumbers(a, b) <= 0 && compareNumbers(b, c) <= 0 {
			require.LessOrEqual(rt, compareNumbers(a, c), 0)
		}
	})
	numbers := []string{"10", "2", "A10", "A2", "1.10", "1.9", "二", "一"}
	slices.SortFunc(numbers, compareNumbers)
	require.Equal(t, []string{"1.9", "1.10", "2", "10", "A2", "A10", "一", "二"}, numbers)
}

// TestEventsWithoutWorks: nothing takes place on the eve of the project, and
// what follows nothing but opening events opens the works with them.
func TestEventsWithoutWorks(t *testing.T) {
	first := dayOf(1, 1)
	w := plannedWorks{start: plannedOn(first), finish: plannedOn(first)}
	w.activities = []model.Activity{takes("1", 0), takes("2", 0, "1"), takes("3", 0)}
	s := w.at(t, first)
	require.Equal(t, first, s.Finish)
	require.Zero(t, *s.DaysLate())
	for _, a := range s.Activities {
		require.Equal(t, []model.Period{first, first}, []model.Period{a.EarliestStart, a.LatestStart}, a.Activity.Activity)
		require.Zero(t, *a.Float)
		require.True(t, a.Critical)
	}

	w.activities = append(w.activities, takes("4", 1, "2"))
	s = w.at(t, first)
	require.Equal(t, first, s.Finish, "the work begins and ends on the day of the events")
	require.Equal(t, first, activityOf(t, s, "2").LatestStart)
	require.Zero(t, *activityOf(t, s, "2").Float)
}
