package model_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

func TestCalendarMonths(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2019-10-01", "2020-07-01", 9},
		{"2019-10-01", "2020-06-30", 8},
		{"2020-01-31", "2020-02-28", 0},
		{"2020-01-31", "2020-02-29", 1},
		{"2021-01-31", "2021-02-28", 1},
		{"2021-01-30", "2021-02-28", 1},
		{"2021-01-31", "2021-03-30", 1},
		{"2021-01-31", "2021-03-31", 2},
		{"2021-02-28", "2021-03-27", 0},
		{"2021-02-28", "2021-03-28", 1},
		{"2020-02-29", "2021-02-27", 11},
		{"2020-02-29", "2021-02-28", 12},
		{"2020-12-31", "2021-01-01", 0},
		{"2020-07-01", "2020-07-01", 0},
		{"2020-07-01", "2019-10-01", -9},
	} {
		from, err := model.ParsePeriod(c.from, 0)
		require.NoError(t, err)
		to, err := model.ParsePeriod(c.to, 0)
		require.NoError(t, err)
		require.Equal(t, c.want, model.CalendarMonths(from, to), "%s to %s", c.from, c.to)
	}
}

// A day later is at most a month more and never less, and the same day of a
// later month is as many months on as the calendar says.
func TestCalendarMonthsGrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := model.NewDate(2000, time.January, rapid.IntRange(1, 15000).Draw(t, "day"))
		to := from.Add(rapid.IntRange(0, 2000).Draw(t, "later"))
		n := model.CalendarMonths(from, to)
		require.GreaterOrEqual(t, n, 0)
		require.Contains(t, []int{n, n + 1}, model.CalendarMonths(from, to.Add(1)))
		months := rapid.IntRange(0, 100).Draw(t, "months")
		if start := from.Start(time.UTC); start.Day() <= 28 {
			on := model.NewDay(start.AddDate(0, months, 0))
			require.Equal(t, months, model.CalendarMonths(from, on))
			if months > 0 {
				require.Equal(t, months-1, model.CalendarMonths(from, on.Add(-1)))
			}
		}
	})
}
