package progress

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

func values(points []model.Point) map[string]float64 {
	byPeriod := map[string]float64{}
	for _, p := range points {
		byPeriod[p.Period.String()] = p.Value
	}
	return byPeriod
}

func quarterly(year, first int, values ...float64) []model.Point {
	var points []model.Point
	for i, v := range values {
		points = append(points, model.Point{Period: model.NewQuarter(year, 1).Add(first - 1 + i), Value: v})
	}
	return points
}

func join(lists ...[]model.Point) (all []model.Point) {
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

func TestLastYearStandsAtThisYearsPeriod(t *testing.T) {
	got := DeriveLastYear(join(monthly(2019, 6, 60, 70, 80), monthly(2020, 6, 66, 77)))
	require.Equal(t, map[string]float64{"2020-06": 60, "2020-07": 70}, values(got),
		"August 2020 has no level of its own yet")
}

func TestJanuaryAndFebruaryStandBesideBothMonthsOfLastYear(t *testing.T) {
	industry := model.Indicator{Code: "industry", Freq: "M", JanFeb: true}
	months := DeriveMonths(industry, join(monthly(2019, 2, 18, 30), monthly(2020, 2, 16, 31)))
	require.Equal(t, map[string]float64{"2020-01/2020-02": 18, "2020-03": 12}, values(DeriveLastYear(months)))
}

func TestTrailingYear(t *testing.T) {
	year2019 := monthly(2019, 1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120)
	for name, c := range map[string]struct {
		ytd  []model.Point
		want map[string]float64
	}{
		"July of the next year":       {join(year2019, monthly(2020, 7, 77)), map[string]float64{"2019-12": 120, "2020-07": 127}},
		"February, published at once": {join(monthly(2019, 2, 20), monthly(2019, 12, 120), monthly(2020, 2, 25)), map[string]float64{"2019-12": 120, "2020-02": 125}},
		"the year is not there":       {join(monthly(2019, 7, 70), monthly(2020, 7, 77)), map[string]float64{}},
		"its part is not there":       {join(monthly(2019, 12, 120), monthly(2020, 7, 77)), map[string]float64{"2019-12": 120}},
		"quarters":                    {join(quarterly(2019, 1, 10, 20, 30, 40), quarterly(2020, 1, 9, 21)), map[string]float64{"2019-Q4": 40, "2020-Q1": 39, "2020-Q2": 41}},
		"days have no such total":     {[]model.Point{{Period: model.NewDate(2019, 12, 31), Value: 1}, {Period: model.NewDate(2020, 12, 31), Value: 1}}, map[string]float64{}},
	} {
		require.Equal(t, c.want, values(DeriveTrailing(c.ytd)), name)
	}
}

func TestADerivedValueIsKnownWhenAllItsPartsAre(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2020, 8, d, 0, 0, 0, 0, time.UTC) }
	ytd := join(monthly(2019, 7, 70), monthly(2019, 12, 120), monthly(2020, 7, 77))
	for i, d := range []int{1, 9, 5} {
		ytd[i].Recorded, ytd[i].First = day(d), day(d)
	}
	ytd[2].Status = model.Preliminary
	trailing := DeriveTrailing(ytd)
	require.Equal(t, day(9), trailing[1].Recorded, "the year before was corrected last")
	require.Equal(t, model.Preliminary, trailing[1].Status)
	require.Equal(t, day(5), DeriveLastYear(ytd)[0].Recorded)
}

// The averages published for 2021 are of growth on 2020 and on 2019.
func TestTwoYearAverageIsGeometric(t *testing.T) {
	shown, found := DeriveTwoYears(join(monthly(2020, 7, -0.016), monthly(2021, 7, 0.103)), nil, nil)
	require.InDelta(t, 0.0418, shown[0].Value, 5e-5, "√(0.984 × 1.103) − 1, not the mean 4.35 %")
	require.Empty(t, found, "published growth needs no check")

	shown, _ = DeriveTwoYears(monthly(2021, 7, 0.103), join(monthly(2020, 7, 0.21), monthly(2021, 7, 0.21)), nil)
	require.InDelta(t, 0.21, shown[0].Value, 1e-12, "one published year is not mixed with a derived one")

	shown, _ = DeriveTwoYears(join(monthly(2020, 7, -1.5), monthly(2021, 7, 0.1)), nil, nil)
	require.Empty(t, shown, "there is no mean of a growth below −100 %")
}

// Fixed-asset investment of January to September as published: 421,412 (100
// million yuan) in 2022 and 375,035 with +3.1 % in 2023, against −11.0 % by
// the levels.
func TestNothingThatFollowsFromLevelsThatAreNotComparableIsShown(t *testing.T) {
	levels := join(monthly(2021, 9, 397827), monthly(2022, 9, 421412), monthly(2023, 9, 375035))
	published := monthly(2023, 9, 0.031)
	_, compared := Compare(DeriveGrowth(levels), published, 1)

	shown, found := DeriveTwoYears(published, DeriveGrowth(levels), compared)
	require.Empty(t, shown)
	require.Equal(t, []Comparison{{model.NewMonth(2023, 9), false}}, found)

	next := join(levels, monthly(2024, 9, 378978))
	shown, found = DeriveTwoYears(published, DeriveGrowth(next), compared)
	require.Empty(t, shown, "the year before is not comparable")
	require.Len(t, found, 2)

	both := join(monthly(2022, 9, 0.059), published)
	shown, _ = DeriveTwoYears(both, DeriveGrowth(levels), compared)
	require.InDelta(t, 0.0449, shown[0].Value, 5e-5, "the published growth of both years may be averaged")

	part := join(monthly(2022, 9, 103559), monthly(2023, 9, 87269))
	shown, found = hideIncomparable(DeriveContribution(part, levels), nil, compared)
	require.Empty(t, shown)
	require.Equal(t, []Comparison{{model.NewMonth(2023, 9), false}}, found)
	require.InDelta(t, 87269.0/375035, DeriveShare(part, levels)[1].Value, 1e-12, "a share of one year compares nothing")
	require.InDelta(t, 421412, DeriveLastYear(levels)[1].Value, 0, "last year's level is a published one")
}

func TestSharesAndContributions(t *testing.T) {
	whole := join(monthly(2019, 7, 100), monthly(2020, 7, 120))
	part := join(monthly(2019, 7, 40), monthly(2020, 7, 55))
	require.Equal(t, map[string]float64{"2019-07": 0.4, "2020-07": 55.0 / 120}, values(DeriveShare(part, whole)))
	require.Equal(t, map[string]float64{"2020-07": 0.75}, values(DeriveContribution(part, whole)))

	require.Empty(t, DeriveContribution(part, join(monthly(2019, 7, 100), monthly(2020, 7, 100))), "nothing changed")
	require.Empty(t, DeriveContribution(part, monthly(2020, 7, 120)), "no year before")
	require.Empty(t, DeriveShare(part, join(monthly(2019, 7, 0), monthly(2020, 7, -1))), "of a loss there are no shares")
	require.Empty(t, DeriveShare(part, monthly(2020, 6, 120)))
}

// Whatever was published, the months of a year add up to its year to date, and
// the last twelve to the trailing year.
func TestMonthsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		i := model.Indicator{Code: "any", Freq: "M", JanFeb: rapid.Bool().Draw(rt, "together")}
		var ytd []model.Point
		for year := 2019; year <= 2021; year++ {
			sum := 0.0
			for m := 1; m <= 12; m++ {
				sum += float64(rapid.IntRange(-5, 50).Draw(rt, "month"))
				if m >= firstOfYear(i, model.NewMonth(year, time.Month(m))) {
					ytd = append(ytd, monthly(year, m, sum)...)
				}
			}
		}
		months := DeriveMonths(i, ytd)
		require.Len(rt, months, len(ytd))
		sums := map[int]float64{}
		for at, p := range ytd {
			sums[p.Period.Year()] += months[at].Value
			require.InDelta(rt, p.Value, sums[p.Period.Year()], 1e-9)
		}
		for _, p := range DeriveTrailing(ytd) {
			sum := 0.0
			for _, m := range months {
				if m.Period.Key() <= p.Period.Key() && m.Period.Key() > p.Period.SameYear(-1).Key() {
					sum += m.Value
				}
			}
			require.InDelta(rt, sum, p.Value, 1e-9, p.Period)
		}
	})
}
