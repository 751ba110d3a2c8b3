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

// waitedOut is how far ahead of the clock what was written may lie and be waited
// for: the clock was put back a little. What is further ahead was written by a
// clock that was wrong, and all is written anew.
const waitedOut = time.Hour

// project has what follows from the facts written, once the target has all of
// these: after commits, from time to time, and while there is more.
func (w *Worker) project(ctx context.Context) (more bool, err error) {
	at, commits, now := w.position(), w.Ledger.Stats().Commits, w.Clock().Truncate(time.Millisecond)
	if w.Projector == nil || w.untilProjection(at, commits, now) > 0 {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, w.patience.projection)
	defer cancel()
	from := at.Projected
	if from.After(now.Add(waitedOut)) {
		w.Logger.Warn("the clock was put back, and what follows from the facts is written anew", "target", w.Name, "through", from)
		from = time.Time{}
	}
	if from.IsZero() {
		at.Past = at.Sequence // All history is written.
	} else if at, err = w.past(ctx, at); err != nil {
		return false, err
	}
	through, err := w.Projector.Project(ctx, from)
	if err != nil {
		return false, err
	}
	more = through.After(from) && through.Before(now) // It stops at the end of each day.
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
	if at.Projected.IsZero() || at.Projected.After(now.Add(waitedOut)) {
		return 0
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
