package progress

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var shanghai = time.FixedZone("CST", 8*3600)

func endOf(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 23, 59, 59, 0, shanghai)
}

func TestPace(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		want float64
	}{
		{endOf(2020, 1, 31), 1.0 / 12},
		{endOf(2020, 7, 31), 7.0 / 12}, // 58.3 %, the bulletin's.
		{endOf(2020, 8, 31), 8.0 / 12},
		{endOf(2020, 12, 31), 1},
		{endOf(2020, 8, 15), 0.625}, // 8月上半月.
		{endOf(2020, 2, 15), 1.5 / 12},
		{endOf(2020, 7, 25), (6 + 25.0/31) / 12},
		{endOf(2020, 2, 29), 2.0 / 12},
		{endOf(2020, 1, 1), 1.0 / 31 / 12},
	} {
		require.InDelta(t, c.want, Pace(c.at), 1e-15, "%s", c.at)
	}
}

func TestPaceNeverFallsInAYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1990, 2100).Draw(t, "year")
		day := time.Date(year, 1, rapid.IntRange(1, 364).Draw(t, "day"), 12, 0, 0, 0, shanghai)
		today, tomorrow := Pace(day), Pace(day.AddDate(0, 0, 1))
		require.LessOrEqual(t, today, tomorrow)
		require.Positive(t, today)
		require.LessOrEqual(t, tomorrow, 1.0)
	})
}

// The bulletin's 28 projects: 48.3 of 65.57 is 73.7 %, 15.3 points ahead at
// the end of July and 7.0 points ahead against the end of August.
func TestTheBulletinsGap(t *testing.T) {
	completed, target := Known(4.83e9), Known(6.557e9)
	completion := Completion(completed, target)
	july, august := Known(Pace(endOf(2020, 7, 31))), Known(Pace(endOf(2020, 8, 31)))
	require.InDelta(t, 0.7366, completion.Value, 5e-5)
	require.InDelta(t, 0.1533, Gap(completion, july).Value, 5e-5)
	require.InDelta(t, 0.070, Gap(completion, august).Value, 5e-4)
	require.InDelta(t, 4.83e9/(6.557e9*7/12), SPI(completed, target, july).Value, 1e-12)
}

func TestUnknownStaysUnknown(t *testing.T) {
	zero, one := Known(0), Known(1)
	require.False(t, Completion(Number{}, one).Known, "no report is not 0 %")
	require.False(t, Completion(one, zero).Known, "a target of zero has no share")
	require.False(t, Gap(Number{}, one).Known)
	require.False(t, SPI(one, Number{}, one).Known)
	require.False(t, SPI(one, one, zero).Known, "nothing was due yet")
	require.Equal(t, Known(0), Completion(zero, one))
}
