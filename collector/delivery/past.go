package delivery

import (
	"context"
	"time"

	"jindu/internal/store"
)

// lateAfter is how long after its time a fact is one of the past, whose history
// is written as for a first delivery: regular reports of a month come sooner.
const lateAfter = 31 * 24 * time.Hour

// pastShare bounds how much of the time goes into writing the past while old
// facts keep coming: one part of so many.
const pastShare = 10

// past has the history of facts written that came long after their time: an
// empty ledger was filled, or years were added. What was written before stays.
func (w *Worker) past(ctx context.Context, at cursor) (cursor, error) {
	if at.Past == at.Sequence || time.Now().Before(w.pastAgain) {
		return at, nil
	}
	known, late, err := w.late(ctx, at)
	if err != nil {
		return at, ledgerProblem(err)
	}
	if late {
		began := time.Now()
		if err := w.Projector.Past(ctx, known, at.Projected); err != nil {
			return at, err
		}
		w.pastAgain = time.Now().Add(pastShare * time.Since(began))
	}
	at.Past = at.Sequence
	return at, w.keep(at)
}

// late tells whether facts came late since the past was written, and until when
// nothing was known of any that came: some are recorded as known before they came.
func (w *Worker) late(ctx context.Context, at cursor) (known time.Time, late bool, err error) {
	if at.Past > 0 {
		before, err := receiptOfFact(ctx, w.Ledger, at.Past)
		if err != nil {
			return known, false, err
		}
		known = before.Committed
	}
	old := at.Projected.Add(-lateAfter)
	for c, err := range w.Ledger.Changes(ctx, at.Past) {
		if err != nil {
			return known, late, err
		}
		if c.Sequence > at.Sequence {
			break
		}
		of, recorded := w.when(&c)
		late = late || of.Before(old)
		if !recorded.After(known) {
			known = recorded.Add(-time.Millisecond)
		}
	}
	return known, late, nil
}

// when tells of which time a fact is, and since when it counts as known.
func (w *Worker) when(c *store.Change) (of, recorded time.Time) {
	if c.Record != nil {
		return c.Record.ValidFrom, c.Record.Recorded
	}
	return c.Version.Period.End(w.Zone), c.Version.Recorded
}
