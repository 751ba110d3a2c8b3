package main

import (
	"context"
	"runtime/debug"

	"jindu/internal/model"
	"jindu/internal/store"
)

// notifier tells that something was committed, so that alerts are judged and
// targets told at once, and gives the memory of bulk loads back.
type notifier struct {
	store.Ledger
	changed chan struct{}
	also    func() // Told too; it never waits.
}

func newNotifier(l store.Ledger, also func()) *notifier {
	return &notifier{l, make(chan struct{}, 1), also}
}

// Commit commits and tells.
func (n *notifier) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	receipt, err := n.Ledger.Commit(ctx, s)
	if s.Size() >= large {
		// What a bulk load leaves behind would stay with the process for minutes.
		debug.FreeOSMemory()
	}
	return receipt, n.tell(err)
}

// large is how many facts a bulk load has at least.
const large = 100_000

// Withdraw withdraws and tells.
func (n *notifier) Withdraw(ctx context.Context, w model.Withdrawal) (model.Receipt, error) {
	taken, err := n.Ledger.Withdraw(ctx, w)
	return taken, n.tell(err)
}

// tell leaves one message: whoever reads it sees every commit before.
func (n *notifier) tell(err error) error {
	if err == nil {
		select {
		case n.changed <- struct{}{}:
		default:
		}
		n.also()
	}
	return err
}
