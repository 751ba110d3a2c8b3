package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jindu/internal/model"
)

// Target is a store outside that is told what a ledger has taken. It is told in
// the order of the log, at least once: what it has already it takes again
// without a change. Its methods are called from one goroutine.
type Target interface {
	// Write takes a batch, all of it that can be taken. After a
	// *RejectedError the rest of the batch is written and the rejected facts
	// never can be; after any other error nothing is known and the whole batch
	// is written again.
	//
	// Errors, by errors.Is: ErrForbidden where only a person can help; by
	// errors.As: *RejectedError, *RetryError.
	Write(ctx context.Context, b Batch) error

	// Head says how far the target has got; ErrNoHead where it can't tell. An
	// empty target has the zero Head.
	Head(ctx context.Context) (Head, error)

	// Close lets go of connections.
	Close() error
}

// The errors of targets.
var (
	ErrNoHead    = errors.New("the target can't tell how far it has got")
	ErrForbidden = errors.New("the target refuses jindu's credentials or has no such place")
)

// Head is how far a target has got: it holds everything of a ledger up to the
// commit, and maybe some of what follows.
type Head struct {
	Ledger   string // LedgerStats.ID; a target holds one ledger.
	Commit   uint64 // Number of the newest receipt of which it holds every fact.
	Sequence uint64 // Of the last fact of that commit in the log.

	// When that commit was; zero where the target doesn't say, and in a Batch,
	// whose receipts say it. Numbers are given out again by a ledger that was
	// restored from a backup.
	Committed time.Time
}

// A Batch is a stretch of the log, with what a store of current values must
// know besides. Reading is the ledger's snapshot that it was made from, so a
// batch that is made again may say newer current values, never older ones.
type Batch struct {
	Figures  []Figure        // In the order of the log.
	Records  []Statement     // In the order of the log.
	Receipts []model.Receipt // Those whose last fact is in this batch, or that have none, in order.
	Head     Head            // How far the target has got once this is written.
}

// Len is how many facts the batch has.
func (b Batch) Len() int { return len(b.Figures) + len(b.Records) }

// A Figure of a batch is one version, and what is in force now.
type Figure struct {
	Sequence uint64
	Series   *model.Series
	Version  model.Version // With First and Revised as they were when it became known.
	Revision int           // How many versions the figure had before this one.
	Current  model.Version // The newest version in the ledger, with First and Revised; Withdrawn where none is in force.
}

// A Statement of a batch is a record with its place in the log.
type Statement struct {
	Sequence uint64
	model.Record
}

// A Rejection is one fact that a target will never take, and why.
type Rejection struct {
	Sequence uint64 `json:"sequence"`
	Fact     string `json:"fact"` // The series and period, or the record.
	Reason   string `json:"reason"`
}

// A RejectedError names the facts of a batch that a target will never take.
// The rest of the batch is written.
type RejectedError struct {
	Facts   []Rejection
	LeftOut int   // Facts beside them that are none of the target's business, as agreed: nobody need look at them.
	Then    error // Why it went no further after them; nil where it did.
}

// Error names the first.
func (e *RejectedError) Error() string {
	if len(e.Facts) == 0 {
		return model.Plural(e.LeftOut, "fact") + " left out"
	}
	return fmt.Sprintf("%s rejected, the first %s: %s", model.Plural(len(e.Facts), "fact"), e.Facts[0].Fact, e.Facts[0].Reason)
}

// Unwrap gives why it went no further.
func (e *RejectedError) Unwrap() error { return e.Then }

// A RetryError is a failure for now, after which the target asks to be left
// alone for a while.
type RetryError struct {
	After time.Duration
	Err   error
}

// Error gives the failure.
func (e *RetryError) Error() string { return e.Err.Error() }

// Unwrap gives the failure.
func (e *RetryError) Unwrap() error { return e.Err }
