package collector

import (
	"context"
	"fmt"
)

// A Turn lets one upload after the other be decoded, checked and committed.
// Collectors of one ledger share it.
type Turn chan struct{}

// NewTurn makes a turn that nobody has.
func NewTurn() Turn { return make(Turn, 1) }

// take waits until no other upload is worked on.
func (t Turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the uploads before: %w", ctx.Err())
	}
}

func (t Turn) end() { <-t }
