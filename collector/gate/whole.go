package gate

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
)

var hundred = decimal.NewFromInt(100)

// trimUnit drops one of the words after a number.
func trimUnit(text string, units ...string) string {
	for _, u := range units {
		if rest, ok := strings.CutSuffix(strings.ToLower(text), u); ok {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// mostCounted bounds what is counted: days, places, projects.
const mostCounted = 1_000_000

// parseWhole reads a whole number that is not negative.
func parseWhole(text string) (int, bool) {
	number, err := model.ParseNumber(text)
	if err != nil || !number.IsInteger() || number.IsNegative() || number.Cmp(decimal.NewFromInt(mostCounted)) > 0 {
		return 0, false
	}
	return int(number.IntPart()), true
}

// A duration is how many days something takes.
type duration struct {
	days     int
	workdays bool // They are working days.
	calendar bool // It says which days they are.
}

var durationForm = regexp.MustCompile(`(?i)^([-+]?[\d.,]+)\s*(?:个)?\s*(.*)$`)

// parseDuration reads 30, 30天, 30日历天 or 30个工作日, in either language. It
// reports false for what is no whole number of days.
func parseDuration(text string) (duration, bool) {
	parts := durationForm.FindStringSubmatch(table.Fold(text))
	if parts == nil {
		return duration{}, false
	}
	days, ok := parseWhole(parts[1])
	d := duration{days: days}
	switch strings.ToLower(strings.Join(strings.Fields(parts[2]), " ")) {
	case "", "天", "日", "d", "day", "days":
	case "工作日", "workday", "workdays", "working day", "working days":
		d.workdays, d.calendar = true, true
	case "日历天", "日历日", "自然日", "calendar day", "calendar days":
		d.calendar = true
	default:
		return duration{}, false
	}
	return d, ok
}

// parseCalendar reads which days a duration counts.
func parseCalendar(text string) (workdays, ok bool) {
	switch strings.ToLower(strings.Join(strings.Fields(text), " ")) {
	case "工作日", "工作天", "workdays", "workday", "working days":
		return true, true
	case "日历天", "日历日", "自然日", "天", "calendar days", "calendar", "days":
		return false, true
	}
	return false, false
}
