package model

import (
	_ "embed" // The published calendars.
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed holidays.yml
var publishedHolidays []byte

// Workdays is the calendar of working days (工作日历): weekends are off but
// where they are made up, and holidays are. A year whose calendar has not been
// published is unknown, and so is everything that would have to know it; a nil
// calendar knows none. It is not changed after it was made.
type Workdays struct {
	// By year: how many working days there are from its start through each of
	// its days, by the day's number in the year; at 0 there are none.
	years map[int][]int
}

// DefaultWorkdays are the calendars that jindu comes with.
func DefaultWorkdays() *Workdays {
	w, err := ParseWorkdays(publishedHolidays)
	if err != nil {
		panic("embedded calendar: " + err.Error()) // A test reads it.
	}
	return w
}

// ParseWorkdays reads calendars from YAML, as holidays.yml has them.
func ParseWorkdays(text []byte) (*Workdays, error) {
	var file struct {
		Years map[int]struct {
			Off  []string `yaml:"off"`
			Work []string `yaml:"work"`
		} `yaml:"years"`
	}
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return nil, Faultf("日历：%w", "calendar: %w", err)
	}
	if len(file.Years) == 0 {
		return nil, Faultf("日历：没有年份", "calendar: it has no years")
	}
	w := &Workdays{years: map[int][]int{}}
	for _, year := range slices.Sorted(maps.Keys(file.Years)) {
		moved := movedDays{year: year, worked: map[Period]bool{}}
		if err := moved.read(file.Years[year].Off, file.Years[year].Work); err != nil {
			return nil, Faultf("%d年日历：%w", "calendar of %d: %w", year, err)
		}
		w.years[year] = moved.count()
	}
	return w, nil
}

// movedDays are the days of a year that are not as their weekday says, and
// whether they are worked.
type movedDays struct {
	year   int
	worked map[Period]bool
}

// read takes the days in. A year without a holiday is one that nobody has
// published, and what makes a working day work again is a slip.
func (m movedDays) read(off, work []string) error {
	if m.year < minYear || m.year > maxYear {
		return Faultf("年份应在 %d 至 %d 之间", "want a year from %d to %d", minYear, maxYear)
	}
	if len(off) == 0 {
		return Faultf("没有放假日", "it has no day off")
	}
	for _, span := range off {
		if err := m.add(span, false); err != nil {
			return err
		}
	}
	for _, span := range work {
		if err := m.add(span, true); err != nil {
			return err
		}
	}
	return nil
}

// add takes 05-01 or 05-01/05-05 in.
func (m movedDays) add(span string, worked bool) error {
	first, last, ok := strings.Cut(span, "/")
	if !ok {
		last = first
	}
	var ends [2]Period
	for i, text := range []string{first, last} {
		day, err := time.Parse(time.DateOnly, fmt.Sprintf("%04d-%s", m.year, text))
		if err != nil {
			return Faultf("日期 %q：请写成 05-01 或 05-01/05-05", "day %q: want such as 05-01 or 05-01/05-05", span)
		}
		ends[i] = NewDay(day)
	}
	if ends[1].Key() < ends[0].Key() {
		return Faultf("日期 %q：止日早于起日", "days %q: the last is before the first", span)
	}
	for day := ends[0]; day.Key() <= ends[1].Key(); day = day.Add(1) {
		if _, twice := m.worked[day]; twice {
			return Faultf("%s 写了两次", "%s stands twice", day)
		}
		if worked && !weekend(day) {
			return Faultf("%s 不是周六、周日，不能调休上班", "%s is no Saturday or Sunday: work can't be made up on it", day)
		}
		m.worked[day] = worked
	}
	return nil
}

func weekend(day Period) bool {
	weekday := day.startDate().Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}

// count gives the year's entry of Workdays.years.
func (m movedDays) count() []int {
	counts := []int{0}
	for day := NewDate(m.year, 1, 1); day.Year() == m.year; day = day.Add(1) {
		worked, moved := m.worked[day]
		if !moved {
			worked = !weekend(day)
		}
		n := counts[len(counts)-1]
		if worked {
			n++
		}
		counts = append(counts, n)
	}
	return counts
}

// With gives the calendar with another's years in place of its own.
func (w *Workdays) With(other *Workdays) *Workdays {
	years := maps.Clone(w.years)
	maps.Copy(years, other.years)
	return &Workdays{years}
}

// Years are those whose calendar has been published, in order.
func (w *Workdays) Years() []int {
	if w == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(w.years))
}

// Known tells whether the calendar of a year has been published.
func (w *Workdays) Known(year int) bool { return len(w.counts(year)) > 0 }

func (w *Workdays) counts(year int) []int {
	if w == nil {
		return nil
	}
	return w.years[year]
}

// Working tells whether a day is worked; known is false where its year's
// calendar is not.
func (w *Workdays) Working(day Period) (working, known bool) {
	n, known := w.Between(day, day)
	return n == 1, known
}

// Between counts the working days from one day through another, both ends
// included; 0 where to is before from. It is not known where a day between is not.
func (w *Workdays) Between(from, to Period) (n int, known bool) {
	if to.Key() < from.Key() {
		return 0, true
	}
	first, last := from.Year(), to.Year()
	for year := first; year <= last; year++ {
		counts := w.counts(year)
		if counts == nil {
			return 0, false
		}
		through, before := counts[len(counts)-1], 0
		if year == first {
			before = counts[from.Ordinal()-1]
		}
		if year == last {
			through = counts[to.Ordinal()]
		}
		n += through - before
	}
	return n, true
}

// After gives the n-th working day after a day (before it where n is negative);
// for 0 the day itself, or the next working day where it is none. It is not
// known where a day that would have to be counted is not.
func (w *Workdays) After(day Period, n int) (Period, bool) {
	if n < 0 {
		return w.before(day.Add(-1), -n)
	}
	if n > 0 {
		day = day.Add(1)
	}
	return w.from(day, max(n, 1))
}

// from gives the n-th working day from a day on.
func (w *Workdays) from(day Period, n int) (Period, bool) {
	year := day.Year()
	passed := day.Ordinal() - 1
	for ; w.Known(year); year++ {
		counts := w.counts(year)
		wanted := counts[passed] + n
		if at := sort.SearchInts(counts, wanted); at < len(counts) {
			return NewDate(year, 1, at), true
		}
		n, passed = wanted-counts[len(counts)-1], 0
	}
	return Period{}, false
}

// before gives the n-th working day from a day back.
func (w *Workdays) before(day Period, n int) (Period, bool) {
	year := day.Year()
	left := day.Ordinal()
	for ; w.Known(year); year-- {
		counts := w.counts(year)
		if left < 0 {
			left = len(counts) - 1
		}
		if wanted := counts[left] - n + 1; wanted > 0 {
			return NewDate(year, 1, sort.SearchInts(counts, wanted)), true
		}
		n, left = n-counts[left], -1
	}
	return Period{}, false
}
