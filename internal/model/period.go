package model

import (
	"fmt"
	"math"
	"time"
)

// Period is a span of the calendar that a figure is about: a year, a half, a
// quarter, a month, an ISO week or a day. Periods of one frequency are ordered
// by Key. The zero Period is none.
//
// A period may close several of its frequency: Span is 1 for a plain one, 7
// for 2020年1-7月 (which closes with July) and 2 for the merged January and
// February in which China publishes industry, investment and retail.
//
// Period is comparable and small; it carries no time zone, since a month is a
// month everywhere. Start and End take the zone.
type Period struct {
	freq Frequency
	span uint8
	n    int32 // Periods of this frequency since the year 0, or weeks and days since 1970.
}

const (
	minYear = 1900
	maxYear = 2199
)

// firstMonday is the start of the week that weeks are counted from.
var firstMonday = time.Date(1970, 1, 5, 0, 0, 0, 0, time.UTC)

// NewYear gives a year.
func NewYear(year int) Period { return calendar(Annual, year, 1) }

// NewHalf gives a half-year, 1 or 2.
func NewHalf(year, half int) Period { return calendar(HalfYearly, year, half) }

// NewQuarter gives a quarter, 1 to 4.
func NewQuarter(year, quarter int) Period { return calendar(Quarterly, year, quarter) }

// NewMonth gives a month.
func NewMonth(year int, month time.Month) Period { return calendar(Monthly, year, int(month)) }

// NewDay gives the calendar day on which t falls in t's own zone.
func NewDay(t time.Time) Period {
	y, m, d := t.Date()
	return Period{Daily, 1, daysSince(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))}
}

// NewDate gives a calendar day.
func NewDate(year int, month time.Month, day int) Period {
	return NewDay(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// NewWeek gives an ISO 8601 week, 1 to 52 or 53.
func NewWeek(year, week int) Period {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // Always in week 1.
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	weeks := int32(monday.Sub(firstMonday).Hours() / (7 * 24))
	return Period{Weekly, 1, weeks + int32(week-1)}
}

// PeriodOf gives the period of a frequency in which t falls, in t's own zone.
func PeriodOf(f Frequency, t time.Time) Period {
	switch f {
	case Weekly:
		return NewWeek(t.ISOWeek())
	case Daily:
		return NewDay(t)
	case Annual, HalfYearly, Quarterly, Monthly:
		months := 12 / f.perYear()
		return calendar(f, t.Year(), (int(t.Month())-1)/months+1)
	}
	return Period{}
}

func calendar(f Frequency, year, ordinal int) Period {
	return Period{f, 1, int32(year*f.perYear() + ordinal - 1)}
}

func daysSince(day time.Time) int32 { return int32(day.Unix() / 86400) }

// PeriodFromKey is the inverse of Key for a span of one.
func PeriodFromKey(f Frequency, key uint32) Period {
	return Period{f, 1, int32(key ^ signBit)}
}

const signBit = 1 << 31

// Key orders the periods of one frequency: an earlier period has a smaller key.
// The span does not count, so a merged January and February is February's.
func (p Period) Key() uint32 { return uint32(p.n) ^ signBit }

// IsZero tells that there is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Freq is the period's frequency.
func (p Period) Freq() Frequency { return p.freq }

// Span is how many periods of its frequency this one closes.
func (p Period) Span() int { return int(p.span) }

// WithSpan gives the period that closes span periods, this one the last.
func (p Period) WithSpan(span int) Period {
	p.span = uint8(min(max(span, 1), math.MaxUint8))
	return p
}

// Add gives the period n later (earlier where n is negative), with a span of 1.
func (p Period) Add(n int) Period { return Period{p.freq, 1, p.n + int32(n)} }

// Year is the calendar year, or the ISO year of a week, in which the period ends.
func (p Period) Year() int {
	if per := p.freq.perYear(); per > 0 {
		return int(p.n) / per
	}
	if p.freq == Weekly {
		year, _ := p.startDate().ISOWeek()
		return year
	}
	return p.startDate().Year()
}

// Ordinal is the period's number in its year, from 1: the month, the quarter,
// the ISO week or the day of the year.
func (p Period) Ordinal() int {
	if per := p.freq.perYear(); per > 0 {
		return int(p.n)%per + 1
	}
	if p.freq == Weekly {
		_, week := p.startDate().ISOWeek()
		return week
	}
	return p.startDate().YearDay()
}

// SameYear gives the period of the same number n years on (a 29 February that
// has no counterpart becomes the 28th; a week 53 without one, week 52).
func (p Period) SameYear(n int) Period {
	switch p.freq {
	case Daily:
		d := p.startDate()
		last := time.Date(d.Year()+n, d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return NewDate(d.Year()+n, d.Month(), min(d.Day(), last))
	case Weekly:
		week := NewWeek(p.Year()+n, p.Ordinal())
		if week.Year() != p.Year()+n {
			week = week.Add(-1)
		}
		return week
	case Annual, HalfYearly, Quarterly, Monthly:
		return Period{p.freq, p.span, p.n + int32(n*p.freq.perYear())}
	}
	return Period{}
}

// YearToDate tells that the period runs from the start of its year and closes
// more than one period, as 2020年1-7月 does.
func (p Period) YearToDate() bool { return p.span > 1 && p.Span() == p.Ordinal() }

// Start is the first instant of the (last of the) period in a zone.
func (p Period) Start(zone *time.Location) time.Time {
	return midnight(p.startDate(), zone)
}

// End is the period's instant: its last whole second in a zone. Every value of
// the period stands at that instant.
func (p Period) End(zone *time.Location) time.Time {
	return midnight(p.Add(1).startDate(), zone).Add(-time.Second)
}

// midnight is the first instant of a day in a zone. Where clocks go forward at
// midnight the day starts later, at the instant of the change.
func midnight(day time.Time, zone *time.Location) time.Time {
	y, m, d := day.Date()
	t := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if t.Day() == d {
		return t
	}
	_, change := t.ZoneBounds()
	return change
}

// startDate is the period's first day, at midnight UTC.
func (p Period) startDate() time.Time {
	switch p.freq {
	case Weekly:
		return firstMonday.AddDate(0, 0, 7*int(p.n))
	case Daily:
		return time.Unix(int64(p.n)*86400, 0).UTC()
	case Annual, HalfYearly, Quarterly, Monthly:
		per := p.freq.perYear()
		month := int(p.n)%per*(12/per) + 1
		return time.Date(int(p.n)/per, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

// String gives the period as SDMX's TIME_PERIOD writes it: 2020, 2020-S1,
// 2020-Q2, 2020-07, 2020-W30, 2020-07-25; a span of several as 2020-01/2020-07.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	if p.span > 1 {
		return p.Add(1-p.Span()).String() + "/" + p.Add(0).String()
	}
	switch p.freq {
	case Annual:
		return fmt.Sprintf("%04d", p.Year())
	case HalfYearly, Quarterly, Weekly:
		width := map[Frequency]int{Weekly: 2}[p.freq]
		return fmt.Sprintf("%04d-%s%0*d", p.Year(), p.freq, width, p.Ordinal())
	case Monthly:
		return fmt.Sprintf("%04d-%02d", p.Year(), p.Ordinal())
	case Daily:
		return p.startDate().Format(time.DateOnly)
	}
	return ""
}

// MarshalText writes the period as String does.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote, or any form of ParsePeriod that
// names its year.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	if day, err := time.Parse(time.DateOnly, string(text)); err == nil && day.Year() >= minYear && day.Year() <= maxYear {
		*p = NewDay(day) // Nearly all that are kept; trying each form takes long.
		return nil
	}
	parsed, err := ParsePeriod(string(text), 0)
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}
