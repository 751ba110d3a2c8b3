package progress

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestLateIsWhatHasPassedWithoutAnActualDate(t *testing.T) {
	w := plannedWorks{
		start: plannedOn(dayOf(1, 1)), finish: plannedOn(dayOf(1, 10)),
		activities: []model.Activity{takes("1", 3), takes("2", 4, "1")},
	}
	late := func(day model.Period) [2]bool {
		s := w.at(t, day)
		return [2]bool{s.Activities[0].Late, s.Activities[1].Late}
	}
	require.Equal(t, dayOf(1, 4), w.at(t, dayOf(1, 1)).Activities[0].LatestStart)
	require.Equal(t, [2]bool{false, false}, late(dayOf(1, 4)), "its day may be used")
	require.Equal(t, [2]bool{true, false}, late(dayOf(1, 5)), "however far its finish is")
	require.Equal(t, [2]bool{true, true}, late(dayOf(1, 8)))

	w.activities[0].ActualStart = dayOf(1, 5)
	require.Equal(t, [2]bool{false, false}, late(dayOf(1, 6)), "begun, if late; its finish has not passed")
	require.Equal(t, [2]bool{true, false}, late(dayOf(1, 7)))
	w.activities[0].ActualFinish = dayOf(1, 9)
	require.Equal(t, [2]bool{true, true}, late(dayOf(1, 8)), "what comes later has not come")
	require.Equal(t, [2]bool{false, true}, late(dayOf(1, 9)))

	w.finish.Actual = dayOf(1, 12)
	require.Equal(t, [2]bool{false, true}, late(dayOf(1, 11)))
	s := w.at(t, dayOf(1, 12))
	require.True(t, s.Finished)
	require.Equal(t, dayOf(1, 12), s.Finish)
	require.Equal(t, 2, *s.DaysLate())
	require.Equal(t, [2]bool{false, false}, late(dayOf(1, 12)), "nothing of a finished project is late")
}

func TestTheFinishFollowsFromWhatWasReported(t *testing.T) {
	w := plannedWorks{
		start: plannedOn(dayOf(3, 1)), finish: plannedOn(dayOf(3, 31)), cutoffs: []model.Period{dayOf(3, 5), dayOf(3, 25)},
		activities: []model.Activity{takes("1", 5), takes("2", 10, "1"), takes("3", 5, "2")},
	}
	require.Equal(t, dayOf(3, 20), w.at(t, dayOf(3, 4)).Finish, "nothing was reported yet: as planned")
	s := w.at(t, dayOf(3, 24))
	require.Equal(t, dayOf(3, 5), s.DataDate, "time passing makes a report late, not a project slow")
	require.Equal(t, dayOf(3, 6), s.Activities[0].EarliestStart, "not begun by the cut-off")
	require.Equal(t, dayOf(3, 25), s.Finish)
	require.Equal(t, -6, *s.DaysLate())
	require.Equal(t, dayOf(4, 14), w.at(t, dayOf(3, 25)).Finish, "the next report says that nothing began")

	w.activities[0] = wentOn(w.activities[0], dayOf(3, 2), dayOf(3, 4))
	w.activities[1].ActualStart = dayOf(3, 5)
	s = w.at(t, dayOf(3, 24))
	require.Equal(t, []model.Period{dayOf(3, 2), dayOf(3, 4)}, []model.Period{s.Activities[0].EarliestStart, s.Activities[0].EarliestFinish})
	require.Equal(t, dayOf(3, 14), s.Activities[1].EarliestFinish)
	require.Equal(t, dayOf(3, 19), s.Finish)
	require.Nil(t, s.Activities[0].Float, "what is finished can't slip")
	require.Equal(t, 12, *s.Activities[1].Float)
	s = w.at(t, dayOf(3, 25))
	require.Equal(t, dayOf(3, 25), s.Activities[1].EarliestFinish, "under way at the cut-off")
	require.Equal(t, dayOf(3, 30), s.Finish)
	require.Equal(t, 1, *s.Activities[1].Float)
	require.True(t, s.Activities[1].Critical)

	w.activities[1].ActualFinish = dayOf(3, 28)
	require.Equal(t, dayOf(3, 28), w.at(t, dayOf(3, 28)).DataDate, "an actual date is a report too")
	require.Equal(t, dayOf(4, 2), w.at(t, dayOf(3, 28)).Finish)
	require.Equal(t, -2, *w.at(t, dayOf(3, 28)).Activities[2].Float)
}

// TestZhongdingTookNineMonths has the bulletin's project: on the site on
// 1 October 2019, in production on 1 July 2020.
func TestZhongdingTookNineMonths(t *testing.T) {
	entered, produced := model.NewDate(2019, 10, 1), dayOf(7, 1)
	w := plannedWorks{
		start: model.Milestone{Planned: entered, Actual: entered}, finish: plannedOn(produced),
		activities: []model.Activity{
			wentOn(takes("1", 76), entered, model.NewDate(2019, 12, 15)), wentOn(takes("2", 100, "1"), model.NewDate(2019, 12, 16), dayOf(3, 31)),
			wentOn(takes("3", 92, "2"), dayOf(4, 1), model.Period{}),
		},
	}
	s := w.at(t, dayOf(4, 1))
	require.Equal(t, produced, s.Finish)
	require.Zero(t, *s.DaysLate())
	require.Equal(t, dayOf(4, 1), s.Activities[2].LatestStart)
	w.activities[2].ActualFinish, w.finish.Actual = produced, produced
	s = w.at(t, dayOf(9, 8))
	require.True(t, s.Finished)
	require.Equal(t, produced, s.Finish)
}
