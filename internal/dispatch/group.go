package dispatch

import (
	"cmp"
	"maps"
	"strings"
	"time"

	"jindu/internal/notify"
)

// Times are how long to wait for what.
type Times struct {
	Wait     time.Duration // After a change, for more of the same group.
	Interval time.Duration // Between messages on changes of a group.
	Repeat   time.Duration // Before what fires unchanged is told again.
}

// A group is alerts that are told together, and what of them was told.
type group struct {
	Labels map[string]string       `json:"labels"`
	Told   map[string]notify.Alert `json:"told"` // By fingerprint: what fires as far as the receiver knows.
	At     time.Time               `json:"at"`   // When it was told; zero where nothing was.

	key       string                  // Names it.
	firing    map[string]notify.Alert // What fires now.
	changed   time.Time               // Since when this differs from what was told; zero where it doesn't.
	notBefore time.Time               // When to try again after a failure.
}

func newGroup(labels map[string]string) *group {
	return &group{Labels: labels, key: notify.Key(labels)}
}

// see takes in what fires now. What follows from something graver is forgotten:
// neither that it fires nor that it ended is told.
func (g *group) see(firing map[string]notify.Alert, inhibited func(notify.Alert) bool, now time.Time) {
	maps.DeleteFunc(g.Told, func(_ string, a notify.Alert) bool { return inhibited(a) })
	g.firing = firing
	if g.At.After(now) { // The clock was ahead.
		g.At = now
	}
	switch {
	case !g.differs():
		g.changed = time.Time{}
	case g.changed.IsZero():
		g.changed = now
	}
}

func (g *group) differs() bool {
	return !maps.EqualFunc(g.firing, g.Told, func(notify.Alert, notify.Alert) bool { return true })
}

// over tells that there is nothing more to tell.
func (g *group) over() bool { return len(g.firing) == 0 && len(g.Told) == 0 }

// due is when the group is to be told.
func (g *group) due(t Times) time.Time {
	due := g.At.Add(t.Repeat)
	if !g.changed.IsZero() {
		due = g.changed.Add(t.Wait)
		if next := g.At.Add(t.Interval); !g.At.IsZero() && next.After(due) {
			due = next
		}
	}
	if g.notBefore.After(due) {
		return g.notBefore
	}
	return due
}

// compare orders groups as they are told: the one that is due first, of those due
// at once the one with more that is critical, and else by name.
func (g *group) compare(other *group, t Times) int {
	return cmp.Or(
		g.due(t).Compare(other.due(t)), cmp.Compare(other.critical(), g.critical()),
		strings.Compare(g.key, other.key),
	)
}

// critical is how many alerts of the group are.
func (g *group) critical() int {
	n := 0
	for _, a := range g.firing {
		if a.Labels["severity"] == "critical" {
			n++
		}
	}
	return n
}

// alerts are what is told: all that fires, and what has ended since the last
// time.
func (g *group) alerts(now time.Time) []notify.Alert {
	var all []notify.Alert
	for id, a := range g.firing {
		if before, ok := g.Told[id]; ok {
			a.StartsAt = before.StartsAt
		}
		all = append(all, a)
	}
	for id, a := range g.Told {
		if _, fires := g.firing[id]; !fires {
			a.Status, a.EndsAt = notify.Resolved, now
			all = append(all, a)
		}
	}
	return all
}

// tell notes what was told.
func (g *group) tell(alerts []notify.Alert, now time.Time) {
	g.Told, g.At, g.changed, g.notBefore = map[string]notify.Alert{}, now, time.Time{}, time.Time{}
	for _, a := range alerts {
		if a.Status == notify.Firing {
			g.Told[a.Fingerprint] = a
		}
	}
}
