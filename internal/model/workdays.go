package model

import (
	_ "embed" // The published calendars.
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed holidays.yml
var publishedHolidays []byte

// Workdays is the calendar of working days (工作日历): weekends are off but
// where they are made up, and holidays are. A year whose calendar has not been
// published is unknown, and so is everything that would have to know it. It is
// not changed after it was made.
type Workdays struct {
	years map[int]map[Period]bool // By year: the days that are not as their weekday says, and whether they are worked.
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
		return nil, fmt.Errorf("calendar: %w", err)
	}
	w := &Workdays{years: map[int]map[Period]bool{}}
	for year, days := range file.Years {
		w.years[year] = map[Period]bool{}
		for worked, spans := range map[bool][]string{false: days.Off, true: days.Work} {
			for _, span := range spans {
				if err := w.add(year, span, worked); err != nil {
					return nil, fmt.Errorf("calendar of %d: %w", year, err)
				}
			}
		}
	}
	return w, nil
}

// add takes 05-01 or 05-01/05-05 in.
func (w *Workdays) add(year int, span string, worked bool) error {
	first, last, ok := strings.Cut(span, "/")
	if !ok {
		last = first
	}
	var ends [2]Period
	for i, text := range []string{first, last} {
		day, err := time.Parse(time.DateOnly, fmt.Sprintf("%04d-%s", year, text))
		if err != nil {
			return fmt.Errorf("day %q: want such as 05-01 or 05-01/05-05", span)
		}
		ends[i] = NewDay(day)
	}
	for day := ends[0]; day.Key() <= ends[1].Key(); day = day.Add(1) {
		if _, twice := w.years[year][day]; twice {
			return fmt.Errorf("%s stands twice", day)
		}
		w.years[year][day] = worked
	}
	return nil
}

// With gives the calendar with another's years in place of its own.
func (w *Workdays) With(other *Workdays) *Workdays {
	years := maps.Clone(w.years)
	maps.Copy(years, other.years)
	return &Workdays{years}
}

// Known tells whether the calendar of a year has been published.
func (w *Workdays) Known(year int) bool {
	_, ok := w.years[year]
	return ok
}

// Working tells whether a day is worked; known is false where its year's
// calendar is not.
func (w *Workdays) Working(day Period) (working, known bool) {
	year, known := w.years[day.Year()]
	if !known {
		return false, false
	}
	if worked, ok := year[day]; ok {
		return worked, true
	}
	weekday := day.startDate().Weekday()
	return weekday != time.Saturday && weekday != time.Sunday, true
}

// Between counts the working days from one day through another, both ends
// included; 0 where to is before from. It is not known where a day between is not.
func (w *Workdays) Between(from, to Period) (n int, known bool) {
	for day := from; day.Key() <= to.Key(); day = day.Add(1) {
		working, ok := w.Working(day)
		if !ok {
			return 0, false
		}
		if working {
			n++
		}
	}
	return n, true
}

// After gives the n-th working day after a day (before it where n is negative);
// for 0 the day itself, or the next working day where it is none.
func (w *Workdays) After(day Period, n int) (Period, bool) {
	step, left := 1, n
	if n < 0 {
		step, left = -1, -n
	}
	if n == 0 {
		day, left = day.Add(-1), 1
	}
	for left > 0 {
		day = day.Add(step)
		working, ok := w.Working(day)
		if !ok {
			return Period{}, false
		}
		if working {
			left--
		}
	}
	return day, true
}
