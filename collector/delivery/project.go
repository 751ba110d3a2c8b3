package delivery

import (
	"context"
	"time"
)

// What follows from the facts is written after a commit, though not more often
// than this, and when so much time has passed, as a scrape would find it.
const (
	projectLeast = 10 * time.Second
	projectEvery = time.Minute
)

// project has what follows from the facts written, once the target has all of
// these: after commits, from time to time, and while there is more.
func (w *Worker) project(ctx context.Context) (more bool, err error) {
	at, commits, now := w.position(), w.Ledger.Stats().Commits, w.Clock().Truncate(time.Millisecond)
	if w.Projector == nil || w.untilProjection(at, commits, now) > 0 {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, w.patience.projection)
	defer cancel()
	through, err := w.Projector.Project(ctx, at.Projected)
	if err != nil {
		return false, err
	}
	more = through.After(at.Projected) && through.Before(now) // It stops at the end of each day.
	at.Projected = through
	if !more {
		at.AtCommit = commits
	}
	if err := w.keep(at); err != nil {
		return false, err
	}
	back, err := w.acknowledged(ctx)
	return more || back, err
}

// untilProjection is how long it may still wait; not positive where it is due.
func (w *Worker) untilProjection(at cursor, commits uint64, now time.Time) time.Duration {
	every := projectEvery
	if commits != at.AtCommit {
		every = projectLeast
	}
	if at.Projected.IsZero() || at.Projected.After(now) {
		return 0 // The clock was put back.
	}
	return at.Projected.Add(every).Sub(now)
}

// idle is how long to wait where there is nothing more.
func (w *Worker) idle() time.Duration {
	if w.Projector == nil {
		return w.patience.idle
	}
	wait := w.untilProjection(w.position(), w.Ledger.Stats().Commits, w.Clock())
	return min(max(wait, time.Millisecond), w.patience.idle)
}
