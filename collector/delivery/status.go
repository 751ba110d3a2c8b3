package delivery

import (
	"context"
	"time"

	"jindu/internal/model"
)

// A Status is how one delivery stands.
type Status struct {
	Name        string       `json:"name"`
	Kind        string       `json:"kind"`
	Sequence    uint64       `json:"sequence"`               // Of the last fact that was delivered.
	Newest      uint64       `json:"newest"`                 // Of the ledger's newest fact.
	Backlog     uint64       `json:"backlog"`                // Facts that wait.
	Oldest      *time.Time   `json:"oldest,omitempty"`       // When the first of these was taken.
	Commit      uint64       `json:"commit"`                 // Everything up to this receipt is there; 0 where this process doesn't know yet.
	LastSuccess *time.Time   `json:"last_success,omitempty"` // When the target last answered as it should.
	Delivered   uint64       `json:"delivered"`              // Facts, since the process began.
	Failures    uint64       `json:"failures"`               // Attempts that failed, since the process began.
	Rejected    uint64       `json:"rejected"`               // Facts that the target never took, since there is a cursor.
	LeftOut     uint64       `json:"left_out,omitempty"`     // Facts that are none of the target's business, likewise.
	RejectedIn  string       `json:"rejected_in,omitempty"`  // The file that they are in, where there is one.
	Projected   *time.Time   `json:"projected,omitempty"`    // Through when what follows from the facts is written.
	Error       *Failure     `json:"error,omitempty"`        // Why it fails; left out while it doesn't.
	Findings    []model.Text `json:"findings,omitempty"`     // What a person should look at.
}

// A Failure is why a delivery fails.
type Failure struct {
	Reason      string     `json:"reason"`
	Message     model.Text `json:"message"`
	Detail      string     `json:"detail"`
	NeedsPerson bool       `json:"needs_person"` // Waiting alone won't help.
	Since       time.Time  `json:"since"`
	Next        time.Time  `json:"next"` // When it is tried again.
}

// Status tells how the delivery stands.
func (w *Worker) Status(ctx context.Context) Status {
	oldest := w.oldest(ctx)
	stats, size := w.Ledger.Stats(), w.rejected.size()
	w.mu.Lock()
	defer w.mu.Unlock()
	s := Status{
		Name: w.Name, Kind: w.Kind, Sequence: w.cursor.Sequence, Newest: stats.Sequence,
		Backlog: stats.Sequence - min(w.cursor.Sequence, stats.Sequence), Commit: w.state.commit,
		LastSuccess: w.in(w.lastSuccess()), Oldest: w.in(oldest), Projected: w.in(w.cursor.Projected),
		Delivered: w.state.delivered, Rejected: w.cursor.Rejected, LeftOut: w.cursor.LeftOut, Findings: w.state.findings,
	}
	for _, n := range w.state.errors {
		s.Failures += n
	}
	if size > 0 {
		s.RejectedIn = w.rejected.path()
	}
	if p := w.state.problem; p != nil {
		s.Error = &Failure{
			p.Reason, p.Text, p.Error(), needsPerson(p.Reason), w.state.since.In(w.Zone), w.state.next.In(w.Zone),
		}
	}
	return s
}

// lastSuccess is when the target last answered as it should, also before this
// process. Its caller holds w.mu.
func (w *Worker) lastSuccess() time.Time {
	if w.state.success.IsZero() {
		return w.cursor.Delivered
	}
	return w.state.success
}

// in gives a time in the zone, and nil where there is none.
func (w *Worker) in(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(w.Zone)
	return &t
}

// oldest is when the first fact that waits was taken; zero where none waits,
// or where the ledger can't tell.
func (w *Worker) oldest(ctx context.Context) time.Time {
	w.mu.Lock()
	after, known := w.cursor.Sequence, w.state.oldest
	w.mu.Unlock()
	if after >= w.Ledger.Stats().Sequence {
		return time.Time{}
	}
	if known.after == after && !known.at.IsZero() {
		return known.at
	}
	receipt, err := receiptOfFact(ctx, w.Ledger, after+1)
	if err != nil {
		return time.Time{}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.oldest = oldest{after, receipt.Committed}
	return receipt.Committed
}
