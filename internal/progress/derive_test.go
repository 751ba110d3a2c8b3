package progress

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func monthly(year, first int, values ...float64) []model.Point {
	var points []model.Point
	for i, v := range values {
		p := model.NewMonth(year, 1).Add(first - 1 + i)
		points = append(points, model.Point{Period: p, Value: v})
	}
	return points
}

func TestMonthsFromCumulativeValues(t *testing.T) {
	revenue := model.Indicator{Code: "revenue", Freq: "M"}
	got := DeriveMonths(revenue, append(monthly(2019, 11, 90, 100), monthly(2020, 1, 10, 18, 30)...))
	require.Equal(t, append(monthly(2019, 12, 10), monthly(2020, 1, 10, 8, 12)...), got,
		"November 2019 has no predecessor, January 2020 is its own")
}

func TestFebruaryCantBeDerivedWhereItIsPublishedWithJanuary(t *testing.T) {
	industry := model.Indicator{Code: "industry", Freq: "M", JanFeb: true}
	got := DeriveMonths(industry, monthly(2020, 2, 18, 30, 45))
	require.Len(t, got, 3)
	require.Equal(t, model.NewMonth(2020, 2).WithSpan(2), got[0].Period)
	require.Equal(t, 18.0, got[0].Value, "it covers both months")
	require.Equal(t, []float64{12, 15}, []float64{got[1].Value, got[2].Value})
}

func TestAGapInTheYearIsNotBridged(t *testing.T) {
	revenue := model.Indicator{Code: "revenue", Freq: "M"}
	got := DeriveMonths(revenue, append(monthly(2020, 1, 10), monthly(2020, 3, 30, 42)...))
	require.Equal(t, append(monthly(2020, 1, 10), monthly(2020, 4, 12)...), got)
}

func TestGrowth(t *testing.T) {
	levels := append(monthly(2019, 1, 100, 0, -5), monthly(2020, 1, 107.9, 3, 4, 5)...)
	got := DeriveGrowth(levels)
	require.Len(t, got, 1, "no growth on zero, on a loss, or without a year before")
	require.InDelta(t, 0.079, got[0].Value, 1e-12)
}

// Fixed-asset investment of January to September 2023 as published: 375,035
// (100 million yuan), +3.1 %; the year before was published as 421,412. The
// naive ratio is −11.0 %.
func TestPublishedGrowthIsNotTheRatioOfLevels(t *testing.T) {
	derived := DeriveGrowth(append(monthly(2022, 9, 421412), monthly(2023, 9, 375035)...))
	require.InDelta(t, -0.110, derived[0].Value, 5e-4)
	shown, found := Compare(derived, monthly(2023, 9, 0.031), 1)
	require.Empty(t, shown)
	require.Equal(t, []Comparison{{model.NewMonth(2023, 9), false}}, found)

	shown, found = Compare(monthly(2023, 9, 0.041), monthly(2023, 9, 0.031), 1)
	require.Len(t, shown, 1, "exactly the margin still agrees")
	require.True(t, found[0].Comparable)

	shown, found = Compare(derived, nil, 1)
	require.Len(t, shown, 1)
	require.Empty(t, found)
}
