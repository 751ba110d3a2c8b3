// Package tally counts what a district has in hand: how many projects are in
// its reserve, its programmes, won, started, funded and approved, and how much
// money that is, from the records of each. The ledger's gate holds totals that
// were reported against these counts, and the board shows both. It is pure:
// no I/O, no clock.
package tally

import (
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A Key names a total as model.PipelineSeries does. An empty Name stands for
// all libraries, programmes, ceremonies or sources, an empty Industry for all
// industries.
type Key struct {
	System   model.System
	Name     string
	Step     model.Step
	Industry string
}

// A Tally is how many things there are, and how much money they are in yuan:
// the sum of the amounts that are known.
type Tally struct {
	Items   int
	Yuan    decimal.Decimal
	HasYuan bool // Some amount is known.
	Priced  int  // How many of the items have an amount that is known.
}

// Facts are the bodies of one region's records as they hold at an instant, in
// any order.
type Facts struct {
	Memberships     []model.Membership
	Attractions     []model.Attraction
	Ceremonies      []model.Ceremony
	Grants          []model.Grant
	Procedures      []model.Procedure
	Funds           []Fund
	StartedProjects map[string]model.Period // When projects started, by their numbers.
}

// A Fund is what an attracted project brought from outside the province in a
// month.
type Fund struct {
	Attraction string
	Month      model.Period
	Yuan       decimal.Decimal
}

// Count counts everything of every key at t. A date counts from its day's first
// second in zone on, a month's funds from the month's last. Within one key a
// project counts once, however many rows speak of it, with the first amount
// that is known of it; grants to one project add up. A key of which there is
// nothing is absent.
func Count(f Facts, t time.Time, zone *time.Location) map[Key]Tally {
	c := counter{t: t, zone: zone, tallies: map[Key]Tally{}, seen: map[sighting]bool{}, priced: map[sighting]bool{}}
	c.memberships(f.Memberships)
	c.attractions(f.Attractions, f.Funds)
	c.ceremonies(f.Ceremonies)
	c.grants(f.Grants, f.StartedProjects)
	c.procedures(f.Procedures)
	return c.tallies
}

// A counter is one count under way.
type counter struct {
	t       time.Time
	zone    *time.Location
	tallies map[Key]Tally
	seen    map[sighting]bool // Things that were counted.
	priced  map[sighting]bool // Things whose amount is in.
}

type sighting struct {
	key   Key
	thing string
}

// come tells whether a known day has begun.
func (c *counter) come(day model.Period) bool {
	return !day.IsZero() && !day.Start(c.zone).After(c.t)
}

// thisYear tells whether a known day has begun, and is of t's year.
func (c *counter) thisYear(day model.Period) bool {
	return c.come(day) && day.Year() == c.t.In(c.zone).Year()
}

// keys are all that a thing counts for: its own name and industry, and all.
func keys(k Key) []Key {
	all := []Key{k}
	if k.Name != "" {
		all = append(all, Key{k.System, "", k.Step, k.Industry})
	}
	if k.Industry == "" {
		return all
	}
	for _, wide := range all[:len(all):len(all)] {
		wide.Industry = ""
		all = append(all, wide)
	}
	return all
}

// count takes a thing in, once for each key, with its amount where it is known.
func (c *counter) count(k Key, thing string, yuan *decimal.Decimal) {
	for _, key := range keys(k) {
		s := sighting{key, thing}
		tally := c.tallies[key]
		if !c.seen[s] {
			c.seen[s] = true
			tally.Items++
		}
		if yuan != nil && !c.priced[s] {
			c.priced[s] = true
			tally.Priced++
			tally = tally.plus(*yuan)
		}
		c.tallies[key] = tally
	}
}

// add takes one of several amounts of a thing in. One that names no thing adds
// money alone.
func (c *counter) add(k Key, thing string, yuan *decimal.Decimal) {
	if thing == "" && yuan == nil {
		return
	}
	for _, key := range keys(k) {
		s := sighting{key, thing}
		tally := c.tallies[key]
		if thing != "" && !c.seen[s] {
			c.seen[s] = true
			tally.Items++
		}
		if yuan != nil {
			if thing != "" && !c.priced[s] {
				c.priced[s] = true
				tally.Priced++
			}
			tally = tally.plus(*yuan)
		}
		c.tallies[key] = tally
	}
}

func (t Tally) plus(yuan decimal.Decimal) Tally {
	t.Yuan, t.HasYuan = t.Yuan.Add(yuan), true
	return t
}
