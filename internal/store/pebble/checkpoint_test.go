package pebble_test

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// TestCheckpointWhileCommitting takes copies while others commit: each is at a
// commit's boundary, and has all that was acknowledged before.
func TestCheckpointWhileCommitting(t *testing.T) {
	dir := t.TempDir()
	l := open(t, small(filepath.Join(dir, "ledger")))
	defer func() { require.NoError(t, l.Close()) }()
	commit(t, l, figures("一", 50, 1))
	var acknowledged atomic.Uint64
	stop := make(chan struct{})
	var writers sync.WaitGroup
	defer writers.Wait()
	stopping := sync.OnceFunc(func() { close(stop) })
	defer stopping()
	for i := range 3 {
		writers.Go(func() {
			for n := 1; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				r, err := l.Commit(t.Context(), model.Submission{Observations: figures(string(rune('a'+i)), 1+n*317%1000, float64(n))})
				if err != nil {
					t.Error(err)
					return
				}
				rise(&acknowledged, r.Number)
			}
		})
	}
	for i := range 5 {
		before := acknowledged.Load()
		copied := filepath.Join(dir, "copy", string(rune('0'+i)))
		stats, err := l.Checkpoint(t.Context(), copied)
		require.NoError(t, err)
		require.GreaterOrEqual(t, stats.Commits, before, "what was acknowledged before the call is in it")
		same(t, copied, stats)
	}
}

// rise keeps the largest number.
func rise(to *atomic.Uint64, number uint64) {
	for old := to.Load(); number > old; old = to.Load() {
		if to.CompareAndSwap(old, number) {
			return
		}
	}
}

// same opens a copy and counts what the log has: whole commits, up to the one
// that was said.
func same(t *testing.T, dir string, want model.LedgerStats) {
	t.Helper()
	options := small(dir)
	options.MustExist = true
	l := open(t, options)
	defer func() { require.NoError(t, l.Close()) }()
	got := l.Stats()
	require.Equal(t, want.ID, got.ID)
	require.Equal(t, want.Commits, got.Commits)
	require.Equal(t, want.Sequence, got.Sequence)
	require.Equal(t, want.Series, got.Series)
	require.True(t, want.Newest.Equal(got.Newest))
	facts, stated := 0, 0
	for _, err := range l.Changes(t.Context(), 0) {
		require.NoError(t, err)
		facts++
	}
	for r, err := range l.Receipts(t.Context()) {
		require.NoError(t, err)
		stated += r.Figures + r.Records
	}
	require.Equal(t, stated, facts)
	require.EqualValues(t, want.Sequence, facts)
	require.Equal(t, want.Commits+1, commit(t, l, figures("later", 5, 1)).Number, "it goes on from there")
}

func TestCheckpointHasNoBallastAndLeavesTheLedgerAlone(t *testing.T) {
	dir := t.TempDir()
	l := open(t, small(filepath.Join(dir, "ledger")))
	defer func() { require.NoError(t, l.Close()) }()
	commit(t, l, figures("一", 50, 1))
	before := everything(t, l)
	copied := filepath.Join(dir, "copy")
	stats, err := l.Checkpoint(t.Context(), copied)
	require.NoError(t, err)
	require.NoFileExists(t, filepath.Join(copied, "BALLAST"))
	require.Equal(t, l.Stats().ID, stats.ID)
	require.Equal(t, before, everything(t, l))
	_, err = l.Checkpoint(t.Context(), copied)
	require.Error(t, err, "the folder is there already")
	other := open(t, small(copied))
	require.Equal(t, before, everything(t, other))
	require.NoError(t, other.Close())
}

func TestCheckpointWhereThereIsTooLittleRoom(t *testing.T) {
	d := newDisk()
	l := open(t, d.options())
	defer func() { require.NoError(t, l.Close()) }()
	commit(t, l, figures("一", 50, 1))
	require.NoError(t, l.Spare())
	d.free(1 << 20)
	_, err := l.Checkpoint(t.Context(), "copy")
	require.ErrorIs(t, err, model.ErrDiskFull)
	_, err = d.Stat("copy")
	require.Error(t, err, "nothing is left")
	require.ErrorIs(t, l.Spare(), model.ErrDiskFull)
	d.free(1 << 40)
	require.NoError(t, l.Spare())
}

func TestCheckpointOfAClosedLedger(t *testing.T) {
	dir := t.TempDir()
	l := open(t, small(filepath.Join(dir, "ledger")))
	require.NoError(t, l.Close())
	_, err := l.Checkpoint(t.Context(), filepath.Join(dir, "copy"))
	require.ErrorIs(t, err, model.ErrClosed)
	_, err = pebble.Free(dir)
	require.NoError(t, err)
}
