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
	ends    instants
	expired map[expiry]*instants
}

// expiry is all that the end of a value's visibility depends on beside its
// period.
type expiry struct {
	janFeb bool
	rule   model.ReleaseRule
}

func newCalendar(rules progress.Rules) *calendar {
	return &calendar{rules: rules, expired: map[expiry]*instants{}}
}

// end is the period's instant.
func (c *calendar) end(p model.Period) int64 {
	at, ok := c.ends.get(p)
	if !ok {
		at = p.End(c.rules.Zone).UnixMilli()
		c.ends.put(p, at)
	}
	return at
}

// visible gives, for an indicator's values, the first instant at which that
// for a period is no longer visible.
func (c *calendar) visible(i model.Indicator) func(model.Period) int64 {
	k := expiry{i.JanFeb, i.Release}
	known := c.expired[k]
	if known == nil {
		known = new(instants)
		c.expired[k] = known
	}
	return func(p model.Period) int64 {
		at, ok := known.get(p)
		if !ok {
			at = progress.Expires(c.rules, i, p).UnixMilli()
			known.put(p, at)
		}
		return at
	}
}

// instants are those of the periods that were asked for last, each in the one
// place that it can have: months that follow each other, over forty years, have
// each their own. It takes no hashing, which would be most of a sum's work.
type instants [512]struct {
	period model.Period
	at     int64
}

func (n *instants) get(p model.Period) (int64, bool) {
	one := &n[p.Key()%uint32(len(n))]
	return one.at, one.period == p && !p.IsZero()
}

func (n *instants) put(p model.Period, at int64) {
	one := &n[p.Key()%uint32(len(n))]
	one.period, one.at = p, at
}
