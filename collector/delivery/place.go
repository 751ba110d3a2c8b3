package delivery

import (
	"context"
	"fmt"
	"sort"

	"jindu/internal/model"
	"jindu/internal/store"
)

// A place is a position in the log and what lies whole before it.
type place struct {
	sequence uint64 // Of the last fact before the place.
	commit   uint64 // Number of the newest receipt that is whole before it,
	whole    uint64 // and the sequence number of that one's last fact, or of one before where it has none.
}

// locate finds the place after a fact of the log. Receipts without facts that
// follow it count as not yet delivered.
func locate(ctx context.Context, l Ledger, sequence uint64) (place, error) {
	if sequence == 0 {
		return place{}, nil
	}
	receipt, ends, err := receiptAt(ctx, l, sequence)
	if err != nil {
		return place{}, err
	}
	if ends {
		return place{sequence, receipt, sequence}, nil
	}
	first, err := firstOf(ctx, l, receipt, sequence)
	return place{sequence, receipt - 1, first - 1}, err
}

// receiptAt numbers the receipt of a fact of the log, and tells whether the
// fact is its last.
func receiptAt(ctx context.Context, l Ledger, sequence uint64) (receipt uint64, ends bool, err error) {
	for change, err := range l.Changes(ctx, sequence-1) {
		if err != nil {
			return 0, false, err
		}
		number, err := receiptOf(&change)
		switch {
		case err != nil:
			return 0, false, err
		case change.Sequence == sequence:
			receipt, ends = number, true
		case receipt == 0:
			return 0, false, fmt.Errorf("the log has no fact %d: %w", sequence, model.ErrDamaged)
		default:
			return receipt, number != receipt, nil
		}
	}
	if receipt == 0 {
		return 0, false, fmt.Errorf("fact %d: %w", sequence, ErrBeyondLog)
	}
	return receipt, ends, nil
}

// firstOf is the sequence number of a receipt's first fact, of which one is
// known. It looks at some twenty facts at most.
func firstOf(ctx context.Context, l Ledger, receipt, known uint64) (uint64, error) {
	r, err := l.Receipt(ctx, model.ReceiptID(receipt))
	if err != nil {
		return 0, err
	}
	least := known - min(known, uint64(r.Figures+r.Records)) + 1
	n := sort.Search(int(known-least), func(i int) bool {
		number, _, failed := receiptAt(ctx, l, least+uint64(i))
		if failed != nil {
			err = failed
		}
		return number >= receipt
	})
	return least + uint64(n), err
}

func receiptOf(c *store.Change) (uint64, error) { return model.ParseReceiptID(receiptID(c)) }

func receiptID(c *store.Change) string {
	if c.Record != nil {
		return c.Record.Receipt
	}
	return c.Version.Receipt
}
