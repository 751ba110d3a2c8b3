package main

import (
	"context"

	"jindu/internal/model"
	"jindu/internal/store"
)

// notifier tells that something was committed, so that alerts are judged at
// once.
type notifier struct {
	store.Ledger
	changed chan struct{}
}

func newNotifier(l store.Ledger) *notifier { return &notifier{l, make(chan struct{}, 1)} }

// Commit commits and tells.
func (n *notifier) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	receipt, err := n.Ledger.Commit(ctx, s)
	return receipt, n.tell(err)
}

// Withdraw withdraws and tells.
func (n *notifier) Withdraw(ctx context.Context, receipt, by, reason string) (model.Receipt, error) {
	taken, err := n.Ledger.Withdraw(ctx, receipt, by, reason)
	return taken, n.tell(err)
}

// tell leaves one message: whoever reads it sees every commit before.
func (n *notifier) tell(err error) error {
	if err == nil {
		select {
		case n.changed <- struct{}{}:
		default:
		}
	}
	return err
}
