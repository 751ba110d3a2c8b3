package pebble

import (
	"context"
	"errors"
	"fmt"
	"time"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Commit takes a whole submission or nothing; see store.Ledger.
func (l *Ledger) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	switch size := s.Size(); {
	case size == 0:
		return model.Receipt{}, fmt.Errorf("commit: %w", model.ErrNoFacts)
	case size > model.MaxFacts:
		return model.Receipt{}, fmt.Errorf("commit %d facts: %w", size, &store.FactError{Reason: model.ErrTooManyFacts})
	}
	l.commits.Lock()
	defer l.commits.Unlock()
	release, err := l.begin(ctx)
	if err != nil {
		return model.Receipt{}, fmt.Errorf("commit: %w", err)
	}
	defer release()
	receipt, err := l.commit(ctx, s)
	if err != nil {
		return model.Receipt{}, fmt.Errorf("commit: %w", err)
	}
	return l.zoned(receipt), nil
}

// begin lets a commit start. Its caller holds l.commits.
func (l *Ledger) begin(ctx context.Context) (release func(), err error) {
	if err := errors.Join(ctx.Err(), l.broken); err != nil {
		return nil, err
	}
	return l.hold()
}

func (l *Ledger) commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	if err := l.taken(s.Hash); err != nil {
		return model.Receipt{}, err
	}
	e, err := l.recordedReceipt(s.Recorded)
	if err != nil {
		return model.Receipt{}, err
	}
	e.By, e.Source, e.File, e.Hash, e.Reason = s.By, s.Source, s.File, s.Hash, s.Reason
	e.Warnings, e.Provenance = s.Warnings, s.Provenance
	e.Figures, e.Records = len(s.Observations), len(s.Records)
	p, err := l.planSubmission(ctx, s, e)
	if err != nil {
		return model.Receipt{}, err
	}
	return l.write(ctx, p)
}

// taken is an *AlreadyTakenError where a receipt stands for the hash.
func (l *Ledger) taken(hash string) error {
	if hash == "" {
		return nil
	}
	value, closer, err := l.db.Get(hashKey(hash))
	if errors.Is(err, engine.ErrNotFound) {
		return nil
	} else if err != nil {
		return reading("hash", err)
	}
	number := order.Uint64(value)
	if err := closer.Close(); err != nil {
		return reading("hash", err)
	}
	e, err := readReceipt(l.db, number)
	if err != nil {
		return err
	}
	return &model.AlreadyTakenError{Receipt: l.zoned(e.Receipt)}
}

// nextReceipt numbers a commit and stamps it: to the millisecond, and later
// than every one before, whatever the clock says.
func (l *Ledger) nextReceipt() receiptEntry {
	before := l.newest.Load()
	now := l.options.Clock().UTC().Truncate(time.Millisecond)
	if least := before.Committed.Add(time.Millisecond); before.Number > 0 && now.Before(least) {
		now = least.UTC()
	}
	e := receiptEntry{First: before.lastSequence() + 1, LastSeries: before.LastSeries}
	e.Number = before.Number + 1
	e.ID = model.ReceiptID(e.Number)
	e.Committed, e.Recorded = now, now
	return e
}

// recordedReceipt is the next receipt of what became known at a time; zero
// means now.
func (l *Ledger) recordedReceipt(recorded time.Time) (receiptEntry, error) {
	e := l.nextReceipt()
	if recorded.IsZero() {
		return e, nil
	}
	e.Recorded = recorded.UTC().Truncate(time.Millisecond)
	if e.Recorded.After(e.Committed) {
		return e, fmt.Errorf("%w: %s", model.ErrNotYet, recorded.In(l.options.Zone))
	}
	if _, ok := stampOf(e.Recorded); !ok {
		return e, fmt.Errorf("%w: recorded %s", model.ErrMalformed, e.Recorded)
	}
	return e, nil
}

// write puts a plan on disk: all of it, or nothing.
func (l *Ledger) write(ctx context.Context, p *plan) (model.Receipt, error) {
	p.receipt.Series = len(p.fresh)
	p.receipt.LastSeries += uint32(len(p.fresh))
	p.receipt.Facts = uint64(p.facts())
	batch := l.db.NewBatchWithSize(p.size())
	defer batch.Close() //nolint:errcheck // Committed or not needed.
	if err := p.fill(batch); err != nil {
		return model.Receipt{}, err
	}
	if err := l.room(batch.Len()); err != nil {
		return model.Receipt{}, err
	}
	if err := ctx.Err(); err != nil {
		return model.Receipt{}, err // The last moment to turn back.
	}
	for _, e := range p.fresh { // Before the batch: no view sees a series that can't be found.
		if err := l.index.Add(e); err != nil {
			return model.Receipt{}, err
		}
	}
	if err := l.apply(batch); err != nil {
		return model.Receipt{}, err
	}
	l.remember(p)
	return p.receipt.Receipt, nil
}

// apply writes a batch and waits until it is on disk. When that fails the
// engine can't go on, and neither can the ledger.
func (l *Ledger) apply(batch *engine.Batch) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = l.fail(cause)
		}
	}()
	if err := batch.Commit(engine.Sync); err != nil {
		return l.fail(err)
	}
	return nil
}

// fail breaks the ledger for good. Whether the commit is on disk is not known
// until the ledger is opened anew: it is there whole, or not at all.
func (l *Ledger) fail(cause any) error {
	err, ok := cause.(error)
	if failed, is := cause.(failedCommit); is {
		err, ok = failed.cause, true
	}
	if !ok {
		err = fmt.Errorf("%v", cause)
	}
	if isFull(err) {
		err = fmt.Errorf("%w: %w", model.ErrDiskFull, err)
	}
	l.options.Logger.Error("ledger takes no more submissions until it is opened anew", "error", err)
	l.broken = fmt.Errorf("ledger must be opened anew after a write failed: %w", err)
	return l.broken
}

// remember brings what is kept in memory up to a commit that is on disk.
func (l *Ledger) remember(p *plan) {
	l.latest = append(l.latest, make([]uint32, len(p.fresh))...)
	for _, f := range p.figures {
		at := &l.latest[f.id.series()-1]
		if *at != 0 || f.id.series() > p.receipt.LastSeries-uint32(len(p.fresh)) {
			*at = max(*at, f.id.period())
		}
	}
	newest := p.receipt
	l.newest.Store(&newest)
}
