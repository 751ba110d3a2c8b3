package upstream

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"jindu/internal/model"
)

// Receipts reads what a ledger has taken; store.Ledger is one.
type Receipts interface {
	// Receipts gives every receipt, the newest first.
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
}

// Taken is what a ledger holds of others, found by where it was taken first.
// It is read from the ledger once, and kept up by those who commit what others
// deliver. Its methods may be called from several goroutines.
type Taken struct {
	ledger Receipts

	mu      sync.Mutex
	ledgers map[string]*takenOf // Nil until it is read.
}

// takenOf is what is held of one ledger.
type takenOf struct {
	receipts map[takenKey][]uint64 // Numbers of receipts here, rising: more than one where some facts were taken later.
	newest   Origin                // The last that was taken there.
}

type takenKey struct {
	number    uint64
	committed int64 // Milliseconds since 1970.
}

func keyOf(o Origin) takenKey { return takenKey{o.Number, o.Committed.UnixMilli()} }

// NewTaken makes the index of a ledger, which is read when it is first asked.
func NewTaken(ledger Receipts) *Taken { return &Taken{ledger: ledger} }

// of gives what is held of a ledger; t.mu is held.
func (t *Taken) of(ctx context.Context, ledger string) (*takenOf, error) {
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	if t.ledgers[ledger] == nil {
		t.ledgers[ledger] = &takenOf{receipts: map[takenKey][]uint64{}}
	}
	return t.ledgers[ledger], nil
}

func (t *Taken) read(ctx context.Context) error {
	if t.ledgers != nil {
		return nil
	}
	ledgers := map[string]*takenOf{}
	for r, err := range t.ledger.Receipts(ctx) {
		if err != nil {
			return fmt.Errorf("read what was taken of others: %w", err)
		}
		if p := r.Provenance; p != nil {
			if ledgers[p.Ledger] == nil {
				ledgers[p.Ledger] = &takenOf{receipts: map[takenKey][]uint64{}}
			}
			ledgers[p.Ledger].add(Origin{p.Number, p.Committed}, r.Number)
		}
	}
	t.ledgers = ledgers
	return nil
}

func (t *takenOf) add(o Origin, receipt uint64) {
	at := keyOf(o)
	t.receipts[at] = append(t.receipts[at], receipt)
	slices.Sort(t.receipts[at])
	if t.newest.IsZero() || o.Committed.After(t.newest.Committed) {
		t.newest = o
	}
}

// find gives the IDs of the receipts here that hold facts of one there, the
// first that was taken before the others; none where none was.
func (t *Taken) find(ctx context.Context, ledger string, o Origin) (ids []string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	of, err := t.of(ctx, ledger)
	if err != nil {
		return nil, err
	}
	for _, number := range of.receipts[keyOf(o)] {
		ids = append(ids, model.ReceiptID(number))
	}
	return ids, nil
}

// newest gives the last of a ledger's receipts that is held here; the zero
// Origin where there is none.
func (t *Taken) newest(ctx context.Context, ledger string) (Origin, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	of, err := t.of(ctx, ledger)
	if err != nil {
		return Origin{}, err
	}
	return of.newest, nil
}

// add remembers a receipt that was made here. Where the ledger was not read
// yet, reading it finds the receipt.
func (t *Taken) add(r model.Receipt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ledgers == nil || r.Provenance == nil {
		return
	}
	p := r.Provenance
	if t.ledgers[p.Ledger] == nil {
		t.ledgers[p.Ledger] = &takenOf{receipts: map[takenKey][]uint64{}}
	}
	t.ledgers[p.Ledger].add(Origin{p.Number, p.Committed}, r.Number)
}
