// Package store holds the contract of a readable store: what every ledger that
// jindu can run on does, whichever engine keeps it. The engines live in
// subpackages that don't know each other; storetest holds every one of them to
// this contract.
package store

import (
	"context"
	"iter"
	"time"

	"jindu/internal/model"
)

// Ledger keeps every fact with every version and the receipt that brought it.
// Its methods may be called from several goroutines; commits are serialised.
type Ledger interface {
	// Commit takes a whole submission or nothing: when it returns, all facts,
	// the receipt and the log are on disk. Every fact is recorded at the
	// submission's Recorded, or at the commit's own time, which is later than
	// every commit's before.
	//
	// A submission without facts is refused: it would take a hash, and say
	// nothing. Recorded is kept to the millisecond, rounded down, and can't be
	// later than the commit.
	//
	// Errors, by errors.Is: ErrNoFacts, ErrTooManyFacts, ErrMalformed,
	// ErrNotFinite, ErrFrequency, ErrStatedTwice, ErrBackdated, ErrNotYet,
	// ErrDiskFull, ErrClosed; by errors.As: *model.AlreadyTakenError where a
	// submission of the same Hash stands and is not withdrawn, and a *FactError
	// for each reason that lies in facts, which names them (too many facts are
	// not named one by one). Several are joined.
	Commit(ctx context.Context, s model.Submission) (model.Receipt, error)

	// Withdraw takes a submission back, by a commit of its own: each figure of
	// it that still counts returns to the version before, or to none. What was
	// known earlier stays readable by as-of. Recorded is kept as in Commit.
	//
	// Errors, by errors.Is: ErrNoReceipt, ErrAlreadyWithdrawn, ErrIsWithdrawal,
	// ErrBackdated, ErrNotYet, ErrMalformed, ErrDiskFull, ErrClosed.
	Withdraw(ctx context.Context, w model.Withdrawal) (model.Receipt, error)

	// View reads what was known at asOf; zero means everything. The view stays
	// as it is while later commits go on, and must be closed.
	View(ctx context.Context, asOf time.Time) (model.View, error)

	// Receipts gives every receipt, the newest first.
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]

	// Receipt gives one receipt, or ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)

	Log

	// Stats sizes the ledger up.
	Stats() model.LedgerStats

	// Close flushes and lets go. Views must be closed before: while one is open
	// it is refused, and the ledger stays open. Afterwards every method says
	// ErrClosed, but for Stats, which says what it knew last, and Close.
	Close() error
}

// Log is what was committed, fact by fact.
type Log interface {
	// Changes gives the log after a sequence number (0 for all), in the order
	// of the commits, as it stands when it is called.
	Changes(ctx context.Context, after uint64) iter.Seq2[Change, error]

	// Facts gives what one receipt brought, in the order of the log, without the
	// first so many; ErrNoReceipt where there is no such receipt. What it finds
	// first does not cost more where the receipt is old or large.
	Facts(ctx context.Context, receipt string, skip int) iter.Seq2[Change, error]
}

// A Change is one fact of the log: a version of a figure, or a record.
type Change struct {
	Sequence uint64        // Rises by one from fact to fact, from 1.
	Series   *model.Series // With Version; nil where the change is a record.
	Version  model.Version // Without First, which other versions tell.
	Record   *model.Record
}

// A FactError names the facts of a submission that the ledger can't take, by
// their index in Observations and Records, and wraps the reason.
type FactError struct {
	Reason       error
	Observations []int
	Records      []int
}

// Error gives the reason.
func (e *FactError) Error() string { return e.Reason.Error() }

// Unwrap gives the reason.
func (e *FactError) Unwrap() error { return e.Reason }
