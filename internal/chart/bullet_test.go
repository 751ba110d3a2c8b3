package chart_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/chart"
	"jindu/internal/progress"
)

func TestABulletStandsOnItsScale(t *testing.T) {
	b := chart.Bullet{
		Value: progress.Known(0.5), Pace: progress.Known(0.25), Target: progress.Known(1), High: 1, Label: `"甲" & <b>`,
	}
	require.Equal(t, `<svg class="bullet" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="&#34;甲&#34; &amp; &lt;b&gt;">`+
		`<rect class="track" y="28" width="1000" height="44"/><rect class="done" x="0" y="28" width="500" height="44"/>`+
		`<path class="target" vector-effect="non-scaling-stroke" d="M1000 12V88"/>`+
		`<path class="pace" vector-effect="non-scaling-stroke" d="M250 4V96"/></svg>`, string(b.SVG()))
}

// Below zero a bar goes the other way, and what is beyond the scale ends there.
func TestABulletEndsAtTheEdgeOfItsScale(t *testing.T) {
	below := string(chart.Bullet{Value: progress.Known(-0.5), Low: -1, High: 1}.SVG())
	require.Contains(t, below, `<rect class="done" x="250" y="28" width="250" height="44"/>`)
	require.Contains(t, below, `<path class="zero" vector-effect="non-scaling-stroke" d="M500 `)
	require.Contains(t, string(chart.Bullet{Value: progress.Known(9), High: 1}.SVG()), `x="0" y="28" width="1000"`)
	require.Contains(t, string(chart.Bullet{Value: progress.Known(-9), Low: -1, High: 1}.SVG()), `x="0" y="28" width="500"`)
}

func TestWhatIsNotKnownIsNotDrawn(t *testing.T) {
	require.NotContains(t, string(chart.Bullet{High: 1}.SVG()), "done")
	require.NotContains(t, string(chart.Bullet{Value: progress.Known(0)}.SVG()), "NaN", "a scale without extent")
}

func TestTheScaleHoldsAllThatIsCompared(t *testing.T) {
	low, high := chart.Span(
		chart.Bullet{Value: progress.Known(-1)}, chart.Bullet{Value: progress.Known(2), Target: progress.Known(4)}, chart.Bullet{})
	require.InDelta(t, -1.1, low, 1e-9)
	require.InDelta(t, 4.1, high, 1e-9)
	low, high = chart.Span(chart.Bullet{Value: progress.Known(2)})
	require.Zero(t, low, "bars begin at 0")
	require.Greater(t, high, 2.0)
}

func TestASparkGoesThroughItsValues(t *testing.T) {
	spark := string(chart.Spark([]float64{-1, 0, 1}, "x"))
	require.Contains(t, spark, `class="line" vector-effect="non-scaling-stroke" d="M40 90L500 50L960 10"/>`)
	require.Contains(t, spark, `class="zero" vector-effect="non-scaling-stroke" d="M0 50H1000"/>`)
	require.Contains(t, spark, `class="dot" vector-effect="non-scaling-stroke" d="M960 10h0"/>`)
	flat := string(chart.Spark([]float64{3, 3}, "x"))
	require.Contains(t, flat, `d="M40 50L960 50"/>`)
	require.NotContains(t, flat, "zero")
	require.Contains(t, string(chart.Spark([]float64{7}, "x")), "M960 50")
	require.Empty(t, chart.Spark(nil, "x"))
}

func TestAFunnelsStepsStandInTheMiddle(t *testing.T) {
	step := string(chart.Funnel(0.5, 0.25, "x"))
	require.Contains(t, step, `<rect class="reached" x="250" y="12" width="500" height="76"/><rect class="standing" x="375" y="12" width="250" height="76"/>`)
	require.NotContains(t, string(chart.Funnel(0.5, 0, "x")), "standing")
}
