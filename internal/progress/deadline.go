package progress

import (
	"time"

	"jindu/internal/model"
)

// deadlines remembers when reports are due: thousands of indicators ask for the
// same few hundred periods. It is used from one goroutine.
type deadlines struct {
	rules Rules
	known map[deadline]time.Time
}

type deadline struct {
	rule   model.ReleaseRule
	period model.Period
}

func newDeadlines(rules Rules) *deadlines {
	return &deadlines{rules: rules, known: map[deadline]time.Time{}}
}

// due is the last second in which a report is in time, or the zero time where
// the working days that it hangs on have not been published.
func (d *deadlines) due(rule model.ReleaseRule, p model.Period) time.Time {
	k := deadline{rule, p.WithSpan(1)}
	at, ok := d.known[k]
	if !ok {
		at = d.rules.due(rule, p)
		d.known[k] = at
	}
	return at
}

// due is as of deadlines, and remembers nothing.
func (r Rules) due(rule model.ReleaseRule, p model.Period) time.Time {
	at, _ := rule.Due(p, r.Workdays, r.Zone) // The zero time where it is not known.
	return at
}

// overdue tells whether a deadline has passed by t; one that is not known has not.
func overdue(due, t time.Time) bool { return !due.IsZero() && !t.Before(passed(due)) }

// appendPassed adds the first instant at which a deadline has passed, if it is
// known.
func appendPassed(at []time.Time, due time.Time) []time.Time {
	if due.IsZero() {
		return at
	}
	return append(at, passed(due))
}

// Expires is the first instant at which an indicator's value for a period is
// no longer visible, its successor being overdue. Where it is not known when
// that is due, the value is visible until the successor's own successor ends.
func Expires(rules Rules, i model.Indicator, p model.Period) time.Time {
	return expires(rules, i, p, rules.due(i.Release, i.Next(p)))
}

func expires(rules Rules, i model.Indicator, p model.Period, due time.Time) time.Time {
	if due.IsZero() {
		return i.Next(i.Next(p)).End(rules.Zone)
	}
	return passed(due)
}
