package pebble

import (
	"context"
	"errors"
	"fmt"

	engine "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/model"
)

// Checkpoint makes a copy of the ledger in a folder that is not there yet, and
// says how far the copy goes: exactly to the newest commit, with every commit
// that was acknowledged before the call. It opens as a ledger of the same
// identity. Commits wait meanwhile, which is short: on the ledger's own file
// system the large files are hard links, and only the write-ahead log is
// copied. The links keep space that the ledger would give back, so the folder
// should be gone soon. The ballast is not in it.
//
// Errors, by errors.Is: ErrDiskFull, ErrClosed.
func (l *Ledger) Checkpoint(ctx context.Context, dir string) (model.LedgerStats, error) {
	l.commits.Lock()
	defer l.commits.Unlock()
	release, err := l.begin(ctx)
	if err != nil {
		return model.LedgerStats{}, fmt.Errorf("checkpoint: %w", err)
	}
	defer release()
	// Room for the write-ahead log, asked for first: a disk that fills on the
	// way would cost the ledger its ballast.
	if err := l.room(int(l.options.MemTable)); err != nil {
		return model.LedgerStats{}, fmt.Errorf("checkpoint: %w", err)
	}
	if err := l.db.Checkpoint(dir, engine.WithFlushedWAL()); err != nil {
		return model.LedgerStats{}, fmt.Errorf("checkpoint: %w", err)
	}
	if err := mark(l.options.FS, dir, ready); err != nil {
		return model.LedgerStats{}, fmt.Errorf("checkpoint: %w", errors.Join(err, l.options.FS.RemoveAll(dir)))
	}
	newest := l.newest.Load()
	return model.LedgerStats{
		ID:       l.identity,
		Series:   int(newest.LastSeries),
		Commits:  newest.Number,
		Sequence: newest.lastSequence(),
		Newest:   newest.Committed.In(l.options.Zone),
	}, nil
}

// Spare is ErrDiskFull where the ledger's file system has less left than
// commits need, so that whatever holds space for a while can let go in time.
func (l *Ledger) Spare() error {
	release, err := l.hold()
	if err != nil {
		return err
	}
	defer release()
	free, err := l.free()
	if err != nil {
		return err
	}
	if want := uint64(l.options.Reserve); free < want || l.ballast.given.Load() {
		return fmt.Errorf("%w: %d MiB free in %s, %d MiB needed", model.ErrDiskFull, free>>20, l.options.Dir, want>>20)
	}
	return nil
}

// Free gives the bytes that are free on the file system of a folder.
func Free(dir string) (uint64, error) {
	usage, err := vfs.Default.GetDiskUsage(dir)
	if err != nil {
		return 0, fmt.Errorf("ask for the free space of %s: %w", dir, err)
	}
	return usage.AvailBytes, nil
}
