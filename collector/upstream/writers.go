package upstream

import (
	"context"
	"fmt"
	"sync"
)

// writers lets one request at a time bring what a region sends, so that what
// comes twice at once is taken once, and in order, and no region takes the room
// of others. The zero value is ready.
type writers struct {
	mu    sync.Mutex
	turns map[string]chan struct{}
}

// enter waits for the region's turn.
func (w *writers) enter(ctx context.Context, region string) (release func(), err error) {
	turn := w.turn(region)
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for what the same region sent before: %w", ctx.Err())
	}
}

func (w *writers) turn(region string) chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.turns == nil {
		w.turns = map[string]chan struct{}{}
	}
	if w.turns[region] == nil {
		w.turns[region] = make(chan struct{}, 1)
	}
	return w.turns[region]
}
