package pebble

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"

	engine "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

// engineFormat is the layout of the engine's own files. A later one is a
// decision, as it shuts older binaries out.
const engineFormat = engine.FormatTableFormatV6

// Open opens the ledger in a folder, or makes one where there is none.
//
// Errors, by errors.Is: ErrInUse, ErrNoLedger (with MustExist), ErrNotLedger,
// ErrNewerVersion, ErrDamaged, ErrDiskFull.
func Open(ctx context.Context, options Options) (*Ledger, error) {
	options, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	dir := options.Dir
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	state, err := inspect(options.FS, dir)
	if err != nil {
		return nil, err
	}
	if !state.exists && options.MustExist {
		return nil, fmt.Errorf("open ledger %s: %w", dir, model.ErrNoLedger)
	}
	lock, err := lockFolder(options.FS, dir)
	if err != nil {
		return nil, err
	}
	l, err := open(ctx, options, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return l, nil
}

func lockFolder(fsys vfs.FS, dir string) (*engine.Lock, error) {
	if err := fsys.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	lock, err := engine.LockDirectory(dir, fsys)
	var path *fs.PathError
	switch {
	case err == nil:
		return lock, nil
	case isFull(err):
		return nil, fmt.Errorf("open ledger %s: %w: %w", dir, model.ErrDiskFull, err)
	case errors.As(err, &path): // The file of the lock can't be made.
		return nil, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	return nil, fmt.Errorf("open ledger %s: %w", dir, model.ErrInUse)
}

// open opens a folder that is ours alone now, so it looks again.
func open(ctx context.Context, options Options, lock *engine.Lock) (*Ledger, error) {
	dir := options.Dir
	state, err := inspect(options.FS, dir)
	if err != nil {
		return nil, err
	}
	if !state.exists {
		if err := mark(options.FS, dir, making); err != nil {
			return nil, opening(dir, err)
		}
	}
	l := &Ledger{
		options: options,
		lock:    lock,
		index:   index.New(),
		ballast: &ballast{
			fs: options.FS, path: options.FS.PathJoin(dir, ballastName),
			size: options.Ballast, log: options.Logger,
		},
	}
	if err := l.ballast.restore(); err != nil {
		options.Logger.Warn("the ledger has no ballast and takes no submission until there is space",
			"file", l.ballast.path, "error", err)
	}
	if err := l.startable(); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	if !state.ready {
		if err := l.make(); err != nil {
			return nil, opening(dir, err)
		}
	}
	if l.db, err = engine.Open(dir, l.engineOptions(true)); err != nil {
		return nil, opening(dir, err)
	}
	if err := l.load(ctx); err != nil {
		return nil, errors.Join(err, l.db.Close())
	}
	return l, nil
}

// make makes the engine's files, and the marker say that they are there. The
// engine is opened anew afterwards: the write-ahead log that it makes first is
// of its oldest format, in which damage looks like the torn end of a crash.
func (l *Ledger) make() error {
	db, err := engine.Open(l.options.Dir, l.engineOptions(false))
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	return mark(l.options.FS, l.options.Dir, ready)
}

// load reads what is kept in memory.
func (l *Ledger) load(ctx context.Context) error {
	if err := l.loadSeries(ctx); err != nil {
		return fmt.Errorf("open ledger %s: %w", l.options.Dir, err)
	}
	newest, err := newestReceipt(l.db)
	if err != nil {
		return fmt.Errorf("open ledger %s: %w", l.options.Dir, reading("newest receipt", err))
	}
	if int(newest.LastSeries) != l.index.Len() {
		return fmt.Errorf("open ledger %s: %w: %d series, and receipt %s says %d",
			l.options.Dir, model.ErrDamaged, l.index.Len(), newest.ID, newest.LastSeries)
	}
	l.newest.Store(&newest)
	l.latest = make([]uint32, l.index.Len())
	if l.identity, err = identity(l.db); err != nil {
		return fmt.Errorf("open ledger %s: %w", l.options.Dir, err)
	}
	return nil
}

// identity reads who the ledger is, and makes it out where nobody has.
func identity(db *engine.DB) (string, error) {
	value, closer, err := db.Get([]byte{keyIdentity})
	switch {
	case err == nil:
		id := string(value)
		return id, reading("identity", closer.Close())
	case !errors.Is(err, engine.ErrNotFound):
		return "", reading("identity", err)
	}
	var random [16]byte
	_, _ = rand.Read(random[:]) // Never fails.
	id := hex.EncodeToString(random[:])
	if err := db.Set([]byte{keyIdentity}, []byte(id), engine.Sync); err != nil {
		return "", fmt.Errorf("write identity: %w", err)
	}
	return id, nil
}

func (l *Ledger) loadSeries(ctx context.Context) error {
	it, err := l.db.NewIter(&engine.IterOptions{LowerBound: []byte{keySeries}, UpperBound: []byte{keySeries + 1}})
	if err != nil {
		return reading("series", err)
	}
	for ok := it.First(); ok && err == nil; ok = it.Next() {
		err = l.loadOne(it.Key(), it.Value())
	}
	return reading("series", errors.Join(err, it.Close(), ctx.Err()))
}

func (l *Ledger) loadOne(key, value []byte) error {
	if len(key) != 5 {
		return errKey
	}
	series, freq, err := parseSeries(value)
	if err != nil {
		return err
	}
	if err := l.index.Add(index.Entry{ID: order.Uint32(key[1:]), Series: series, Freq: freq}); err != nil {
		return fmt.Errorf("%w: %w", errKey, err)
	}
	return nil
}

func (l *Ledger) engineOptions(mustExist bool) *engine.Options {
	log := logger{l.options.Logger, l.options.Fatal}
	o := &engine.Options{
		FS:                          vfs.OnDiskFull(l.options.FS, l.ballast.release),
		Lock:                        l.lock,
		ErrorIfNotExists:            mustExist,
		FormatMajorVersion:          engineFormat,
		Logger:                      log,
		EventListener:               log.events(),
		CacheSize:                   l.options.Cache,
		MemTableSize:                l.options.MemTable,
		MemTableStopWritesThreshold: 2,
		L0CompactionThreshold:       4,
		L0StopWritesThreshold:       24,
		CompactionConcurrencyRange:  func() (int, int) { return 1, max(1, min(3, runtime.GOMAXPROCS(0)-1)) },
		MaxOpenFiles:                512,
		DisableTableStats:           true,
	}
	for i := range o.Levels {
		o.Levels[i].BlockSize = 32 << 10
	}
	return o
}
