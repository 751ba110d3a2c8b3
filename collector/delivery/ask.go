package delivery

import (
	"context"
	"time"
)

// Ask makes the worker try at once, whatever it waits for; from the start of
// the log where that is asked for, which a target that holds it takes without
// harm. It returns once the cursor has gone back.
func (w *Worker) Ask(ctx context.Context, fromStart bool) error {
	if !fromStart {
		nudge(w.asked)
		return nil
	}
	done := w.askRestart()
	nudge(w.asked)
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *Worker) askRestart() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.restart {
		w.restart, w.done = true, make(chan struct{})
	}
	if w.cut != nil {
		w.cut()
	}
	return w.done
}

func (w *Worker) asksRestart() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.restart
}

// startAnew puts the cursor back to the start.
func (w *Worker) startAnew() error {
	before := w.position()
	err := w.keep(cursor{Ledger: w.Ledger.Stats().ID, Rejected: before.Rejected})
	if err != nil {
		return err
	}
	w.Logger.Info("delivery begins anew from the start of the log", "target", w.Name)
	w.loaded, w.looked, w.acked = true, time.Time{}, nil
	w.mu.Lock()
	defer w.mu.Unlock()
	w.restart, w.state.commit = false, 0
	close(w.done)
	return nil
}
