package delivery

import (
	"context"
	"iter"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Ledger is what deliveries are made from; store.Ledger is one.
type Ledger interface {
	// Changes gives the log after a sequence number, as it stands when it is called.
	Changes(ctx context.Context, after uint64) iter.Seq2[store.Change, error]
	// Receipt gives one receipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
	// View reads the figures' versions. It is closed by whoever opened it.
	View(ctx context.Context, asOf time.Time) (model.View, error)
	// Stats says who the ledger is and how long its log is.
	Stats() model.LedgerStats
}

// A Deliverer brings one target on. Its methods are called from one goroutine.
type Deliverer interface {
	// Deliver sends what the ledger's log has after a position, a bounded piece
	// of it, and says up to where the target now has everything: the same
	// position where there is nothing more, receipts without facts included.
	// Positions are sequence numbers of the log. What was delivered before may
	// be asked for again, and is harmless.
	//
	// After a *store.RejectedError the piece was delivered but for the facts
	// that it names, and through counts; where that has not moved, what it says
	// of Then is why. After any other error the target may have some of the
	// piece. Errors, by errors.Is: store.ErrForbidden; by
	// errors.As: *store.RejectedError, *store.RetryError, *Problem.
	Deliver(ctx context.Context, after uint64) (through uint64, err error)
	// Close lets go of connections.
	Close() error
}

// A Header is a Deliverer whose target can say how far it has got, so that one
// that comes back empty is filled again. Its error is store.ErrNoHead where the
// target can't tell after all.
type Header interface {
	Head(ctx context.Context) (store.Head, error)
}

// A Settler is a Deliverer whose target can't tell its head, and may lose what
// it has acknowledged a short while before it is killed or its machine loses
// power. It is told that again.
type Settler interface {
	// Settles is how long after an acknowledgement that may be; 0 is never.
	Settles() time.Duration
	// Began gives since when the target's server runs, by its own clock, and
	// the zero time where it doesn't show that. After an error nothing is known.
	Began(ctx context.Context) (time.Time, error)
	// Again says that the target may not have what it was given last.
	Again()
}

// A Finder is a Deliverer that knows of something a person should look at,
// though the delivery goes on.
type Finder interface {
	Findings() []model.Text
}

// A Checker is a store.Target that looks later whether what it was told has come
// to be there. Check is called when there is nothing more for now; its errors
// are those of Write, and the facts that it rejects may be of any batch before.
type Checker interface {
	Check(ctx context.Context) error
}

// A Projector writes what follows from the facts, such as series by day. It may
// be called again for what it has written. Its methods are called from the
// goroutine of the Deliverer beside it.
type Projector interface {
	// Project writes everything from a time on, and says through when it is
	// written now. The zero time means from the beginning.
	Project(ctx context.Context, from time.Time) (through time.Time, err error)
	// Past writes of the history up to a time, through which Project has
	// written, what was not known at another one; zero means that nothing was.
	Past(ctx context.Context, known, to time.Time) error
}
