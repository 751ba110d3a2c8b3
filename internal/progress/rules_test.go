package progress

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// The point in force is the last whose period has ended, to the second.
func TestInForce(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	rapid.Check(t, func(rt *rapid.T) {
		freq := rapid.SampledFrom([]model.Frequency{
			model.Annual, model.HalfYearly, model.Quarterly, model.Monthly, model.Weekly, model.Daily,
		}).Draw(rt, "frequency")
		first := model.PeriodOf(freq, time.Date(2019, 12, 30, 0, 0, 0, 0, zone))
		var points []model.Point
		for i := range rapid.IntRange(0, 30).Draw(rt, "points") {
			if rapid.Bool().Draw(rt, "said") {
				points = append(points, model.Point{Period: first.Add(i)})
			}
		}
		at := time.Date(2019, 12, 1, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 900*86400).Draw(rt, "at")) * time.Second)
		if rapid.Bool().Draw(rt, "at an end") {
			at = first.Add(rapid.IntRange(0, 30).Draw(rt, "of")).End(zone).Add(time.Duration(rapid.IntRange(-1, 1).Draw(rt, "by")) * time.Second)
		}
		want := -1
		for i, p := range points {
			if !p.Period.End(zone).After(at) {
				want = i
			}
		}
		require.Equal(rt, want, inForce(points, at.UTC(), zone))
	})
}

// A project that is exactly on pace has a gap of 0, and not of -0, which would
// be shown as -0.0.
func TestNoGapIsNegativeZero(t *testing.T) {
	for _, completion := range []float64{7.0 / 12, 0.58333333333, math.Nextafter(7.0/12, 0)} {
		gap := Gap(Known(completion), Known(7.0/12))
		require.Zero(t, gap.Value)
		require.False(t, math.Signbit(gap.Value), completion)
	}
}
