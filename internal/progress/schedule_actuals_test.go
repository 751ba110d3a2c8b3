package progress

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestLateIsWhatHasPassedWithoutAnActualDate(t *testing.T) {
	w := works{
		start: planDates(on(1, 1)), finish: planDates(on(1, 10)),
		activities: []model.Activity{takes("1", 3), takes("2", 4, "1")},
	}
	late := func(day model.Period) [2]bool {
		s := w.at(t, day)
		return [2]bool{s.Activities[0].Late, s.Activities[1].Late}
	}
	require.Equal(t, on(1, 4), w.at(t, on(1, 1)).Activities[0].LatestStart)
	require.Equal(t, [2]bool{false, false}, late(on(1, 4)), "its day may be used")
	require.Equal(t, [2]bool{true, false}, late(on(1, 5)), "however far its finish is")
	require.Equal(t, [2]bool{true, true}, late(on(1, 8)))

	w.activities[0].ActualStart = on(1, 5)
	require.Equal(t, [2]bool{false, false}, late(on(1, 6)), "begun, if late; its finish has not passed")
	require.Equal(t, [2]bool{true, false}, late(on(1, 7)))
	w.activities[0].ActualFinish = on(1, 9)
	require.Equal(t, [2]bool{true, true}, late(on(1, 8)), "what comes later has not come")
	require.Equal(t, [2]bool{false, true}, late(on(1, 9)))

	w.finish.Actual = on(1, 12)
	require.Equal(t, [2]bool{false, true}, late(on(1, 11)))
	s := w.at(t, on(1, 12))
	require.True(t, s.Finished)
	require.Equal(t, on(1, 12), s.Finish)
	require.Equal(t, 2, *s.DaysLate())
	require.Equal(t, [2]bool{false, false}, late(on(1, 12)), "nothing of a finished project is late")
}

func TestTheFinishFollowsFromWhatWasReported(t *testing.T) {
	w := works{
		start: planDates(on(3, 1)), finish: planDates(on(3, 31)), cutoffs: []model.Period{on(3, 5), on(3, 25)},
		activities: []model.Activity{takes("1", 5), takes("2", 10, "1"), takes("3", 5, "2")},
	}
	require.Equal(t, on(3, 20), w.at(t, on(3, 4)).Finish, "nothing was reported yet: as planned")
	s := w.at(t, on(3, 24))
	require.Equal(t, on(3, 5), s.DataDate, "time passing makes a report late, not a project slow")
	require.Equal(t, on(3, 6), s.Activities[0].EarliestStart, "not begun by the cut-off")
	require.Equal(t, on(3, 25), s.Finish)
	require.Equal(t, -6, *s.DaysLate())
	require.Equal(t, on(4, 14), w.at(t, on(3, 25)).Finish, "the next report says that nothing began")

	w.activities[0] = went(w.activities[0], on(3, 2), on(3, 4))
	w.activities[1].ActualStart = on(3, 5)
	s = w.at(t, on(3, 24))
	require.Equal(t, []model.Period{on(3, 2), on(3, 4)}, []model.Period{s.Activities[0].EarliestStart, s.Activities[0].EarliestFinish})
	require.Equal(t, on(3, 14), s.Activities[1].EarliestFinish)
	require.Equal(t, on(3, 19), s.Finish)
	require.Nil(t, s.Activities[0].Float, "what is finished can't slip")
	require.Equal(t, 12, *s.Activities[1].Float)
	s = w.at(t, on(3, 25))
	require.Equal(t, on(3, 25), s.Activities[1].EarliestFinish, "under way at the cut-off")
	require.Equal(t, on(3, 30), s.Finish)
	require.Equal(t, 1, *s.Activities[1].Float)
	require.True(t, s.Activities[1].Critical)

	w.activities[1].ActualFinish = on(3, 28)
	require.Equal(t, on(3, 28), w.at(t, on(3, 28)).DataDate, "an actual date is a report too")
	require.Equal(t, on(4, 2), w.at(t, on(3, 28)).Finish)
	require.Equal(t, -2, *w.at(t, on(3, 28)).Activities[2].Float)
}

// TestZhongdingTookNineMonths has the bulletin's project: on the site on
// 1 October 2019, in production on 1 July 2020.
func TestZhongdingTookNineMonths(t *testing.T) {
	entered, produced := model.NewDate(2019, 10, 1), on(7, 1)
	w := works{
		start: model.Milestone{Planned: entered, Actual: entered}, finish: planDates(produced),
		activities: []model.Activity{
			went(takes("1", 76), entered, model.NewDate(2019, 12, 15)), went(takes("2", 100, "1"), model.NewDate(2019, 12, 16), on(3, 31)),
			went(takes("3", 92, "2"), on(4, 1), model.Period{}),
		},
	}
	s := w.at(t, on(4, 1))
	require.Equal(t, produced, s.Finish)
	require.Zero(t, *s.DaysLate())
	require.Equal(t, on(4, 1), s.Activities[2].LatestStart)
	w.activities[2].ActualFinish, w.finish.Actual = produced, produced
	s = w.at(t, on(9, 8))
	require.True(t, s.Finished)
	require.Equal(t, produced, s.Finish)
}
