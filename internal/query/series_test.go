package query

import (
	"math"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/value"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const testYear = int64(365 * 24 * time.Hour / time.Millisecond)

func TestWhatHoldsForYearsIsSeenAllTheWhile(t *testing.T) {
	points := []point{{-50 * testYear, 1}, {40 * testYear, stale}}
	held := within(points, span{from: 0, to: 45 * testYear, carry: true})
	require.Equal(t, point{0, 1}, held[0])
	for i := 1; i < len(held); i++ {
		require.Less(t, held[i].t-held[i-1].t, lookback.Milliseconds())
	}
	require.True(t, value.IsStaleNaN(held[len(held)-1].v))
	require.Equal(t, points[1:], within(points, span{from: 0, to: 45 * testYear}), "nothing is added for a range vector")
}

// Looking a value up in the cut points gives what the step function has, at
// every instant of the span.
func TestCuttingChangesNoValue(t *testing.T) {
	at := func(points []point, t, back int64) float64 {
		for i := len(points) - 1; i >= 0; i-- {
			if points[i].t <= t {
				if t-points[i].t >= back {
					break
				}
				return points[i].v
			}
		}
		return stale
	}
	rapid.Check(t, func(t *rapid.T) {
		var points []point
		now := int64(0)
		for range rapid.IntRange(0, 6).Draw(t, "points") {
			now += rapid.Int64Range(1, 30*testYear).Draw(t, "gap")
			v := float64(rapid.IntRange(0, 3).Draw(t, "value"))
			if v == 0 {
				v = stale
			}
			points = append(points, point{now, v})
		}
		from := rapid.Int64Range(-10*testYear, 100*testYear).Draw(t, "from")
		to := from + rapid.Int64Range(0, 60*testYear).Draw(t, "length")
		held := within(points, span{from: from, to: to, carry: true})
		when := rapid.Int64Range(from, to).Draw(t, "when")
		want, got := at(points, when, math.MaxInt64), at(held, when, lookback.Milliseconds())
		require.Equal(t, math.Float64bits(want), math.Float64bits(got))
	})
}
