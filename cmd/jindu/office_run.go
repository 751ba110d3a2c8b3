package main

import (
	"context"

	"golang.org/x/sync/errgroup"

	"jindu/internal/dispatch"
	"jindu/internal/web/events"
)

// running is an office that is in charge.
type running struct {
	cancel context.CancelFunc
	ended  chan error // Receives once, when all that ran has ended.
}

// start lets the office judge alerts and watch folders.
func (o *office) start(ctx context.Context) *running {
	ctx, cancel := context.WithCancel(ctx)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { <-ctx.Done(); return nil }) // An office that watches nothing is in charge all the same.
	if o.evaluator != nil {
		group.Go(func() error { return o.evaluator.Run(ctx) })
	}
	for _, w := range o.watchers {
		group.Go(func() error { return w.Run(ctx) })
	}
	r := &running{cancel: cancel, ended: make(chan error, 1)}
	go func() { r.ended <- group.Wait() }()
	return r
}

// stop ends the office's work, and returns when it has ended.
func (r *running) stop() error {
	r.cancel()
	return <-r.ended
}

// runOffices keeps an office in charge until the context ends: the one there
// is, and after a reload its successor. The work of one has ended before that
// of the next starts, so that no alert is judged twice and no file of a watched
// folder is taken by two.
func (a *app) runOffices(ctx context.Context) error {
	current := a.office.Load().start(ctx)
	for {
		select {
		case <-ctx.Done():
			return current.stop()
		case err := <-current.ended: // Its work ends by itself only where it failed.
			current.cancel()
			return err
		case asked := <-a.reloads.asked:
			next, done, err := a.prepare()
			if err == nil {
				if err := current.stop(); err != nil {
					return err
				}
				a.takeOver(next)
				current = next.start(ctx)
			}
			a.reloads.tell(a.logger, done, err)
			asked <- reloadAnswer{done, err}
		}
	}
}

// takeOver puts an office in the place of the one whose work has ended.
func (a *app) takeOver(next *office) {
	if before := a.office.Load().evaluator; before != nil && next.evaluator != nil {
		next.evaluator.Follow(before)
	}
	if next.evaluator == nil {
		for _, hear := range a.hears {
			hear(dispatch.Now{Elsewhere: true})
		}
	}
	a.office.Store(next)
	a.events.Tell(events.Rules)
}
