package main

import (
	"context"
	"runtime/debug"
	"sync"

	"jindu/internal/model"
	"jindu/internal/store"
)

// A bell tells that something was committed.
type bell struct {
	mutex     sync.Mutex
	listeners []chan struct{}
}

// listen gives a channel that has a message after a commit. One message may
// stand for several commits: whoever reads it sees every commit before. A
// listener is for the life of the process.
func (b *bell) listen() <-chan struct{} {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	changed := make(chan struct{}, 1)
	b.listeners = append(b.listeners, changed)
	return changed
}

// ring leaves a message with everybody who has none waiting.
func (b *bell) ring() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, changed := range b.listeners {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
}

// notifier tells that something was committed, so that alerts are judged and
// deliveries are made at once, and gives the memory of bulk loads back.
type notifier struct {
	store.Ledger
	bell
}

func newNotifier(l store.Ledger) *notifier { return &notifier{Ledger: l} }

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

// tell rings where nothing went wrong.
func (n *notifier) tell(err error) error {
	if err == nil {
		n.ring()
	}
	return err
}
