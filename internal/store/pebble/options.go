package pebble

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// Sizes that hold unless Options says otherwise, in bytes.
const (
	defaultMemTable = 32 << 20
	defaultCache    = 32 << 20
	defaultBallast  = 64 << 20
	defaultReserve  = 64 << 20
)

// Options say where a ledger lies and how it is kept.
type Options struct {
	Dir       string // Folder of the ledger; made where it is missing, unless MustExist.
	MustExist bool   // A missing or empty folder is ErrNoLedger.

	FS     vfs.FS           // The file system; vfs.Default where nil.
	Clock  func() time.Time // What time it is; time.Now where nil.
	Zone   *time.Location   // What times are given out in; UTC where nil.
	Logger *slog.Logger     // Nothing is logged where nil.

	// Fatal is called, after it was logged, for what the engine can't survive:
	// its list of files can't be written, mostly as others have filled the disk
	// to its last byte. It must not return. Where nil, the process says why on
	// standard error and exits with 1. What was acknowledged is safe on disk.
	Fatal func(error)

	// Sizes in bytes; zero means the default.
	MemTable uint64 // Of a table in memory: 32 MiB.
	Cache    int64  // Of the cache of blocks: 32 MiB.
	Ballast  int64  // Of the space set aside: 64 MiB. Negative means none.
	Reserve  int64  // What must stay free beside a commit: 64 MiB. Negative means none.
}

// withDefaults fills in what is left out, and refuses what can't be.
func (o Options) withDefaults() (Options, error) {
	if o.Dir == "" {
		return o, errors.New("open ledger: no folder is named")
	}
	if o.FS == nil {
		o.FS = vfs.Default
		dir, err := filepath.Abs(o.Dir) // The lock knows a folder by its name.
		if err != nil {
			return o, err
		}
		o.Dir = dir
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Fatal == nil {
		o.Fatal = exit
	}
	o.MemTable = either(o.MemTable, defaultMemTable)
	o.Cache = either(o.Cache, defaultCache)
	o.Ballast = max(either(o.Ballast, defaultBallast), 0)
	o.Reserve = max(either(o.Reserve, defaultReserve), 0)
	return o, nil
}

func exit(cause error) {
	fmt.Fprintln(os.Stderr, "jindu: the ledger can't go on:", cause)
	os.Exit(1)
}

func either[T int64 | uint64](given, otherwise T) T {
	if given == 0 {
		return otherwise
	}
	return given
}
