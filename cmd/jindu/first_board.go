package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"jindu/internal/web"
)

// firstBoard tells whether a board was drawn since jindu began to serve.
type firstBoard struct {
	mu    sync.Mutex
	drawn bool
	err   error // Why the last attempt came to nothing.
}

func (f *firstBoard) tell(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drawn, f.err = err == nil, err
}

func (f *firstBoard) told() (drawn bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.drawn, f.err
}

// drawFirst draws the first board, which takes longest, for all who will ask:
// not within a request, whose sender may go away before it is done. What can't
// be read yet is tried again.
func (a *app) drawFirst(ctx context.Context) error {
	waits := backoff.NewExponentialBackOff()
	waits.MaxInterval = 10 * time.Second
	for {
		_, err := a.office.Load().boards.Board(ctx, a.clock(), time.Time{})
		if ctx.Err() != nil {
			return nil //nolint:nilerr // The attempt was broken off by the end.
		}
		a.first.tell(err)
		if err == nil {
			<-ctx.Done() // An actor that ends would end the others.
			return nil
		}
		a.logger.ErrorContext(ctx, "the first board can't be drawn", slog.Any("error", err))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(waits.NextBackOff()):
		}
	}
}

// undrawable is why no board can be drawn now. It answers at once.
func (a *app) undrawable(ctx context.Context) error {
	if drawn, err := a.first.told(); !drawn && err == nil {
		return web.ErrDrawing
	} else if err != nil {
		return err
	}
	view, err := a.ledger.View(ctx, time.Time{})
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	return view.Close()
}
