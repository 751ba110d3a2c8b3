package model

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // The zones below, wherever the tests run.

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// zones to stand instants in: the product's own, one with summer time, and one
// where summer time begins at midnight, so that some days start at 01:00.
func zones(t require.TestingT) []*time.Location {
	var all []*time.Location
	for _, name := range []string{"Asia/Shanghai", "America/New_York", "America/Sao_Paulo"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		all = append(all, zone)
	}
	return append(all, time.UTC)
}

func shanghai(t *testing.T) *time.Location {
	t.Helper()
	return zones(t)[0]
}

var frequencies = []Frequency{Annual, HalfYearly, Quarterly, Monthly, Weekly, Daily}

// periods draws a period of any frequency, in the years that can be written.
func periods(t *rapid.T) Period {
	f := rapid.SampledFrom(frequencies).Draw(t, "frequency")
	day := time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 108000).Draw(t, "day"))
	return PeriodOf(f, day)
}

func TestPeriodIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods(t)
		if p.Freq() == Monthly {
			p = p.WithSpan(rapid.IntRange(1, p.Ordinal()).Draw(t, "span"))
		}
		again, err := ParsePeriod(p.String(), 0)
		require.NoError(t, err)
		require.Equal(t, p, again)
		raw, err := json.Marshal(p)
		require.NoError(t, err)
		var decoded Period
		require.NoError(t, json.Unmarshal(raw, &decoded))
		require.Equal(t, p, decoded)
	})
}

func TestPeriodOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods(t)
		n := rapid.IntRange(-500, 500).Draw(t, "n")
		q := p.Add(n)
		require.Equal(t, p, q.Add(-n))
		require.Equal(t, p, PeriodFromKey(p.Freq(), p.Key()))
		require.Equal(t, p.Key(), p.WithSpan(2).Key(), "the span does not count")
		for _, zone := range zones(t) {
			require.Equal(t, n < 0, q.Key() < p.Key())
			require.Equal(t, n < 0, q.End(zone).Before(p.End(zone)))
			require.Equal(t, n == 0, q.End(zone).Equal(p.End(zone)))
		}
	})
}

func TestPeriodsFollowWithoutAGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods(t)
		for _, zone := range zones(t) {
			start, end := p.Start(zone), p.End(zone)
			require.True(t, end.After(start))
			require.Zero(t, end.Nanosecond(), "instants are whole seconds")
			require.Equal(t, end.Add(time.Second), p.Add(1).Start(zone))
			require.Equal(t, p, PeriodOf(p.Freq(), start), "%s in %s", start, zone)
			require.Equal(t, p, PeriodOf(p.Freq(), end), "%s in %s", end, zone)
		}
	})
}

func TestPeriodInItsYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods(t)
		require.GreaterOrEqual(t, p.Ordinal(), 1)
		next := p.Add(1)
		if next.Year() == p.Year() {
			require.Equal(t, p.Ordinal()+1, next.Ordinal())
		} else {
			require.Equal(t, p.Year()+1, next.Year())
			require.Equal(t, 1, next.Ordinal())
		}
		n := rapid.IntRange(-30, 30).Draw(t, "years")
		same := p.SameYear(n)
		require.Equal(t, p.Year()+n, same.Year())
		require.Equal(t, p.Freq(), same.Freq())
		require.Equal(t, p, p.SameYear(0))
		if p.Freq() != Daily {
			require.Contains(t, []int{p.Ordinal(), 52}, same.Ordinal())
		}
	})
}

func TestSameYear(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2020-07", -1, "2019-07"},
		{"2020年1-7月", -1, "2019-01/2019-07"},
		{"2020-Q2", 2, "2022-Q2"},
		{"2020-S1", -1, "2019-S1"},
		{"2020", -1, "2019"},
		{"2020-02-29", -1, "2019-02-28"},
		{"2020-02-29", 4, "2024-02-29"},
		{"2020-07-31", -1, "2019-07-31"},
		{"2020-W53", -1, "2019-W52"},
		{"2020-W53", 6, "2026-W53"},
		{"2020-W30", -1, "2019-W30"},
	} {
		p, err := ParsePeriod(c.from, 0)
		require.NoError(t, err)
		require.Equal(t, c.want, p.SameYear(c.n).String(), "%s, %d years on", c.from, c.n)
	}
	require.Zero(t, Period{}.SameYear(1))
}

func TestInstants(t *testing.T) {
	zone := shanghai(t)
	for _, c := range []struct{ text, start, end string }{
		{"2020", "2020-01-01T00:00:00+08:00", "2020-12-31T23:59:59+08:00"},
		{"2020H1", "2020-01-01T00:00:00+08:00", "2020-06-30T23:59:59+08:00"},
		{"2020-Q2", "2020-04-01T00:00:00+08:00", "2020-06-30T23:59:59+08:00"},
		{"2020-02", "2020-02-01T00:00:00+08:00", "2020-02-29T23:59:59+08:00"},
		{"2020年1-7月", "2020-07-01T00:00:00+08:00", "2020-07-31T23:59:59+08:00"},
		{"2020-W30", "2020-07-20T00:00:00+08:00", "2020-07-26T23:59:59+08:00"},
		{"2020-W01", "2019-12-30T00:00:00+08:00", "2020-01-05T23:59:59+08:00"},
		{"2020-07-25", "2020-07-25T00:00:00+08:00", "2020-07-25T23:59:59+08:00"},
		{"1986-05-04", "1986-05-04T00:00:00+08:00", "1986-05-04T23:59:59+09:00"}, // China kept summer time then.
	} {
		p, err := ParsePeriod(c.text, 0)
		require.NoError(t, err)
		require.Equal(t, c.start, p.Start(zone).Format(time.RFC3339), c.text)
		require.Equal(t, c.end, p.End(zone).Format(time.RFC3339), c.text)
	}
}

func TestDayThatStartsAfterMidnight(t *testing.T) {
	saoPaulo := zones(t)[2]
	day := NewDate(2017, time.October, 15)
	require.Equal(t, "2017-10-15T01:00:00-02:00", day.Start(saoPaulo).Format(time.RFC3339))
	require.Equal(t, "2017-10-14T23:59:59-03:00", day.Add(-1).End(saoPaulo).Format(time.RFC3339))
}

func TestWeeksAreISO(t *testing.T) {
	for day := time.Date(1969, 12, 20, 0, 0, 0, 0, time.UTC); day.Year() < 2031; day = day.AddDate(0, 0, 1) {
		year, week := day.ISOWeek()
		p := PeriodOf(Weekly, day)
		require.Equal(t, []int{year, week}, []int{p.Year(), p.Ordinal()}, day)
		require.Equal(t, time.Monday, p.Start(time.UTC).Weekday())
	}
}

func TestPeriodConstructors(t *testing.T) {
	zone := shanghai(t)
	require.Equal(t, NewDate(2020, time.August, 1), NewDay(time.Date(2020, 7, 31, 16, 0, 0, 0, time.UTC).In(zone)), "the day is the zone's")
	require.Equal(t, NewMonth(2020, time.July), PeriodOf(Monthly, NewDate(2020, 7, 31).End(zone)))
	require.Zero(t, PeriodOf(Frequency(99), time.Now()))
	require.True(t, Period{}.IsZero())
	require.Empty(t, Period{}.String())
	require.Equal(t, 1, NewMonth(2020, 7).WithSpan(0).Span())
	require.Equal(t, 255, NewMonth(2020, 7).WithSpan(1000).Span())
	require.Equal(t, 1, NewMonth(2020, 7).WithSpan(7).Add(0).Span(), "Add gives plain periods")
}

func TestPeriodText(t *testing.T) {
	var p Period
	require.NoError(t, p.UnmarshalText(nil))
	require.Zero(t, p)
	require.NoError(t, p.UnmarshalText([]byte("2020年1—7月")))
	require.Equal(t, "2020-01/2020-07", p.String())
	require.Error(t, p.UnmarshalText([]byte("1—7月")), "the year must be named")
}

func TestFrequencies(t *testing.T) {
	for _, f := range frequencies {
		parsed, err := ParseFrequency(f.String())
		require.NoError(t, err)
		require.Equal(t, f, parsed)
		require.NotEmpty(t, f.Name().ZH)
		require.NotEmpty(t, f.Name().EN)
	}
	_, err := ParseFrequency("X")
	require.EqualError(t, err, `frequency "X": want one of A, S, Q, M, W, D`)
	require.Equal(t, "Frequency(99)", Frequency(99).String())
	require.True(t, slices.IsSorted(frequencies))
}
