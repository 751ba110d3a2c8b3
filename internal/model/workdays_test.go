package model

import (
	"testing"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheYearsOfTheCalendar(t *testing.T) {
	w := DefaultWorkdays()
	require.Equal(t, []int{2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026}, w.Years())
	for _, year := range []int{2017, 2027} {
		require.False(t, w.Known(year))
		_, known := w.Working(NewDate(year, 6, 1))
		require.False(t, known, "a year that is not published is not guessed by its weekdays")
	}
	var none *Workdays
	require.Empty(t, none.Years())
	_, known := none.Between(NewDate(2020, 1, 1), NewDate(2020, 1, 1))
	require.False(t, known)
}

// Every day of every year is as another project has read it from the notices.
// HolidayUtil has all of them; a year that it lacked would fail here.
func TestTheCalendarIsWhatOthersReadInTheNotices(t *testing.T) {
	w := DefaultWorkdays()
	for _, year := range w.Years() {
		require.NotZero(t, HolidayUtil.GetHolidaysByYear(year).Len(), "%d", year)
		for day := NewDate(year, 1, 1); day.Year() == year; day = day.Add(1) {
			want := !weekend(day)
			if h := HolidayUtil.GetHoliday(day.String()); h != nil {
				want = h.IsWork()
			}
			working, known := w.Working(day)
			require.True(t, known)
			require.Equal(t, want, working, "%s", day)
		}
	}
}

// Days that are moved cancel out: a year has its weekdays less the statutory
// holidays (全国年节及纪念日放假办法), 11 until 2024 and 13 since. In 2020 Spring
// Festival was extended by a Friday and a Saturday that was to be worked.
func TestWorkingDaysOfAYear(t *testing.T) {
	w := DefaultWorkdays()
	for _, year := range w.Years() {
		want := -11
		switch {
		case year == 2020:
			want -= 2
		case year >= 2025:
			want = -13
		}
		for day := NewDate(year, 1, 1); day.Year() == year; day = day.Add(1) {
			if !weekend(day) {
				want++
			}
		}
		n, known := w.Between(NewDate(year, 1, 1), NewDate(year, 12, 31))
		require.True(t, known)
		require.Equal(t, want, n, "%d", year)
	}
}

func TestBetween(t *testing.T) {
	w := DefaultWorkdays()
	for name, c := range map[string]struct {
		from, to Period
		want     int
		known    bool
	}{
		"a week":                              {NewDate(2020, 7, 6), NewDate(2020, 7, 12), 5, true},
		"Spring Festival 2020 and its Sunday": {NewDate(2020, 1, 18), NewDate(2020, 2, 7), 10, true}, // 19–23 January, 3–7 February.
		"National Day and its make-up days":   {NewDate(2020, 9, 26), NewDate(2020, 10, 11), 6, true},
		"one day off":                         {NewDate(2020, 10, 1), NewDate(2020, 10, 1), 0, true},
		"a Sunday that is worked":             {NewDate(2020, 9, 27), NewDate(2020, 9, 27), 1, true},
		"across New Year":                     {NewDate(2018, 12, 28), NewDate(2019, 1, 2), 3, true}, // 28 and 29 December, 2 January.
		"several years":                       {NewDate(2018, 1, 1), NewDate(2020, 12, 31), 250 + 250 + 249, true},
		"backwards":                           {NewDate(2020, 7, 7), NewDate(2020, 7, 6), 0, true},
		"from a year that is not known":       {NewDate(2017, 12, 31), NewDate(2018, 1, 2), 0, false},
		"to a year that is not known":         {NewDate(2026, 12, 1), NewDate(2027, 1, 1), 0, false},
	} {
		n, known := w.Between(c.from, c.to)
		require.Equal(t, c.known, known, name)
		require.Equal(t, c.want, n, name)
	}
}

func TestAfter(t *testing.T) {
	w := DefaultWorkdays()
	for name, c := range map[string]struct {
		day  Period
		n    int
		want Period // Zero: not known.
	}{
		"the next one":                {NewDate(2020, 7, 6), 1, NewDate(2020, 7, 7)},
		"over a weekend":              {NewDate(2020, 7, 10), 1, NewDate(2020, 7, 13)},
		"over the extended holiday":   {NewDate(2020, 1, 23), 1, NewDate(2020, 2, 3)},
		"a Saturday that is worked":   {NewDate(2020, 10, 8), 2, NewDate(2020, 10, 10)},
		"the day itself":              {NewDate(2020, 7, 6), 0, NewDate(2020, 7, 6)},
		"the next where it is off":    {NewDate(2020, 10, 3), 0, NewDate(2020, 10, 9)},
		"the one before":              {NewDate(2020, 10, 9), -1, NewDate(2020, 9, 30)},
		"into the next year":          {NewDate(2019, 12, 31), 1, NewDate(2020, 1, 2)},
		"into the year before":        {NewDate(2020, 1, 2), -1, NewDate(2019, 12, 31)},
		"two years on":                {NewDate(2018, 12, 31), 250 + 249, NewDate(2020, 12, 31)},
		"from the day before a year":  {NewDate(2017, 12, 31), 1, NewDate(2018, 1, 2)},
		"before all calendars":        {NewDate(2018, 1, 2), -1, Period{}},
		"after all calendars":         {NewDate(2026, 12, 31), 1, Period{}},
		"in a year that is not known": {NewDate(2017, 6, 1), 1, Period{}},
		"farther than any calendar":   {NewDate(2020, 1, 1), 1 << 40, Period{}},
		"farther back than any":       {NewDate(2020, 1, 1), -1 << 40, Period{}},
	} {
		day, known := w.After(c.day, c.n)
		require.Equal(t, !c.want.IsZero(), known, name)
		require.Equal(t, c.want, day, name)
	}
}

// After and Between agree with each other and with counting day by day.
func TestAfterAndBetweenAgree(t *testing.T) {
	w := DefaultWorkdays()
	first := NewDate(2018, 1, 1)
	rapid.Check(t, func(t *rapid.T) {
		day := first.Add(rapid.IntRange(-3, 9*365+5).Draw(t, "day"))
		n := rapid.IntRange(1, 600).Draw(t, "n")
		slow, left := day, n
		for known := true; left > 0; {
			slow = slow.Add(1)
			working := false
			if working, known = w.Working(slow); !known {
				break
			}
			if working {
				left--
			}
		}
		after, known := w.After(day, n)
		require.Equal(t, left == 0, known)
		if !known {
			return
		}
		require.Equal(t, slow, after)
		working, _ := w.Working(after)
		require.True(t, working)
		counted, _ := w.Between(day.Add(1), after)
		require.Equal(t, n, counted)
		if start, known := w.After(day, 0); known && day.Key() >= first.Key() {
			back, known := w.After(after, -n)
			if working, _ := w.Working(day); working {
				require.True(t, known)
				require.Equal(t, start, back)
			} else if known {
				require.Less(t, back.Key(), day.Key())
			}
		}
	})
}

func TestYearsByFile(t *testing.T) {
	own, err := ParseWorkdays([]byte("years:\n  2027:\n    off: [01-01, 02-05/02-12]\n    work: [01-31]\n  2020:\n    off: [01-01]\n"))
	require.NoError(t, err)
	both := DefaultWorkdays().With(own)
	require.True(t, both.Known(2018))
	require.True(t, both.Known(2027))
	working, known := both.Working(NewDate(2020, 10, 1))
	require.True(t, known && working, "the file's year stands in place of the whole year")
	working, known = both.Working(NewDate(2027, 1, 31))
	require.True(t, known && working, "a Sunday")
	require.False(t, DefaultWorkdays().Known(2027), "the calendar it came from is as it was")
	day, known := both.After(NewDate(2026, 12, 31), 1)
	require.True(t, known)
	require.Equal(t, NewDate(2027, time.January, 4), day)
}

func TestBadCalendars(t *testing.T) {
	for text, want := range map[string]string{
		"years: {}":                           "calendar: it has no years",
		"":                                    "calendar: it has no years",
		"years: {2027: {work: [01-31]}}":      "calendar of 2027: it has no day off",
		"years: {20: {off: [01-01]}}":         "calendar of 20: want a year from 1900 to 2199",
		"years: {2027: {off: [13-01]}}":       `calendar of 2027: day "13-01": want such as 05-01 or 05-01/05-05`,
		"years: {2027: {off: [02-29]}}":       `calendar of 2027: day "02-29"`,
		"years: {2027: {off: [05-05/05-01]}}": `calendar of 2027: days "05-05/05-01": the last is before the first`,
		"years: {2027: {off: [01-01/01-03], work: [01-02]}}": "calendar of 2027: 2027-01-02 stands twice",
		"years: {2027: {off: [01-01], work: [01-05]}}":       "calendar of 2027: 2027-01-05 is no Saturday or Sunday",
		"years: {2027: {of: [01-01]}}":                       `unknown field "of"`,
	} {
		_, err := ParseWorkdays([]byte(text))
		require.ErrorContains(t, err, want, text)
	}
}

// What is not a calendar is refused, and what is one can be asked anything.
func FuzzParseWorkdays(f *testing.F) {
	f.Add(publishedHolidays)
	f.Add([]byte("years: {2027: {off: [01-01], work: [01-31]}}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		w, err := ParseWorkdays(text)
		if err != nil {
			return
		}
		for _, year := range w.Years() {
			n, known := w.Between(NewDate(year, 1, 1), NewDate(year, 12, 31))
			require.True(t, known)
			require.LessOrEqual(t, n, 366)
			_, _ = w.After(NewDate(year, 7, 1), -200)
		}
	})
}
