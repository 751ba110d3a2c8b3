package pebble

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// view reads a snapshot of the ledger. It keeps the iterators it has made: one
// that moves on to the next series is much cheaper than a new one.
type view struct {
	ledger   *Ledger
	asOf     time.Time
	until    stamp // Newest time of recording that is known.
	snapshot *engine.Snapshot
	newest   receiptEntry
	release  func()

	mu     sync.Mutex
	closed bool
	inUse  int
	idle   []*engine.Iterator // Over figures.
}

var _ model.View = (*view)(nil)

// View reads what was known at asOf, to the millisecond; see store.Ledger.
func (l *Ledger) View(ctx context.Context, asOf time.Time) (model.View, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("view ledger: %w", err)
	}
	until, ok := stamp(stampMax), true
	if !asOf.IsZero() {
		until, ok = stampOf(asOf)
	}
	if !ok {
		return nil, fmt.Errorf("view ledger as of %s: a time so far off can't be kept", asOf)
	}
	release, err := l.hold()
	if err != nil {
		return nil, fmt.Errorf("view ledger: %w", err)
	}
	v := &view{ledger: l, asOf: asOf, until: until, snapshot: l.db.NewSnapshot(), release: release}
	if v.newest, err = newestReceipt(v.snapshot); err != nil {
		return nil, errors.Join(reading("newest receipt", err), v.Close())
	}
	return v, nil
}

// AsOf is the instant at which the reader stands; zero means everything.
func (v *view) AsOf() time.Time { return v.asOf }

// Commit numbers the newest commit that the view can see.
func (v *view) Commit() uint64 { return v.newest.Number }

// Select gives the series that match, sorted.
func (v *view) Select(ctx context.Context, matchers ...model.Matcher) ([]model.Series, error) {
	done, err := v.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	found, err := v.ledger.index.Select(ctx, v.newest.LastSeries, matchers...)
	if err != nil {
		return nil, err
	}
	series := make([]model.Series, len(found))
	for i, e := range found {
		series[i] = *e.Series
	}
	return series, nil
}

// enter keeps the view's snapshot until the function it gives is called.
func (v *view) enter(ctx context.Context) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil, fmt.Errorf("read view: %w", model.ErrClosed)
	}
	v.inUse++
	return func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.inUse--
		if v.closed && v.inUse == 0 {
			_ = v.letGo() // The one who closed has gone.
		}
	}, nil
}

// Close lets go of the view. What is being read from it is read to its end.
func (v *view) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	if v.inUse > 0 {
		return nil
	}
	return v.letGo()
}

func (v *view) letGo() error {
	var errs []error
	for _, it := range v.idle {
		errs = append(errs, it.Close())
	}
	v.idle = nil
	errs = append(errs, v.snapshot.Close())
	v.release()
	return errors.Join(errs...)
}

// figures lends an iterator over figures. It must be given back by giveBack
// while the view is entered.
func (v *view) figures() (*engine.Iterator, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if n := len(v.idle); n > 0 {
		it := v.idle[n-1]
		v.idle = slices.Delete(v.idle, n-1, n)
		return it, nil
	}
	it, err := v.snapshot.NewIter(&engine.IterOptions{LowerBound: []byte{keyFigure}, UpperBound: []byte{keyFigure + 1}})
	return it, reading("figures", err)
}

func (v *view) giveBack(it *engine.Iterator) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.idle = append(v.idle, it)
}
