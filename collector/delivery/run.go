package delivery

import (
	"context"
	"errors"
	"time"
)

// Run delivers until the context ends, which is no error.
func (w *Worker) Run(ctx context.Context) (err error) {
	defer func() {
		if closed := w.Deliverer.Close(); closed != nil {
			w.Logger.Warn("target was not closed well", "target", w.Name, "err", closed)
		}
	}()
	for ctx.Err() == nil {
		more, err := w.attempt(ctx)
		if ctx.Err() != nil {
			return nil // The attempt was broken off by the end.
		}
		switch {
		case errors.Is(err, errCut):
			// It begins anew.
		case err != nil:
			w.rest(ctx, w.failed(problemOf(err)), nil)
		case more:
			w.succeeded()
		default:
			w.succeeded()
			w.rest(ctx, w.idle(), w.Commits)
		}
	}
	return nil
}

// rest waits for a time, or until somebody asks, or for a commit where commits
// are listened to: a target that fails is not tried more often for them.
func (w *Worker) rest(ctx context.Context, d time.Duration, commits <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
		w.looked = time.Time{}
	case <-w.asked:
		w.retries.reset()
		w.looked, w.pastAgain = time.Time{}, time.Time{}
	case <-commits:
		w.looked = time.Time{} // Another may have written there: a copy of this ledger.
	}
}

// errCut says that an attempt was broken off for a start anew.
var errCut = errors.New("broken off")

// attempt is one step, which is broken off when somebody asks for a start anew.
func (w *Worker) attempt(ctx context.Context) (more bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w.setCut(cancel)
	defer w.setCut(nil)
	more, err = w.advance(ctx)
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return false, errCut
	}
	return more, err
}

func (w *Worker) advance(ctx context.Context) (more bool, err error) {
	commits, wanted := w.Ledger.Stats().Commits, w.wanted() // From before: what is delivered holds them all.
	if wanted != w.served {
		w.looked, w.served = time.Time{}, wanted
	}
	if more, err = w.bounded(ctx); err != nil || more {
		return more, err
	}
	w.tellRejected()
	if more, err = w.project(ctx); err != nil || more {
		return more, err
	}
	w.complete(commits, wanted)
	return false, nil
}

// bounded is one piece of the log, in the time that it may take.
func (w *Worker) bounded(ctx context.Context) (more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.patience.attempt)
	defer cancel()
	if err := w.ready(ctx); err != nil {
		return false, err
	}
	return w.step(ctx)
}

func (w *Worker) setCut(cut context.CancelFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

// ready sees to it that the cursor can be gone on from: that it is this
// ledger's, and that the target still has what is before it.
func (w *Worker) ready(ctx context.Context) error {
	if w.asksRestart() {
		if err := w.startAnew(); err != nil {
			return err
		}
	}
	if !w.loaded {
		if err := w.load(ctx); err != nil {
			return err
		}
	}
	return w.look(ctx)
}

func (w *Worker) load(ctx context.Context) error {
	c, err := w.file.load(w.Ledger.Stats().ID)
	if err == nil {
		w.setCursor(c)
		err = c.check(ctx, w.Ledger)
	}
	w.loaded, w.doubt = err == nil, true
	return err
}
