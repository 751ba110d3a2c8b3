package pebble

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/index"
)

// Ledger is a ledger in a folder. See package store for what it promises.
type Ledger struct {
	options Options
	lock    *engine.Lock
	db      *engine.DB
	index   *index.Index
	ballast *ballast

	identity string

	newest atomic.Pointer[receiptEntry] // Of receipts; its zero where there is none.

	commits sync.Mutex // One commit at a time. Guards what follows.
	latest  []uint32   // By series ID less one: the key of its latest period; 0 is not looked up yet.
	broken  error      // Set for good once the engine failed in a commit.

	life    sync.Mutex // Guards what follows.
	closed  bool
	readers int // Views and the like that are open.
}

var _ store.Ledger = (*Ledger)(nil)

// hold keeps the ledger open until the function it gives is called.
func (l *Ledger) hold() (release func(), err error) {
	l.life.Lock()
	defer l.life.Unlock()
	if l.closed {
		return nil, model.ErrClosed
	}
	l.readers++
	return sync.OnceFunc(func() {
		l.life.Lock()
		defer l.life.Unlock()
		l.readers--
	}), nil
}

// Close lets go of the folder. Closing twice is fine. While a view is open it
// is refused, and the ledger stays open.
func (l *Ledger) Close() error {
	l.commits.Lock() // A commit in flight is finished.
	defer l.commits.Unlock()
	l.life.Lock()
	defer l.life.Unlock()
	if l.closed {
		return nil
	}
	if l.readers > 0 {
		return fmt.Errorf("close ledger %s: %d of its views are still open", l.options.Dir, l.readers)
	}
	l.closed = true
	if l.broken != nil {
		return nil // The engine holds its locks for ever; only a new process can go on.
	}
	l.settle()
	if err := errors.Join(l.db.Close(), l.lock.Close()); err != nil {
		return fmt.Errorf("close ledger %s: %w", l.options.Dir, err)
	}
	return nil
}

// settle writes what is in memory to tables, so that the next start need not
// read the write-ahead log again. On a full disk it stays in that log: there
// the engine would not survive the writing.
func (l *Ledger) settle() {
	if err := l.room(int(l.options.MemTable)); err != nil {
		l.options.Logger.Warn("ledger closes without settling its log", "error", err)
	} else if err := l.db.Flush(); err != nil {
		l.options.Logger.Warn("ledger closes without settling its log", "error", err)
	}
}

// Stats sizes the ledger up. A closed one has only what it knew last.
func (l *Ledger) Stats() model.LedgerStats {
	newest := l.newest.Load()
	stats := model.LedgerStats{
		ID:       l.identity,
		Series:   int(newest.LastSeries),
		Commits:  newest.Number,
		Sequence: newest.lastSequence(),
		Newest:   newest.Committed.In(l.options.Zone),
	}
	release, err := l.hold()
	if err != nil {
		return stats
	}
	defer release()
	stats.DiskBytes = l.size()
	if free, err := l.free(); err == nil {
		stats.FreeBytes = free
	}
	return stats
}

// size adds up the folder's files. The engine's own count lacks what its log
// has not yet told it, and the ballast.
func (l *Ledger) size() uint64 {
	names, err := l.options.FS.List(l.options.Dir)
	if err != nil {
		return 0
	}
	var sum uint64
	for _, name := range names {
		if info, err := l.options.FS.Stat(l.options.FS.PathJoin(l.options.Dir, name)); err == nil {
			sum += uint64(info.Size())
		}
	}
	return sum
}
