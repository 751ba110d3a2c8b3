package delivery

import (
	"context"
	"errors"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// gathering makes one batch of the log.
type gathering struct {
	ledger  Ledger
	stats   model.LedgerStats // From before the log was read: its receipts are whole in the log.
	at      place             // Moves on as facts and receipts are gathered.
	open    uint64            // Number of the newest receipt that has a fact in the batch.
	named   string            // ID of the receipt that was read last: facts of one receipt follow each other.
	number  uint64
	changes []store.Change
	batch   store.Batch
}

// read takes the facts that follow, up to a limit, and the receipts that end
// among them.
func (g *gathering) read(ctx context.Context, limit int) error {
	g.changes = make([]store.Change, 0, min(uint64(limit), g.stats.Sequence-min(g.stats.Sequence, g.at.sequence)))
	for change, err := range g.ledger.Changes(ctx, g.at.sequence) {
		if err != nil {
			return err
		}
		number, err := g.receipt(&change)
		if err != nil {
			return err
		}
		if err := g.end(ctx, number-1); err != nil {
			return err
		}
		if len(g.changes) == limit {
			return nil // One further, to see whether a receipt ended.
		}
		g.changes = append(g.changes, change)
		g.open, g.at.sequence = number, change.Sequence
	}
	return g.endAll(ctx)
}

// receipt numbers the receipt of a fact.
func (g *gathering) receipt(c *store.Change) (number uint64, err error) {
	id := receiptID(c)
	if id != g.named {
		if number, err = model.ParseReceiptID(id); err != nil {
			return 0, err
		}
		g.named, g.number = id, number
	}
	return g.number, nil
}

// end takes the receipts that end here, up to one of them.
func (g *gathering) end(ctx context.Context, last uint64) error {
	for g.at.commit < last {
		receipt, err := g.ledger.Receipt(ctx, model.ReceiptID(g.at.commit+1))
		if err != nil {
			return err
		}
		g.take(&receipt)
	}
	return nil
}

// endAll takes the receipts at the log's end: the one whose facts were the
// last, for a commit is whole in the log, and those after it that have none.
func (g *gathering) endAll(ctx context.Context) error {
	for last := max(g.stats.Commits, g.open); g.at.commit < last; {
		receipt, err := g.ledger.Receipt(ctx, model.ReceiptID(g.at.commit+1))
		if err != nil {
			return err
		}
		if hasFacts := receipt.Figures+receipt.Records > 0; hasFacts && receipt.Number > g.open {
			return nil
		}
		g.take(&receipt)
	}
	return nil
}

func (g *gathering) take(r *model.Receipt) {
	g.batch.Receipts = append(g.batch.Receipts, *r)
	g.at.commit, g.at.whole = r.Number, g.at.sequence
}

// resolve makes the batch of the facts that were read, from a view that was
// opened after: it knows them all.
func (g *gathering) resolve(ctx context.Context) (err error) {
	if len(g.changes) == 0 {
		return nil
	}
	view, err := g.ledger.View(ctx, time.Time{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	r := resolver{view: view, seen: make(map[figureKey][]model.Version, len(g.changes))}
	for i := range g.changes {
		c := &g.changes[i]
		if c.Record != nil {
			g.batch.Records = append(g.batch.Records, store.Statement{Sequence: c.Sequence, Record: *c.Record})
			continue
		}
		figure, err := r.figure(ctx, c)
		if err != nil {
			return err
		}
		g.batch.Figures = append(g.batch.Figures, figure)
	}
	return nil
}
