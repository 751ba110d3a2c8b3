package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/officetest"
	"jindu/internal/progress"
)

func courseOf(tb testing.TB, o *officetest.Office, t time.Time) progress.Course {
	tb.Helper()
	view, err := o.Ledger.View(tb.Context(), time.Time{})
	require.NoError(tb, err)
	defer view.Close()
	p, err := progress.LoadPortfolio(tb.Context(), view, officetest.Rules())
	require.NoError(tb, err)
	return p.Course(t, func(string, string) bool { return true })
}

func TestTheCourseOfTwoProjects(t *testing.T) {
	o := officetest.New(t)
	o.Task("P1", 2020, 1200)
	o.Task("P2", 2020, 600)
	o.Report("P1", officetest.Date(2020, 1, 31), 100)
	o.Report("P1", officetest.Date(2020, 3, 15), 400)
	o.Report("P2", officetest.Date(2020, 2, 29), 50)
	c := courseOf(t, o, officetest.Date(2020, 9, 8))
	require.Equal(t, progress.Known(1800), c.Target)
	require.Len(t, c.Planned, 13)
	require.Equal(t, progress.CoursePoint{At: officetest.Date(2020, 1, 1)}, c.Planned[0])
	require.InDelta(t, 150, c.Planned[1].Yuan, 1e-6)
	require.InDelta(t, 1050, c.Planned[7].Yuan, 1e-6)
	require.Equal(t, 1800.0, c.Planned[12].Yuan)
	require.Equal(t, []progress.CoursePoint{
		{At: officetest.Date(2020, 1, 1)},
		{At: officetest.EndOf(2020, 1, 31), Yuan: 100},
		{At: officetest.EndOf(2020, 2, 29), Yuan: 150},
		{At: officetest.EndOf(2020, 3, 15), Yuan: 450},
	}, c.Done, "P2 counts in March with what it reported in February")
	require.Len(t, courseOf(t, o, officetest.EndOf(2020, 2, 10)).Done, 2, "what comes later has not come")
	require.Empty(t, courseOf(t, o, officetest.Date(2021, 1, 2)).Done)
}

// Where the course ends is where the board stands.
func TestTheCourseEndsAtTheBoard(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := officetest.New(t)
		for range 25 {
			o.Anything(rt)
		}
		at := officetest.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(rt, "day"))
		view, err := o.Ledger.View(t.Context(), time.Time{})
		require.NoError(rt, err)
		defer view.Close()
		board, err := progress.Evaluate(t.Context(), view, officetest.Rules(), at)
		require.NoError(rt, err)
		c := courseOf(t, o, at)
		var sum progress.Sum
		for _, r := range board.RegionSums() {
			if r.Parent == "" {
				sum.Completed.Decimal = sum.Completed.Decimal.Add(r.Completed.Decimal)
				sum.Completed.Valid = sum.Completed.Valid || r.Completed.Valid
			}
		}
		require.Equal(rt, sum.Completed.Valid, len(c.Done) > 0)
		if len(c.Done) > 0 {
			require.InDelta(rt, sum.Completed.Decimal.InexactFloat64(), c.Done[len(c.Done)-1].Yuan, 1e-3)
		}
	})
}
