package query

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

// calendar remembers the instants of periods in milliseconds: a query meets
// the same few hundred months in every one of thousands of series. It is used
// from one goroutine.
type calendar struct {
	rules   progress.Rules
	ends    map[model.Period]int64
	expired map[expiry]int64
}

// expiry is all that the end of a value's visibility depends on.
type expiry struct {
	period model.Period
	janFeb bool
	rule   model.ReleaseRule
}

func newCalendar(rules progress.Rules) *calendar {
	return &calendar{rules: rules, ends: map[model.Period]int64{}, expired: map[expiry]int64{}}
}

// end is the period's instant.
func (c *calendar) end(p model.Period) int64 {
	at, ok := c.ends[p]
	if !ok {
		at = p.End(c.rules.Zone).UnixMilli()
		c.ends[p] = at
	}
	return at
}

// expires is the first instant at which an indicator's value for a period is
// no longer visible.
func (c *calendar) expires(i model.Indicator, p model.Period) int64 {
	k := expiry{p, i.JanFeb, i.Release}
	at, ok := c.expired[k]
	if !ok {
		at = progress.Expires(c.rules, i, p).UnixMilli()
		c.expired[k] = at
	}
	return at
}
