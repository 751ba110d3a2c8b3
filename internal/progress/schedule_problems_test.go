package progress

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestBrokenNetworksAreNamed(t *testing.T) {
	for _, c := range []struct {
		name       string
		activities []model.Activity
		want       string // The problem in English.
		dated      bool   // There are dates all the same.
	}{
		{
			"a cycle",
			[]model.Activity{takes("1", 1), takes("3", 1, "1", "2"), takes("2", 1, "4"), takes("4", 1, "3"), takes("5", 1, "4")},
			"the predecessors go round: 2 → 3 → 4 → 2; no dates can be worked out", false,
		},
		{"itself", []model.Activity{takes("1", 1, "1")}, "the predecessors go round: 1 → 1; no dates can be worked out", false},
		{
			"none such",
			[]model.Activity{takes("1", 1), takes("2", 1, "1", "9")},
			"activity 2 follows 9, which is not there; the dates are worked out without it", true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plannedWorks{start: plannedOn(dayOf(1, 1)), finish: plannedOn(dayOf(2, 1)), activities: c.activities}.at(t, dayOf(1, 1))
			require.Len(t, s.Problems, 1)
			require.Equal(t, c.want, s.Problems[0].What.EN)
			require.NotEmpty(t, s.Problems[0].What.ZH)
			for _, a := range s.Activities {
				require.Equal(t, c.dated, !a.EarliestStart.IsZero())
				require.Equal(t, c.dated, !a.LatestFinish.IsZero())
				require.Equal(t, c.dated, a.Float != nil)
			}
			require.Equal(t, c.dated, !s.Finish.IsZero())
		})
	}
}

func TestTwoCyclesAreBothNamed(t *testing.T) {
	s := plannedWorks{activities: []model.Activity{takes("A1", 1, "A2"), takes("A2", 1, "A1"), takes("A10", 1, "A11"), takes("A11", 1, "A10")}}.at(t, dayOf(1, 1))
	require.Equal(t, []string{ProblemCycle, ProblemCycle}, problemCodes(s)[:2])
	require.Equal(t, []string{"A1", "A2", "A1"}, s.Problems[0].Activities)
	require.Equal(t, []string{"A10", "A11", "A10"}, s.Problems[1].Activities)
}

func TestNothingToSchedule(t *testing.T) {
	require.Nil(t, plannedWorks{}.part(t))
}

func TestWithoutDeadlineThereAreNoLatestDates(t *testing.T) {
	s := plannedWorks{start: plannedOn(dayOf(1, 1)), activities: []model.Activity{takes("1", 3)}}.at(t, dayOf(12, 1))
	require.Equal(t, []string{ProblemNoDeadline}, problemCodes(s))
	a := s.Activities[0]
	require.Equal(t, dayOf(1, 3), a.EarliestFinish)
	require.True(t, a.LatestStart.IsZero())
	require.Nil(t, a.Float)
	require.True(t, a.Critical, "the finish depends on it all the same")
	require.False(t, a.Late, "what has no deadline is not late")
}

func TestWithoutStartThereAreLatestDatesOnly(t *testing.T) {
	w := plannedWorks{finish: plannedOn(dayOf(1, 10)), activities: []model.Activity{takes("1", 3), takes("2", 2, "1")}}
	s := w.at(t, dayOf(1, 1))
	require.Equal(t, []string{ProblemNoStart}, problemCodes(s))
	require.Equal(t, dayOf(1, 6), s.Activities[0].LatestStart)
	require.True(t, s.Activities[0].EarliestStart.IsZero())
	require.True(t, s.Finish.IsZero())
	require.True(t, w.at(t, dayOf(1, 7)).Activities[0].Late)

	w.activities[0].ActualStart = dayOf(1, 4)
	s = w.at(t, dayOf(1, 4))
	require.Equal(t, dayOf(1, 4), s.Start, "the first activity's, where the project says nothing")
	require.Equal(t, dayOf(1, 8), s.Finish)
	require.Equal(t, []string{ProblemNoStart}, problemCodes(w.at(t, dayOf(1, 3))), "an actual start that has not come is none")
}

func TestImpossibleDatesAreNamed(t *testing.T) {
	w := plannedWorks{
		start: plannedOn(dayOf(1, 1)), finish: plannedOn(dayOf(1, 20)),
		activities: []model.Activity{wentOn(takes("1", 3), dayOf(1, 5), dayOf(1, 2)), wentOn(takes("2", 3, "1"), dayOf(1, 1), model.Period{}), takes("3", 1, "2")},
	}
	s := w.at(t, dayOf(1, 10))
	require.Equal(t, []string{ProblemFinishBeforeStart, ProblemOutOfOrder}, problemCodes(s))
	require.Equal(t, "activity 1 finished on 2020-01-02, before it started on 2020-01-05; its finish is taken", s.Problems[0].What.EN)
	require.Equal(t, "activity 2 started on 2020-01-01, before 1, which it follows, had finished (on 2020-01-02)", s.Problems[1].What.EN)
	require.Equal(t, dayOf(1, 2), s.Activities[0].EarliestFinish)

	w.activities[0] = wentOn(takes("1", 3), dayOf(1, 1), model.Period{})
	s = w.at(t, dayOf(1, 10))
	require.Equal(t, "工序 2 于 2020-01-01 开始时，紧前工序 1 尚未完成", s.Problems[0].What.ZH)
	w.activities[0] = wentOn(takes("1", 3), dayOf(1, 1), dayOf(1, 1))
	require.Empty(t, w.at(t, dayOf(1, 10)).Problems, "handed over within the day")

	w.finish = plannedOn(dayOf(1, 1))
	w.start = plannedOn(dayOf(1, 2))
	require.Equal(t, []string{ProblemDeadlineBeforeStart}, problemCodes(w.at(t, dayOf(1, 10))))
}

func TestDatesBeyondReachAreUnknownAndNamed(t *testing.T) {
	w := plannedWorks{
		start: plannedOn(dayOf(1, 1)), finish: plannedOn(dayOf(1, 20)),
		activities: []model.Activity{takes("1", 90_000), takes("2", 1, "1"), takes("3", 5)},
	}
	s := w.at(t, dayOf(1, 10))
	require.Equal(t, []string{ProblemTooFar}, problemCodes(s))
	require.True(t, s.Finish.IsZero())
	require.Equal(t, dayOf(1, 1), s.Activities[0].EarliestStart)
	require.True(t, s.Activities[0].EarliestFinish.IsZero())
	require.True(t, s.Activities[0].LatestStart.IsZero())
	require.True(t, s.Activities[1].EarliestStart.IsZero())
	require.Equal(t, dayOf(1, 16), s.Activities[2].LatestStart, "what lies within reach is told")

	w.activities[0].Duration = 40_000
	require.Empty(t, w.at(t, dayOf(1, 10)).Problems, "1910 and 2129 are within reach")
}
