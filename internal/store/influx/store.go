package influx

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Store reads what a Target has written. Its methods may be called from several
// goroutines.
type Store struct {
	server *server

	mu     sync.Mutex
	closed bool
	views  int
	newest head // That was read last.
}

// New makes a store over a bucket. It connects to nothing.
func New(o Options) (*Store, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, err
	}
	return &Store{server: s}, nil
}

// View reads what was known at asOf, to the millisecond; zero means everything.
// It is pinned to what the bucket holds whole, whatever is written meanwhile,
// and must be closed.
//
// It holds up to some 30 MB of points that it has read ahead, and the series
// that were selected.
func (s *Store) View(ctx context.Context, asOf time.Time) (model.View, error) {
	if err := s.hold(); err != nil {
		return nil, fmt.Errorf("view InfluxDB: %w", err)
	}
	h, err := s.Head(ctx)
	if err != nil {
		s.release()
		return nil, fmt.Errorf("view InfluxDB: %w", err)
	}
	return newView(s, h, asOf), nil
}

// hold counts a reader in, unless the store is closed.
func (s *Store) hold() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return model.ErrClosed
	}
	s.views++
	return nil
}

func (s *Store) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views--
}

// Head reads how far the bucket has got.
func (s *Store) Head(ctx context.Context) (store.Head, error) {
	if err := ctx.Err(); err != nil {
		return store.Head{}, err
	}
	h, err := s.server.head(ctx)
	if err != nil {
		return store.Head{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.newest = h
	return h.exported(s.server.Zone), nil
}

// Stats tells of the head that was read last, without asking anew. Sizes of
// disks are not known.
func (s *Store) Stats() model.LedgerStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.newest.exported(s.server.Zone)
	return model.LedgerStats{
		ID: h.Ledger, Series: s.newest.Series, Commits: h.Commit, Sequence: h.Sequence, Newest: h.Committed,
	}
}

// Close lets go of connections. While a view is open it is refused. Afterwards
// every method says model.ErrClosed, but for Stats and Close.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil
	case s.views > 0:
		return errors.New("close InfluxDB: a view is open")
	}
	s.closed = true
	s.server.close()
	return nil
}
