package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// someday is an instant around the days that Anything speaks of.
func someday(rt *rapid.T) time.Time {
	return officetest.Date(2019, 8, 1).Add(time.Duration(rapid.IntRange(0, 900*86400).Draw(rt, "at")) * time.Second)
}

// requireSame compares what two boards show.
func requireSame(t require.TestingT, want, got *progress.Board) {
	require.Equal(t, want.Projects, got.Projects)
	require.Equal(t, want.Regions, got.Regions)
	require.Equal(t, want.Indicators, got.Indicators)
}

// Whatever is reported, walking through time comes to what is evaluated at
// once, and between two boards of a walk nothing changes.
func TestRunComesToWhatEvaluateGives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o, rules := newOffice(t), officetest.AnyRules(t, rt)
		o.Now = officetest.Date(2020, 1, 1)
		if rapid.Bool().Draw(rt, "at work") {
			o.AtWork(rt)
		}
		for range rapid.IntRange(1, 15).Draw(rt, "submissions") {
			o.Later(rt)
			o.Anything(rt)
		}
		view, err := o.Ledger.View(t.Context(), time.Time{})
		require.NoError(t, err)
		defer view.Close() //nolint:errcheck // Nothing was written.
		to := someday(rt)
		var last *progress.Board
		for b, err := range progress.Run(t.Context(), view, rules, officetest.Date(2019, 8, 1), to) {
			require.NoError(t, err)
			last = b
		}
		want, err := progress.Evaluate(t.Context(), view, rules, to)
		require.NoError(t, err)
		requireSame(rt, want, last)
	})
}

// What was recorded later is not seen as of an earlier instant: the board is
// the one that was seen then.
func TestABoardAsOfThenIsTheOneSeenThen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice(t)
		o.Now = officetest.Date(2020, 1, 1)
		several := func(name string) {
			for range rapid.IntRange(1, 8).Draw(rt, name) {
				o.Later(rt)
				o.Anything(rt)
			}
		}
		several("before")
		at, then := someday(rt), o.Now.Add(time.Minute) // It may have reported twice.
		seen := o.board(at, time.Time{})
		several("after")
		requireSame(rt, seen, o.board(at, then))
	})
}

// A January that was reported before its catalog said that it is published with
// February: between the two releases nothing is awaited, and then February is.
func TestAJanuaryThatNobodyPublishesAnyMore(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 2, 5)
	o.Indicator("retail_sales", model.YearToDate, model.NewMonth(2020, 1), 1)
	for at, want := range map[time.Time]progress.ReportState{
		officetest.EndOf(2020, 2, 20): progress.ReportNotPublished,
		officetest.EndOf(2020, 2, 29): progress.ReportAwaited,
		officetest.EndOf(2020, 3, 14): progress.ReportAwaited,
	} {
		view, err := o.Ledger.View(t.Context(), time.Time{})
		require.NoError(t, err)
		var last *progress.Board
		for b, err := range progress.Run(t.Context(), view, officetest.Rules(), officetest.Date(2020, 2, 10), at) {
			require.NoError(t, err)
			last = b
		}
		require.NoError(t, view.Close())
		require.Equal(t, want, last.Indicators[0].Report.State, "%s", at)
		requireSame(t, o.board(at, time.Time{}), last)
	}
}
