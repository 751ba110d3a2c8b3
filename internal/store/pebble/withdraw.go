package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// Withdraw takes a submission back by a commit of its own; see store.Ledger.
func (l *Ledger) Withdraw(ctx context.Context, asked model.Withdrawal) (model.Receipt, error) {
	l.commits.Lock()
	defer l.commits.Unlock()
	release, err := l.begin(ctx)
	if err != nil {
		return model.Receipt{}, fmt.Errorf("withdraw %s: %w", asked.Receipt, err)
	}
	defer release()
	taken, err := l.withdraw(ctx, asked)
	if err != nil {
		return model.Receipt{}, fmt.Errorf("withdraw %s: %w", asked.Receipt, err)
	}
	return l.zoned(taken), nil
}

func (l *Ledger) withdraw(ctx context.Context, asked model.Withdrawal) (model.Receipt, error) {
	target, err := l.withdrawable(asked.Receipt)
	if err != nil {
		return model.Receipt{}, err
	}
	e, err := l.recordedReceipt(asked.Recorded)
	if err != nil {
		return model.Receipt{}, err
	}
	p := &plan{receipt: e, withdrawal: &target, dropHash: target.Hash}
	p.recorded, _ = stampOf(e.Recorded)
	p.receipt.By, p.receipt.Withdraws, p.receipt.Reason = asked.By, target.ID, asked.Reason
	p.receipt.Provenance = asked.Provenance
	target.WithdrawnBy = p.receipt.ID
	w := withdrawal{ledger: l, target: uint32(target.Number), plan: p, withdrawn: map[uint32]bool{}}
	if err := w.work(ctx, target); err != nil {
		return model.Receipt{}, err
	}
	p.receipt.Figures, p.receipt.Records = len(p.figures), len(p.records)
	if !asked.Recorded.IsZero() {
		if err := l.newer(ctx, p); err != nil {
			return model.Receipt{}, err
		}
	}
	return l.write(ctx, p)
}

// newer refuses a backdated withdrawal that would not be the newest of each of
// its facts.
func (l *Ledger) newer(ctx context.Context, p *plan) error {
	var bad refusals
	if err := l.compare(ctx, p, &bad); err != nil {
		return err
	}
	p.receipt.Revised = 0 // A withdrawal revises nothing.
	if bad.err() != nil {
		return model.ErrBackdated
	}
	return nil
}

func (l *Ledger) withdrawable(receipt string) (receiptEntry, error) {
	number, err := receiptNumber(receipt)
	if err != nil {
		return receiptEntry{}, err
	}
	target, err := readReceipt(l.db, number)
	switch {
	case err != nil:
		return receiptEntry{}, err
	case target.Withdraws != "":
		return receiptEntry{}, fmt.Errorf("%w: it withdraws %s", model.ErrIsWithdrawal, target.Withdraws)
	case target.WithdrawnBy != "":
		return receiptEntry{}, fmt.Errorf("%w by %s", model.ErrAlreadyWithdrawn, target.WithdrawnBy)
	}
	return target, nil
}

// withdrawal works out what to write so that a submission no longer counts.
type withdrawal struct {
	ledger    *Ledger
	target    uint32
	plan      *plan
	it        *engine.Iterator // Over figures.
	key       []byte
	values    []figureValue
	withdrawn map[uint32]bool // What is known of receipts so far.
}

func (w *withdrawal) work(ctx context.Context, target receiptEntry) error {
	var err error
	w.it, err = w.ledger.db.NewIter(&engine.IterOptions{LowerBound: []byte{keyFigure}, UpperBound: []byte{keyFigure + 1}})
	if err != nil {
		return reading("figures", err)
	}
	w.withdrawn[w.target] = true
	err = eachChunk(w.ledger.db, target.First, func(_ uint64, c chunk) (bool, error) {
		if c.receipt != w.target {
			return false, nil
		}
		return true, errors.Join(ctx.Err(), w.chunk(c))
	})
	w.plan.value = func(at uint32) figureValue { return w.values[at] }
	return errors.Join(err, reading("figures", w.it.Close()))
}

func (w *withdrawal) chunk(c chunk) error {
	for _, f := range c.figures {
		v, needed, err := w.figure(f)
		if err != nil {
			return reading("versions", err)
		}
		if needed {
			w.plan.figures = append(w.plan.figures, plannedFigure{f, uint32(len(w.values))})
			w.values = append(w.values, v)
		}
	}
	for _, key := range c.records {
		k, err := parseRecordKey(key)
		if err != nil {
			return reading("log", err)
		}
		k.recorded, k.receipt = w.plan.recorded, uint32(w.plan.receipt.Number)
		w.plan.records = append(w.plan.records, plannedRecord{
			key: k.append(nil), value: appendRecord(nil, w.target, model.Record{}), statement: k,
		})
	}
	return nil
}

// figure gives the value that a figure returns to, if it is the submission's
// that is in force: of the newest version that is not of a withdrawn one.
func (w *withdrawal) figure(f figureID) (v figureValue, needed bool, err error) {
	w.key = appendFigurePrefix(w.key[:0], f)
	first := true
	for ok := w.it.SeekGE(w.key); ok && bytes.HasPrefix(w.it.Key(), w.key); ok = w.it.Next() {
		k, err := parseFigureKey(w.it.Key())
		if err != nil {
			return v, false, err
		}
		if v, err = parseFigure(w.it.Value(), true); err != nil {
			return v, false, err
		}
		if v.origin == 0 {
			v.origin = k.receipt
		}
		if first && (v.origin != w.target || v.status == model.Withdrawn) {
			return v, false, nil
		}
		first = false
		gone, err := w.gone(v.origin)
		if err != nil {
			return v, false, err
		}
		if !gone && v.status != model.Withdrawn {
			return v, true, nil
		}
	}
	return figureValue{status: model.Withdrawn, span: max(v.span, 1)}, true, w.it.Error()
}

// gone tells that a receipt is withdrawn.
func (w *withdrawal) gone(number uint32) (bool, error) {
	if is, ok := w.withdrawn[number]; ok {
		return is, nil
	}
	e, err := readReceipt(w.ledger.db, uint64(number))
	if err != nil {
		return false, err
	}
	w.withdrawn[number] = e.WithdrawnBy != ""
	return w.withdrawn[number], nil
}
