package pebble

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// lastSequence is the sequence number of the log after the receipt's facts.
func (e receiptEntry) lastSequence() uint64 {
	if e.Number == 0 {
		return 0
	}
	return e.First + e.Facts - 1
}

// newestReceipt gives the zero entry where there is none.
func newestReceipt(from engine.Reader) (receiptEntry, error) {
	it, err := from.NewIter(&engine.IterOptions{LowerBound: []byte{keyReceipt}, UpperBound: []byte{keyReceipt + 1}})
	if err != nil {
		return receiptEntry{}, err
	}
	if !it.Last() {
		return receiptEntry{}, it.Close()
	}
	e, err := parseReceipt(it.Value())
	return e, errors.Join(err, it.Close())
}

func readReceipt(from engine.Reader, number uint64) (receiptEntry, error) {
	value, closer, err := from.Get(numberKey(keyReceipt, number))
	if errors.Is(err, engine.ErrNotFound) {
		return receiptEntry{}, fmt.Errorf("receipt %s: %w", model.ReceiptID(number), model.ErrNoReceipt)
	} else if err != nil {
		return receiptEntry{}, reading("receipt "+model.ReceiptID(number), err)
	}
	e, err := parseReceipt(value)
	return e, reading("receipt "+model.ReceiptID(number), errors.Join(err, closer.Close()))
}

// zoned gives the receipt with its times in the ledger's zone.
func (l *Ledger) zoned(r model.Receipt) model.Receipt {
	r.Committed = r.Committed.In(l.options.Zone)
	r.Recorded = r.Recorded.In(l.options.Zone)
	if r.Provenance != nil {
		provenance := *r.Provenance
		provenance.Committed = provenance.Committed.In(l.options.Zone)
		r.Provenance = &provenance
	}
	return r
}

// Receipt gives one receipt, or ErrNoReceipt.
func (l *Ledger) Receipt(ctx context.Context, id string) (model.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return model.Receipt{}, fmt.Errorf("read receipt %s: %w", id, err)
	}
	release, err := l.hold()
	if err != nil {
		return model.Receipt{}, fmt.Errorf("read receipt %s: %w", id, err)
	}
	defer release()
	number, err := receiptNumber(id)
	if err != nil {
		return model.Receipt{}, err
	}
	e, err := readReceipt(l.db, number)
	return l.zoned(e.Receipt), err
}

func receiptNumber(id string) (uint64, error) {
	number, err := model.ParseReceiptID(id)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", model.ErrNoReceipt, err)
	}
	return number, nil
}

// Receipts gives every receipt, the newest first.
func (l *Ledger) Receipts(ctx context.Context) iter.Seq2[model.Receipt, error] {
	return func(yield func(model.Receipt, error) bool) {
		err := l.eachReceipt(ctx, func(e receiptEntry) bool { return yield(l.zoned(e.Receipt), nil) })
		if err != nil {
			yield(model.Receipt{}, fmt.Errorf("list receipts: %w", err))
		}
	}
}

func (l *Ledger) eachReceipt(ctx context.Context, yield func(receiptEntry) bool) error {
	release, err := l.hold()
	if err != nil {
		return err
	}
	defer release()
	it, err := l.db.NewIter(&engine.IterOptions{LowerBound: []byte{keyReceipt}, UpperBound: []byte{keyReceipt + 1}})
	if err != nil {
		return reading("receipts", err)
	}
	defer it.Close() //nolint:errcheck // Its error is asked for below.
	for ok := it.Last(); ok; ok = it.Prev() {
		e, err := parseReceipt(it.Value())
		if err := errors.Join(err, ctx.Err()); err != nil {
			return reading("receipts", err)
		}
		if !yield(e) {
			return nil
		}
	}
	return reading("receipts", it.Error())
}

func (e receiptEntry) encode() ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write receipt %s: %w", e.ID, err)
	}
	return text, nil
}
