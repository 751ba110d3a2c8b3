package delivery

import (
	"context"
	"fmt"
	"time"
)

// A target that is killed may lose what it acknowledged in its last seconds,
// for it kept that in memory. Where it can't say what it has, the worker
// remembers when it acknowledged what, and goes back to what it had long enough
// before it was last known to run:
//
//   - Where the server shows since when it runs, that decides: it began anew, or
//     it didn't and has everything, though it could not be reached for a while.
//   - Where it doesn't, it is taken to have begun anew after each failure to
//     reach it, and whenever this process begins.

// An ack is how far the target was at some time.
type ack struct {
	at        time.Time
	sequence  uint64
	projected time.Time
	past      uint64
}

// settler gives the deliverer as a Settler, nil where its target loses nothing.
func (w *Worker) settler() Settler {
	if s, ok := w.Deliverer.(Settler); ok && s.Settles() > 0 {
		return s
	}
	return nil
}

// acknowledged notes that the target has everything up to the cursor, unless
// that is the first it takes after it may have been away: then it goes back.
func (w *Worker) acknowledged(ctx context.Context) (back bool, err error) {
	s := w.settler()
	if s == nil {
		return false, nil
	}
	if w.doubt {
		return true, w.goBack(ctx, s, w.position().Settled.Began)
	}
	at := w.position()
	w.acked = append(w.acked, ack{w.Clock(), at.Sequence, at.Projected, at.Past})
	w.lastAck = w.Clock()
	return false, nil
}

// watch looks whether the target's server began anew, and settles what it
// acknowledged long enough ago if it did not.
func (w *Worker) watch(ctx context.Context) error {
	s := w.settler()
	if s == nil {
		return nil
	}
	now, known := w.Clock(), w.position().Settled.Began
	began, err := s.Began(ctx)
	switch {
	case err != nil && (w.doubt || !known.IsZero()): // What becomes of the next write tells.
		w.Logger.Debug("target does not say since when it runs", "target", w.Name, "err", err)
		return ctx.Err()
	case began.IsZero() && w.doubt:
		return w.goBack(ctx, s, known)
	case began.IsZero():
		return w.settle(w.lastAck, s.Settles())
	case began.After(known): // Of several behind one address, an older one may answer.
		return w.goBack(ctx, s, began)
	}
	w.doubt = false
	return w.settle(now, s.Settles())
}

// settle moves what is safe on to what was acknowledged so long before the
// target was known to run.
func (w *Worker) settle(running time.Time, within time.Duration) error {
	n := 0
	for n < len(w.acked) && running.Sub(w.acked[n].at) >= within {
		n++
	}
	if n == 0 {
		return nil
	}
	next, safe := w.position(), w.acked[n-1]
	next.Settled.Sequence, next.Settled.Projected, next.Settled.Past = safe.sequence, safe.projected, safe.past
	if err := w.keep(next); err != nil {
		return err
	}
	w.acked = append(w.acked[:0:0], w.acked[n:]...)
	return nil
}

// goBack goes back to what is safe, after the target's server began anew.
func (w *Worker) goBack(ctx context.Context, s Settler, began time.Time) (err error) {
	at := w.position()
	next, safe := at, at.Settled
	if safe.Sequence < at.Sequence {
		if next, err = at.moved(ctx, w.Ledger, safe.Sequence, at.Delivered); err != nil {
			return fmt.Errorf("go back to fact %d: %w", safe.Sequence, err)
		}
		w.Logger.Info("target may have lost what it acknowledged last and is told it again",
			"target", w.Name, "had", at.Sequence, "from", safe.Sequence)
	}
	if safe.Projected.Before(at.Projected) {
		next.Projected, next.AtCommit = safe.Projected, 0
	}
	next.Past = min(safe.Past, at.Past)
	next.Settled.Began = began
	if err := w.keep(next); err != nil {
		return err
	}
	s.Again()
	w.acked, w.doubt = nil, false
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.commit = 0
	return nil
}
