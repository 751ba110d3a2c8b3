package sheet

import (
	"cmp"
	"strings"
	"time"

	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A Format is how a cell's value is written.
type Format uint8

// The formats.
const (
	Words   Format = iota
	Whole          // A number without decimals.
	Decimal        // A number with at most two decimals.
	Money          // Yuan, written in 亿元.
	Percent        // A ratio, written in per cent.
	Points         // A difference of ratios, written in percentage points with its sign.
	Date           // An instant, written as the day in its own zone.
	Minute         // An instant, written to the minute in its own zone.
)

// Numeric tells a format whose cells stand at the right.
func (f Format) Numeric() bool { return f >= Whole && f <= Points }

// A Cell is a value and how it is written. What is not known is empty.
type Cell struct {
	Format Format
	Text   string          // Of Words.
	Number progress.Number // Of numbers: in yuan, as a ratio, or as it is.
	Time   time.Time       // Of Date and Minute.
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Number is a cell of a number that may be unknown.
func Number(f Format, n progress.Number) Cell { return Cell{Format: f, Number: n} }

// Count is a cell of how many there are.
func Count(n int) Cell { return Number(Whole, progress.Known(float64(n))) }

// Day is a cell of the day of an instant; the zero time is empty.
func Day(t time.Time) Cell { return Cell{Format: Date, Time: t} }

// Instant is a cell of an instant; the zero time is empty.
func Instant(t time.Time) Cell { return Cell{Format: Minute, Time: t} }

// String writes the cell.
func (c Cell) String() string {
	switch c.Format {
	case Words:
		return c.Text
	case Whole:
		return phrase.Rounded(c.Number, 0)
	case Decimal:
		return phrase.Rounded(c.Number, 2)
	case Money:
		return phrase.Money(c.Number)
	case Percent:
		return phrase.Percent(c.Number)
	case Points:
		return phrase.Points(c.Number)
	case Date:
		return phrase.Day(c.Time)
	case Minute:
		return phrase.Minute(c.Time)
	}
	return ""
}

// Empty tells a cell without a value.
func (c Cell) Empty() bool {
	switch {
	case c.Format == Words:
		return c.Text == ""
	case c.Format.Numeric():
		return !c.Number.Known
	}
	return c.Time.IsZero()
}

// Compare orders cells of one column by what they hold, not by how it is
// written. An empty one is neither before nor after another; who sorts puts
// these last.
func (c Cell) Compare(o Cell) int {
	switch {
	case c.Format == Words:
		return strings.Compare(c.Text, o.Text)
	case c.Format.Numeric():
		return cmp.Compare(c.Number.Value, o.Number.Value)
	}
	return c.Time.Compare(o.Time)
}
