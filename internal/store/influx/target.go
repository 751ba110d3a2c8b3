package influx

import (
	"context"
	"errors"
	"fmt"

	"jindu/internal/store"
)

// Target writes what a ledger has taken into a bucket; see store.Target.
//
// It remembers which series the bucket has, by 16 bytes for each.
type Target struct {
	*server
	checked   bool // The bucket is there.
	undeleted bool // The server has no API to delete by.
	written   head // What was written last.
	known     *seriesSet
}

var _ store.Target = (*Target)(nil)

// NewTarget makes a target. It connects to nothing.
func NewTarget(o Options) (*Target, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, err
	}
	return &Target{server: s}, nil
}

// Head says how far the bucket has got. A bucket that is missing is made.
func (t *Target) Head(ctx context.Context) (store.Head, error) {
	if err := t.ensureBucket(ctx); err != nil {
		return store.Head{}, err
	}
	h, err := t.head(ctx)
	return h.exported(t.Zone), err
}

// Close lets go of connections.
func (t *Target) Close() error {
	t.close()
	return nil
}

// Write takes a batch; see store.Target. What readers trust is written last:
// first what happened, then what is in force, then how far this has got.
func (t *Target) Write(ctx context.Context, b store.Batch) error {
	err := t.write(ctx, b)
	var rejected *store.RejectedError
	if err == nil || errors.As(err, &rejected) {
		return err
	}
	t.known = nil // Nothing is known of what got there.
	return t.about("write to InfluxDB", ended(ctx, err))
}

func (t *Target) write(ctx context.Context, b store.Batch) error {
	before, err := t.prepare(ctx, b)
	if err != nil {
		return err
	}
	points, err := t.points(b)
	if err != nil {
		return err
	}
	w := writing{Target: t, rejected: points.rejected}
	for _, stage := range [][]entry{points.happened, points.current} {
		if err := w.send(ctx, stage); err != nil {
			return err
		}
	}
	if err := t.advance(ctx, before, b); err != nil {
		return err
	}
	if err := w.send(ctx, t.deleteWithdrawn(ctx, points.withdrawn)); err != nil {
		return err
	}
	return w.outcome()
}

// prepare reads how far the bucket has got, and which series it has unless that
// is known.
func (t *Target) prepare(ctx context.Context, b store.Batch) (head, error) {
	if err := t.ensureBucket(ctx); err != nil {
		return head{}, err
	}
	h, err := t.head(ctx)
	if err != nil {
		return head{}, err
	}
	if h.Ledger != "" && h.Ledger != b.Head.Ledger {
		return head{}, fmt.Errorf("%w: it holds the figures of ledger %s, not of %s", store.ErrForbidden, h.Ledger, b.Head.Ledger)
	}
	if t.known == nil || h != t.written { // Another has written, or emptied it.
		t.known, err = t.loadSeries(ctx)
	}
	return h, err
}

// advance writes how far the bucket has got. While a ledger is delivered again
// from its start, readers go on seeing what they saw.
func (t *Target) advance(ctx context.Context, before head, b store.Batch) error {
	h := before
	h.Schema, h.Ledger, h.Series = schema, b.Head.Ledger, t.known.len()
	if b.Head.Sequence >= before.Sequence && b.Head.Commit >= before.Commit {
		h.Commit, h.Sequence = b.Head.Commit, b.Head.Sequence
	}
	if h.Commit != before.Commit {
		h.Committed = 0 // Until its receipt says it.
	}
	for _, r := range b.Receipts {
		if r.Number == h.Commit {
			h.Committed = r.Committed.UnixMilli()
		}
	}
	p, err := h.point()
	if err != nil {
		return err
	}
	if err := t.client.WriteAPIBlocking(t.Org, t.Bucket).WritePoint(ctx, p); err != nil {
		return fmt.Errorf("head: %w", sorted(err))
	}
	t.written = h
	return nil
}
