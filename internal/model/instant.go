package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ParseInstant reads a moment: RFC 3339, seconds since 1970 (with a fraction),
// or a bare date or period, which means its last whole second in zone.
func ParseInstant(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.In(zone), nil
	}
	if p, ok := barePeriod(text); ok {
		return p.End(zone), nil
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(seconds) < 1e11 {
		return time.UnixMilli(int64(math.Round(seconds * 1000))).In(zone), nil
	}
	return time.Time{}, fmt.Errorf("time %q: want a date such as 2020-07-31, a period such as 2020-07, "+
		"a moment such as 2020-07-31T09:00:00+08:00, or seconds since 1970", text)
}

// ParseAsOf reads the moment at which the reader stands. Like ParseInstant, but
// a bare date or period counts to its very end, so that what became known in
// its last second is known.
func ParseAsOf(text string, zone *time.Location) (time.Time, error) {
	if p, ok := barePeriod(text); ok {
		return p.End(zone).Add(time.Second - time.Millisecond), nil
	}
	return ParseInstant(text, zone)
}

// barePeriod reads a date or a period without a time of day: a sheet's
// 2020-07-25 00:00 is that day, a moment's is its start.
func barePeriod(text string) (Period, bool) {
	if strings.Contains(text, ":") {
		return Period{}, false
	}
	p, err := ParsePeriod(text, 0)
	return p, err == nil
}
