package pebble_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// disk is a file system in memory that can be full.
type disk struct {
	*vfs.MemFS
	full  atomic.Bool // Writes fail until the ballast is given up.
	stuck atomic.Bool // And even then.
}

func newDisk() *disk {
	d := &disk{MemFS: vfs.NewMem()}
	d.free(1 << 40)
	return d
}

func (d *disk) free(bytes uint64) {
	d.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: bytes, TotalBytes: 1 << 40})
}

// fs makes every write fail while the disk is full. Giving up the ballast
// makes room.
func (d *disk) fs() vfs.FS {
	return errorfs.Wrap(d.MemFS, errorfs.InjectorFunc(func(op errorfs.Op) error {
		if op.Kind == errorfs.OpRemove && strings.HasSuffix(op.Path, "BALLAST") {
			d.full.Store(false)
		}
		writes := op.Kind == errorfs.OpFileWrite || op.Kind == errorfs.OpFileWriteAt ||
			op.Kind == errorfs.OpFilePreallocate
		if writes && (d.full.Load() || d.stuck.Load()) {
			return syscall.ENOSPC
		}
		return nil
	}))
}

func (d *disk) options() pebble.Options {
	o := small("ledger")
	o.FS = d.fs()
	o.Fatal = func(err error) { panic(fmt.Sprintf("must not be met here: %v", err)) }
	return o
}

func submission(value float64) model.Submission {
	return model.Submission{Observations: figures("一", 50, value)}
}

func TestTooLittleFree(t *testing.T) {
	d := newDisk()
	l := open(t, d.options())
	defer func() { require.NoError(t, l.Close()) }()
	r := commit(t, l, figures("一", 50, 1))
	before := everything(t, l)
	d.free(1 << 20)
	_, err := l.Commit(t.Context(), submission(2))
	require.ErrorIs(t, err, model.ErrDiskFull)
	require.ErrorContains(t, err, "1 MiB free")
	_, err = l.Withdraw(t.Context(), model.Withdrawal{Receipt: r.ID, Reason: "x"})
	require.ErrorIs(t, err, model.ErrDiskFull)
	require.Equal(t, before, everything(t, l), "reading goes on, and nothing of it is there")
	require.EqualValues(t, 1<<20, l.Stats().FreeBytes)
	d.free(1 << 40)
	require.EqualValues(t, 2, commit(t, l, figures("一", 50, 2)).Number)
}

// The disk fills between the look at it and the write: somebody else's doing.
func TestDiskFillsInCommit(t *testing.T) {
	d := newDisk()
	l := open(t, d.options())
	commit(t, l, figures("一", 50, 1))
	require.Contains(t, d.String(), "BALLAST")
	d.full.Store(true)
	r, err := l.Commit(t.Context(), submission(2))
	require.NoError(t, err, "the ballast lets the commit in flight finish")
	require.EqualValues(t, 2, r.Number)
	require.NotContains(t, d.String(), "BALLAST")

	d.free(1 << 20)
	_, err = l.Commit(t.Context(), submission(3))
	require.ErrorIs(t, err, model.ErrDiskFull, "and no other is taken")
	d.free(1 << 40)
	d.stuck.Store(true)
	_, err = l.Commit(t.Context(), submission(3))
	require.ErrorIs(t, err, model.ErrDiskFull, "also where the ballast can't be made again")
	d.stuck.Store(false)
	require.EqualValues(t, 3, commit(t, l, figures("一", 50, 3)).Number, "until there is space")
	require.Contains(t, d.String(), "BALLAST")
	before := everything(t, l)
	require.NoError(t, l.Close())
	l = open(t, d.options())
	require.Equal(t, before, everything(t, l))
	require.NoError(t, l.Close())
}

// Where even the ballast does not help, the commit is refused, the ledger takes
// no more, the process lives, and a new one finds everything acknowledged.
func TestDiskStaysFull(t *testing.T) {
	fs := vfs.NewCrashableMem()
	fs.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40})
	d := &disk{MemFS: fs}
	l := open(t, d.options())
	commit(t, l, figures("一", 50, 1))
	before := everything(t, l)
	d.stuck.Store(true)
	_, err := l.Commit(t.Context(), submission(2))
	require.ErrorIs(t, err, model.ErrDiskFull)
	d.stuck.Store(false)
	_, err = l.Commit(t.Context(), submission(2))
	require.ErrorIs(t, err, model.ErrDiskFull, "it must be opened anew")
	require.ErrorContains(t, err, "opened anew")
	require.NoError(t, l.Close())

	options := d.options()
	clone := fs.CrashClone(vfs.CrashCloneCfg{})
	clone.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40})
	options.FS = clone
	l = open(t, options)
	require.Equal(t, before, everything(t, l)[:len(before)])
	require.NoError(t, l.Close())
}

func TestOpenOnFullDisk(t *testing.T) {
	d := newDisk()
	d.stuck.Store(true)
	require.ErrorIs(t, openError(t, d.options()), model.ErrDiskFull)
	d.stuck.Store(false)
	l := open(t, d.options())
	commit(t, l, figures("一", 50, 1))
	before := everything(t, l)
	require.NoError(t, l.Close())
	d.full.Store(true)
	l = open(t, d.options())
	require.Equal(t, before, everything(t, l), "the ballast lets a full ledger be read")
	require.NoError(t, l.Close())
}

// A real file system of 16 MiB, filled by the ledger itself and by others.
func TestSmallDisk(t *testing.T) {
	dir := mountSmall(t, 16<<20)
	options := small(filepath.Join(dir, "ledger"))
	options.Ballast, options.Reserve = 4<<20, 4<<20
	options.Fatal = func(err error) { panic(err) }
	l := open(t, options)
	taken := fillUp(t, l)
	require.Greater(t, taken, 3)
	before := inShort(t, l)

	hog := filepath.Join(dir, "hog") // Somebody else takes the rest.
	f, err := os.Create(hog)
	require.NoError(t, err)
	for err == nil {
		_, err = f.Write(make([]byte, 1<<16))
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.NoError(t, f.Close())
	_, err = l.Commit(t.Context(), submission(9))
	require.ErrorIs(t, err, model.ErrDiskFull)
	require.Equal(t, before, inShort(t, l))
	require.NoError(t, l.Close())

	// On a disk without a free byte the ballast lets it be read. Where work in
	// the background has used the ballast up before, it says why it can't.
	if l, err = pebble.Open(t.Context(), options); err != nil {
		require.ErrorIs(t, err, model.ErrDiskFull)
	} else {
		require.Equal(t, before, inShort(t, l))
		require.NoError(t, l.Close())
	}
	require.NoError(t, os.Remove(hog))
	l = open(t, options)
	require.Equal(t, before, inShort(t, l))
	require.NoError(t, l.Close())
}

// inShort reads all of a ledger, and writes down only how much there is.
func inShort(t *testing.T, l *pebble.Ledger) string {
	t.Helper()
	facts, sum := 0, 0.0
	for c, err := range l.Changes(t.Context(), 0) {
		require.NoError(t, err)
		facts++
		sum += c.Version.Value
	}
	stats := l.Stats()
	return fmt.Sprint(facts, sum, stats.Commits, stats.Sequence, stats.Series)
}

// fillUp commits until the ledger refuses.
func fillUp(t *testing.T, l *pebble.Ledger) (taken int) {
	t.Helper()
	for i := range 1000 {
		_, err := l.Commit(t.Context(), model.Submission{Observations: figures(fmt.Sprint(i), 10_000, float64(i))})
		if err != nil {
			require.ErrorIs(t, err, model.ErrDiskFull)
			return taken
		}
		taken++
	}
	t.Fatal("a small disk took everything")
	return 0
}

func mountSmall(t *testing.T, size int) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("mounting a small disk takes root on Linux")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skipf("a small disk can't be mounted here: %v", err)
	}
	t.Cleanup(func() {
		require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) // Also where a failed test left it open.
	})
	return dir
}
