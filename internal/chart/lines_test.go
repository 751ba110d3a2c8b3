package chart_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/chart"
)

func day(n int) time.Time { return time.Date(2020, 1, 1+n, 0, 0, 0, 0, time.UTC) }

func TestALineChartSaysWhatItShows(t *testing.T) {
	svg := string(chart.Lines{
		Title: "A & B", FromZero: true, Lines: []chart.Line{
			{Name: "<plan>", Class: "soft", Dash: "4 3", Points: []chart.Point{{day(0), 0}, {day(30), 10}}},
			{Name: "done", Class: "green", Marks: true, Points: []chart.Point{{day(0), 0}, {day(20), 9.5}}},
			{Name: "none"},
		},
		Marks: []chart.Mark{{day(20), "now"}}, Ticks: []chart.Tick{{day(0), "1"}, {day(30), "2"}},
	}.SVG())
	require.Contains(t, svg, `aria-label="A &amp; B; &lt;plan&gt; 10 (2020-01-31); done 9.5 (2020-01-21)"`)
	require.Contains(t, svg, ">&lt;plan&gt;</text>")
	require.NotContains(t, svg, ">none<")
	require.Contains(t, svg, `stroke-dasharray="4 3"`)
	require.Equal(t, 3, strings.Count(svg, "<circle"), "two points and the legend")
	require.Empty(t, chart.Lines{Lines: []chart.Line{{Name: "x"}}}.SVG())
}

// Whatever the figures, the drawing is well-formed, and all of it lies inside.
func TestALineChartOfAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := chart.Lines{Title: rapid.String().Draw(rt, "title"), FromZero: rapid.Bool().Draw(rt, "zero")}
		for range rapid.IntRange(1, 3).Draw(rt, "lines") {
			l := chart.Line{Name: rapid.StringMatching(`[a-z<&"]{0,5}`).Draw(rt, "name"), Step: rapid.Bool().Draw(rt, "step")}
			for range rapid.IntRange(0, 5).Draw(rt, "points") {
				l.Points = append(l.Points, chart.Point{
					At: day(rapid.IntRange(0, 4000).Draw(rt, "day")), Value: rapid.Float64Range(-1e13, 1e13).Draw(rt, "value"),
				})
			}
			c.Lines = append(c.Lines, l)
		}
		c.Title = strings.Map(func(r rune) rune {
			if r < ' ' || r > 0xd7ff {
				return -1 // XML has no such characters.
			}
			return r
		}, c.Title)
		svg := string(c.SVG())
		require.NotContains(rt, svg, "NaN")
		require.NotContains(rt, svg, "Inf")
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			require.NoError(rt, err)
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "circle" {
				for _, a := range start.Attr {
					require.NotContains(rt, a.Value, "-")
				}
			}
		}
	})
}

func TestTicksAreRoundAndSpan(t *testing.T) {
	require.Equal(t, []float64{0, 20, 40, 60, 80}, chart.Ticks(0, 66, 5))
	rapid.Check(t, func(rt *rapid.T) {
		low := rapid.Float64Range(-1e12, 1e12).Draw(rt, "low")
		high := low + math.Abs(rapid.Float64Range(1e-6, 1e12).Draw(rt, "span"))
		all := chart.Ticks(low, high, 5)
		require.LessOrEqual(rt, all[0], low+(high-low)*1e-6)
		require.GreaterOrEqual(rt, all[len(all)-1], high-(high-low)*1e-6)
		require.LessOrEqual(rt, len(all), 9)
	})
}
