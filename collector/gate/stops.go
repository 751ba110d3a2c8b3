package gate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"jindu/collector/table"
	"jindu/internal/model"
)

// A stopError says why a text is no list of stops.
type stopError struct{ model.Text }

// Error says it in English.
func (e *stopError) Error() string { return e.EN }

const dayForm = `(?:\d{4}\s*(?:年|[-./])\s*)?\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*[日号]?`

// stopForm is from, to and why; to and why may be missing.
var stopForm = regexp.MustCompile(`(?i)^(` + dayForm + `)\s*(?:起?至|起?到|~|—+|–|起|\bto\b|\buntil\b)\s*(` + dayForm + `)?(?:止|今)?\s*[,，:]?\s*(.*)$`)

// parseStops reads 2020-04-01至2020-04-10 听证；2020-05-06至 专家评审: stretches
// of days, both ends included, parted by semicolons or lines, and what for. A
// stretch without a last day goes on. The result is in the order of time. A day
// that names no year is in year.
func parseStops(text string, year int) ([]model.Stop, *stopError) {
	var stops []model.Stop
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；\n\r", r) }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		stop, err := parseStop(part, year)
		if err != nil {
			return nil, err
		}
		stops = append(stops, stop)
	}
	if len(stops) == 0 {
		return nil, noStop(text)
	}
	slices.SortStableFunc(stops, func(a, b model.Stop) int { return cmp.Compare(a.From.Key(), b.From.Key()) })
	for i, s := range stops[1:] {
		if before := stops[i]; before.To.IsZero() || before.To.Key() >= s.From.Key() {
			return nil, &stopError{both("停止计时重叠：从 %s 起的与从 %s 起的", "stops overlap: the one from %s and the one from %s", before.From, s.From)}
		}
	}
	return stops, nil
}

func parseStop(text string, year int) (model.Stop, *stopError) {
	parts := stopForm.FindStringSubmatch(table.Fold(text))
	if parts == nil {
		return model.Stop{}, noStop(text)
	}
	stop := model.Stop{Why: strings.TrimSpace(parts[3])}
	for i, end := range []*model.Period{&stop.From, &stop.To} {
		if parts[i+1] == "" {
			continue
		}
		p, err := model.ParsePeriod(parts[i+1], year)
		if err != nil || p.Freq() != model.Daily {
			return model.Stop{}, noStop(text)
		}
		*end = p
	}
	if !stop.To.IsZero() && stop.To.Key() < stop.From.Key() {
		return model.Stop{}, &stopError{both("停止计时的止日 %s 早于起日 %s", "the stop ends on %s, before it begins on %s", stop.To, stop.From)}
	}
	return stop, nil
}

func noStop(text string) *stopError {
	return &stopError{both("“%s”不是停止计时，应为如 2020-04-01至2020-04-10 听证；2020-05-06至 专家评审",
		"%q is no stop; want such as 2020-04-01至2020-04-10 听证；2020-05-06至 专家评审", shorten(text))}
}
