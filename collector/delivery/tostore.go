package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// batchFacts is how many facts are written at a time.
const batchFacts = 10_000

// ToStore makes a Deliverer that writes to a target in batches of 10,000 facts
// at most. It is a Header and a Settler, and has the target's findings where
// that is a Finder.
func ToStore(ledger Ledger, target store.Target) Deliverer {
	return &toStore{ledger: ledger, target: target, limit: batchFacts}
}

type toStore struct {
	ledger Ledger
	target store.Target
	limit  int

	reached *place     // Where the last batch ended; nil before the first.
	theirs  store.Head // What the target said last.
}

// Deliver writes the next batch.
func (d *toStore) Deliver(ctx context.Context, after uint64) (through uint64, err error) {
	b, next, err := d.batch(ctx, after)
	if err != nil {
		return after, ledgerProblem(err)
	}
	if b.Len() == 0 && len(b.Receipts) == 0 {
		d.reached = &next
		return after, nil
	}
	err = d.target.Write(ctx, b)
	var rejected *store.RejectedError
	if err != nil && !errors.As(err, &rejected) {
		return after, fmt.Errorf("write facts %d to %d: %w", after+1, next.sequence, err)
	}
	d.reached = &next
	return next.sequence, err
}

// batch makes the batch that follows a fact of the log.
func (d *toStore) batch(ctx context.Context, after uint64) (store.Batch, place, error) {
	at, err := d.place(ctx, after)
	if err != nil {
		return store.Batch{}, at, err
	}
	g := gathering{ledger: d.ledger, at: at, stats: d.ledger.Stats()}
	if err := g.read(ctx, d.limit); err != nil {
		return store.Batch{}, at, err
	}
	if err := g.resolve(ctx); err != nil {
		return store.Batch{}, at, err
	}
	head := store.Head{Ledger: g.stats.ID, Commit: g.at.commit, Sequence: g.at.whole}
	if d.theirs.Ledger == head.Ledger && d.theirs.Commit > head.Commit {
		head = d.theirs // It is told again what it has.
	}
	g.batch.Head = head
	return g.batch, g.at, nil
}

// place is where a batch begins. Only the first, and one that begins elsewhere
// than the last one ended, must be looked for.
func (d *toStore) place(ctx context.Context, after uint64) (place, error) {
	if d.reached != nil && d.reached.sequence == after && after > 0 {
		return *d.reached, nil
	}
	return locate(ctx, d.ledger, after)
}

// Head asks the target.
func (d *toStore) Head(ctx context.Context) (store.Head, error) {
	head, err := d.target.Head(ctx)
	if err != nil {
		return head, err
	}
	if d.reached != nil && head.Commit < d.reached.commit {
		d.Again()
	}
	d.theirs = head
	return head, nil
}

// settling is a target that may lose what it acknowledged; see Settler.
type settling interface {
	Settles() time.Duration
	Began(ctx context.Context) (time.Time, error)
}

// Settles is the target's.
func (d *toStore) Settles() time.Duration {
	if s, ok := d.target.(settling); ok {
		return s.Settles()
	}
	return 0
}

// Began is the target's.
func (d *toStore) Began(ctx context.Context) (time.Time, error) {
	if s, ok := d.target.(settling); ok {
		return s.Began(ctx)
	}
	return time.Time{}, nil
}

// Again forgets where the last batch ended: receipts without facts have no
// place in the log by which to be found.
func (d *toStore) Again() { d.reached = nil }

// Findings are the target's.
func (d *toStore) Findings() []model.Text {
	if f, ok := d.target.(Finder); ok {
		return f.Findings()
	}
	return nil
}

// Close closes the target.
func (d *toStore) Close() error { return d.target.Close() }
