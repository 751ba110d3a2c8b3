package delivery

import (
	"context"
	"errors"
	"fmt"
)

// step delivers the piece of the log that follows the cursor.
func (w *Worker) step(ctx context.Context) (more bool, err error) {
	at := w.position()
	through, err := w.Deliverer.Deliver(ctx, at.Sequence)
	rejected, err := w.reject(err)
	if err != nil {
		return false, err
	}
	facts, leftOut := len(rejected.Facts), rejected.LeftOut
	if through < at.Sequence {
		return false, fmt.Errorf("target %s went back from fact %d to %d by itself", w.Name, at.Sequence, through)
	}
	if through > at.Sequence || facts+leftOut > 0 {
		next, err := at.moved(ctx, w.Ledger, through, w.Clock())
		if err != nil {
			return false, err
		}
		next.Rejected += uint64(facts)
		next.LeftOut += uint64(leftOut)
		if err := w.keep(next); err != nil {
			return false, err
		}
	}
	w.delivered(through-at.Sequence, facts, leftOut)
	if through == at.Sequence { // Where it moved, what failed then fails again.
		return false, rejected.Then
	}
	_, err = w.acknowledged(ctx)
	return true, err
}

// reject keeps the facts that the target will never take, and gives what was
// said of them; any other error is given back.
func (w *Worker) reject(err error) (*rejectedError, error) {
	var rejected *rejectedError
	if !errors.As(err, &rejected) {
		return &rejectedError{}, err
	}
	if len(rejected.Facts) > 0 {
		if err := w.rejected.add(w.Clock(), rejected.Facts); err != nil {
			return rejected, err
		}
	}
	w.turned.add(rejected.Facts)
	w.others += rejected.LeftOut
	return rejected, nil
}

// keep saves a cursor, and goes by it once it is on disk.
func (w *Worker) keep(c cursor) error {
	if err := w.file.save(c); err != nil {
		return err
	}
	w.setCursor(c)
	return nil
}

func (w *Worker) setCursor(c cursor) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cursor = c
}

func (w *Worker) position() cursor {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cursor
}
