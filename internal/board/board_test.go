package board_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
)

func newBoards(t *testing.T, o *officetest.Office) *board.Boards {
	t.Helper()
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	return boards
}

func TestACommitIsSeenAtOnceAndAnAsOfStaysAsItWas(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 60)
	boards, at := newBoards(t, o), officetest.Date(2020, 8, 10)
	done := func(asOf time.Time) float64 {
		b, err := boards.Board(t.Context(), at, asOf)
		require.NoError(t, err)
		return b.Projects[0].Completed.Value
	}
	then := officetest.Date(2020, 8, 5)
	require.Equal(t, 60.0, done(time.Time{}))
	require.Equal(t, 60.0, done(then))
	o.Now = officetest.Date(2020, 8, 6)
	o.Report("P1", officetest.Date(2020, 7, 31), 50)
	require.Equal(t, 50.0, done(time.Time{}))
	require.Equal(t, 60.0, done(then))
}

func TestAsOfTheFirstInstantOf1970IsNotNow(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("P1", 2020, 100)
	boards, at := newBoards(t, o), officetest.Date(2020, 8, 10)
	known := func(asOf time.Time) int {
		b, err := boards.Board(t.Context(), at, asOf)
		require.NoError(t, err)
		return len(b.Projects)
	}
	require.Equal(t, 1, known(time.Time{}))
	require.Zero(t, known(time.Unix(0, 0)), "nobody had said anything")
	require.Equal(t, 1, known(time.Time{}))
}

func TestTimeAloneChangesARememberedBoard(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 60)
	boards := newBoards(t, o)
	late := func(at time.Time) bool {
		b, err := boards.Board(t.Context(), at, time.Time{})
		require.NoError(t, err)
		require.True(t, at.Equal(b.At))
		return b.Projects[0].Report.Late
	}
	deadline := officetest.EndOf(2020, 9, 5)
	require.False(t, late(deadline.Add(-time.Hour)))
	require.False(t, late(deadline))
	require.True(t, late(deadline.Add(time.Second)))
	require.False(t, late(deadline), "an earlier instant is not answered with a later board")
}

func TestManyMayAskWhileOthersCommit(t *testing.T) {
	o := officetest.New(t)
	o.Task("P1", 2020, 1000)
	o.Report("P1", officetest.Date(2020, 1, 31), 1)
	boards := newBoards(t, o)
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() {
			seen := 0.0
			for range 50 {
				b, err := boards.Board(t.Context(), officetest.Date(2020, 12, 31), time.Time{})
				if err != nil || b.Projects[0].Completed.Value < seen {
					t.Errorf("%v, or the board went back in time: %v after %v", err, b, seen)
					return
				}
				seen = b.Projects[0].Completed.Value
			}
		})
	}
	for day := range 30 {
		o.Now = o.Now.Add(time.Minute)
		o.Report("P1", model.NewDate(2020, 2, 1).Add(day).Start(officetest.Zone), float64(2+day))
	}
	askers.Wait()
}
