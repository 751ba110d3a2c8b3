package model

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSeries(t *testing.T) {
	s := NewSeries("m", "region", "410505", "empty", "", "indicator", "retail_sales", "odd")
	require.Equal(t, `m{indicator="retail_sales",region="410505"}`, s.String(), "sorted, none empty")
	require.Equal(t, "410505", s.Label("region"))
	require.Empty(t, s.Label("empty"))
	require.Equal(t, `m{name="a\"b\\c\nd"}`, NewSeries("m", "name", "a\"b\\c\nd").String())
	require.Equal(t, "m{}", NewSeries("m").String())
}

func TestStoredSeries(t *testing.T) {
	i, ok := DefaultCatalog().Indicator("crude_steel_output")
	require.True(t, ok)
	for want, s := range map[string]Series{
		`jindu_indicator_tonnes{indicator="crude_steel_output",measure="ytd",origin="published",region="410505"}`:    IndicatorSeries(i, "410505", YearToDate, Published),
		`jindu_indicator_ratio{indicator="crude_steel_output",measure="month_yoy",origin="derived",region="410505"}`: IndicatorSeries(i, "410505", MonthGrowth, Derived),
		`jindu_project_completed_yuan{project="YD2020-001",region="410505",year="2020"}`:                             CompletedSeries("410505", "YD2020-001", 2020),
		`jindu_project_completed_since_start_yuan{project="YD2020-001",region="410505"}`:                             CompletedTotalSeries("410505", "YD2020-001"),
	} {
		require.Equal(t, want, s.String())
	}
}

func TestSeriesOrderAndKey(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "ab", "b", "区", "殷都"})
	series := rapid.Custom(func(t *rapid.T) Series {
		return NewSeries(word.Draw(t, "metric"), "x", word.Draw(t, "x"), "y", word.Draw(t, "y"), "xy", word.Draw(t, "xy"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := series.Draw(t, "a"), series.Draw(t, "b"), series.Draw(t, "c")
		require.Equal(t, a.Compare(b), -b.Compare(a))
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 {
			require.LessOrEqual(t, a.Compare(c), 0)
		}
		same := a.Compare(b) == 0
		require.Equal(t, same, slices.Equal(a.AppendKey(nil), b.AppendKey(nil)), "%s and %s", a, b)
		require.Equal(t, same, a.String() == b.String())
	})
}

func TestMatcher(t *testing.T) {
	for _, c := range []struct {
		op    MatchOp
		value string
		with  string
		want  bool
	}{
		{Equal, "a", "a", true},
		{Equal, "", "", true},
		{Equal, "a", "b", false},
		{NotEqual, "a", "b", true},
		{NotEqual, "a", "", true},
		{NotEqual, "a", "a", false},
		{Match, "a|b", "b", true},
		{Match, "a|b", "ab", false}, // Anchored, the whole alternative.
		{Match, ".*", "", true},
		{Match, ".+", "a\nb", true},
		{NotMatch, "a.*", "b", true},
		{NotMatch, "a.*", "ab", false},
	} {
		got, err := Matcher{Name: "x", Op: c.op, Value: c.value}.Matches(c.with)
		require.NoError(t, err)
		require.Equal(t, c.want, got, "%+v", c)
	}
	_, err := Matcher{Name: "x", Op: Match, Value: "("}.Matches("a")
	require.ErrorContains(t, err, "matcher x")
	_, err = Matcher{Name: "x", Op: MatchOp(9)}.Matches("a")
	require.EqualError(t, err, "matcher x: unknown comparison 9")
}
