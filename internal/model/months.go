package model

import "time"

// CalendarMonths is how many whole months lie between two days: the largest n
// such that the first day n months on is not after the second. A month on from
// the 31st is the next month's last day where it has no 31st, so 31 January to
// 28 February is a month, and 28 February to 31 March is one too. Where the
// second day comes first the result is that of the days exchanged, negative.
func CalendarMonths(from, to Period) int {
	if to.Key() < from.Key() {
		return -CalendarMonths(to, from)
	}
	first, last := from.startDate(), to.startDate()
	n := 12*(last.Year()-first.Year()) + int(last.Month()) - int(first.Month())
	if monthsOn(first, n).After(last) {
		n--
	}
	return n
}

// monthsOn is the day n months on, or that month's last day where it is shorter.
func monthsOn(day time.Time, n int) time.Time {
	last := time.Date(day.Year(), day.Month()+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, min(day.Day(), last.Day())-last.Day())
}
