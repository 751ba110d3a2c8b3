package upstream

import (
	"context"
	"fmt"
	"sync"
)

// writers lets one request at a time bring what a ledger sends, so that what
// comes twice at once is taken once, and in order. The zero value is ready.
type writers struct {
	mu    sync.Mutex
	turns map[string]chan struct{}
}

// enter waits for the ledger's turn.
func (w *writers) enter(ctx context.Context, ledger string) (release func(), err error) {
	turn := w.turn(ledger)
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for what the same ledger sent before: %w", ctx.Err())
	}
}

func (w *writers) turn(ledger string) chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.turns == nil {
		w.turns = map[string]chan struct{}{}
	}
	if w.turns[ledger] == nil {
		w.turns[ledger] = make(chan struct{}, 1)
	}
	return w.turns[ledger]
}
