package pebble

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"sync/atomic"
	"syscall"

	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/model"
)

const ballastName = "BALLAST"

// ballast is space set aside in a file. When the disk is full, the file is
// removed and the write that failed is tried again: so the commit in flight
// can finish, which the engine would not survive otherwise. Then commits are
// refused until the file has been made anew.
type ballast struct {
	fs    vfs.FS
	path  string
	size  int64
	log   *slog.Logger
	given atomic.Bool
}

// release gives the space up. It is called while every write waits.
func (b *ballast) release() {
	if b.given.Swap(true) {
		return
	}
	err := b.fs.Remove(b.path)
	b.log.Warn("disk full: the ledger gave up its ballast", "file", b.path, "bytes", b.size, "error", err)
}

// restore makes the file where it is missing or too small, if the disk holds it.
func (b *ballast) restore() error {
	if b.size == 0 {
		b.given.Store(false)
		return nil
	}
	if info, err := b.fs.Stat(b.path); err == nil && info.Size() >= b.size {
		b.given.Store(false)
		return nil
	}
	if err := b.write(); err != nil {
		b.given.Store(true)
		return errors.Join(err, ignoreMissing(b.fs.Remove(b.path)))
	}
	b.given.Store(false)
	return nil
}

func (b *ballast) write() (err error) {
	f, err := b.fs.Create(b.path, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Preallocate(0, b.size); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	} else if err != nil || !preallocates(b.fs) {
		return fill(f, b.size)
	}
	if _, err := f.WriteAt([]byte{0}, b.size-1); err != nil {
		return err
	}
	return f.Sync()
}

// preallocates tells a file system whose Preallocate sets space aside, and
// does not merely say so.
func preallocates(fs vfs.FS) bool { return fs == vfs.Default }

// fill writes zeros where the file system can't set space aside otherwise.
func fill(f vfs.File, size int64) error {
	zeros := make([]byte, 1<<20)
	for size > 0 {
		n := min(size, int64(len(zeros)))
		if _, err := f.Write(zeros[:n]); err != nil {
			return err
		}
		size -= n
	}
	return f.Sync()
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// room is ErrDiskFull unless a batch of so many bytes can be written now and
// made into tables later, as well as what waits for that already, and the
// reserve stays free beside it.
func (l *Ledger) room(batch int) error {
	free, err := l.free()
	if err != nil {
		return err
	}
	metrics := l.db.Metrics()
	waiting := metrics.MemTable.Size + uint64(max(metrics.Compact.InProgressBytes, 0))
	want := 2*uint64(batch) + waiting + uint64(l.options.Reserve)
	if l.ballast.given.Load() {
		want += uint64(l.ballast.size)
	}
	if free < want {
		return fmt.Errorf("%w: %d MiB free in %s, %d MiB needed",
			model.ErrDiskFull, free>>20, l.options.Dir, (want+1<<20-1)>>20)
	}
	if !l.ballast.given.Load() {
		return nil
	}
	if err := l.ballast.restore(); isFull(err) {
		return fmt.Errorf("%w: %w", model.ErrDiskFull, err)
	} else if err != nil {
		return fmt.Errorf("make the ballast: %w", err)
	}
	return nil
}

// free gives the bytes that are free on the ledger's file system, and as many
// as there can be where it does not say.
func (l *Ledger) free() (uint64, error) {
	usage, err := l.options.FS.GetDiskUsage(l.options.Dir)
	if errors.Is(err, vfs.ErrUnsupported) {
		return math.MaxUint64, nil
	} else if err != nil {
		return 0, fmt.Errorf("ask for the free space of %s: %w", l.options.Dir, err)
	}
	return usage.AvailBytes, nil
}

// leastToStart is what the engine must be able to write to open a folder, in
// bytes: its list of files, its options, and a first table.
const leastToStart = 1 << 20

// startable is ErrDiskFull where neither the disk nor the ballast has as much
// as the engine needs, which would end the process in the middle of opening.
func (l *Ledger) startable() error {
	free, err := l.free()
	if err != nil {
		return err
	}
	if free >= leastToStart || !l.ballast.given.Load() && l.ballast.size >= leastToStart {
		return nil
	}
	return fmt.Errorf("%w: %d KiB free, %d KiB needed", model.ErrDiskFull, free>>10, leastToStart>>10)
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
