package dispatch

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"jindu/internal/notify"
)

// Waits after failures: where only a person can help, and else from the first
// to the longest.
const (
	refusedWait = 5 * time.Minute
	firstWait   = time.Second
	longestWait = time.Minute
)

// tellNext tells the group that is due first, the gravest of several. It is one
// at a time, so that what changes while a messenger makes one wait is known.
func (t *Teller) tellNext(ctx context.Context) {
	at := t.Clock()
	if at.Before(t.rest) {
		return
	}
	if len(t.ready) == 0 {
		t.look(at)
	}
	if len(t.ready) == 0 {
		if !t.waits() {
			t.Receiver.Rest()
		}
		return
	}
	g := t.ready[0]
	alerts := g.alerts(at)
	if err := t.tell(ctx, g, alerts); err != nil {
		if ctx.Err() == nil {
			t.failed(g, err)
		}
		return
	}
	t.ready = t.ready[1:]
	t.wait.Reset()
	g.tell(alerts, at)
	t.remember(alerts, at)
	if g.over() {
		delete(t.groups, g.key)
	}
	t.unkept = true
}

// look finds the groups that are due.
func (t *Teller) look(at time.Time) {
	t.ready = nil
	for _, g := range t.groups {
		if g.firing != nil && !g.due(t.Times).After(at) {
			t.ready = append(t.ready, g)
		}
	}
	slices.SortFunc(t.ready, func(a, b *group) int { return a.compare(b, t.Times) })
}

// tell sends a group, unless there is nothing in it that the receiver is to
// know.
func (t *Teller) tell(ctx context.Context, g *group, alerts []notify.Alert) error {
	if !t.Resolved {
		alerts = slices.DeleteFunc(slices.Clone(alerts), func(a notify.Alert) bool { return a.Status != notify.Firing })
	}
	if len(alerts) == 0 {
		return nil
	}
	return t.Receiver.Send(ctx, notify.NewGroup(t.Name, t.Pages, g.Labels, alerts))
}

// failed decides when to try again. Where a receiver refuses one group it may
// take another; otherwise it is left alone.
func (t *Teller) failed(g *group, err error) {
	var why *notify.Error
	if errors.As(err, &why) && why.Reason == notify.ReasonRefused {
		g.notBefore = t.Clock().Add(refusedWait/2 + rand.N(refusedWait/2))
		t.ready = t.ready[1:]
		return
	}
	wait := t.wait.NextBackOff()
	if why != nil {
		wait = max(wait, why.After)
	}
	t.rest = t.Clock().Add(wait)
}

// waits tells whether something was to be told before now.
func (t *Teller) waits() bool {
	for _, g := range t.groups {
		if !g.notBefore.IsZero() || (g.firing != nil && !g.due(t.Times).After(t.Clock())) {
			return true
		}
	}
	return false
}
