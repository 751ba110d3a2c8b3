package pebble_test

import (
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/store"
	"jindu/internal/store/pebble"
	"jindu/internal/store/storetest"
)

func TestContractOnDisk(t *testing.T) {
	storetest.Run(t, func(tb testing.TB, clock func() time.Time) store.Ledger {
		l, err := pebble.Open(tb.Context(), pebble.Options{
			Dir: tb.TempDir(), Clock: clock, Zone: storetest.Zone(), Ballast: 1 << 16,
		})
		require.NoError(tb, err)
		return l
	}, storetest.Capabilities{AsOf: true, Records: true})
}

func TestContractInMemory(t *testing.T) {
	storetest.Run(t, openInMemory, storetest.Capabilities{AsOf: true, Records: true})
}

// openInMemory makes a ledger on a file system in memory, whose disk is empty.
func openInMemory(tb testing.TB, clock func() time.Time) store.Ledger {
	fs := vfs.NewMem()
	fs.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40, TotalBytes: 1 << 40})
	l, err := pebble.Open(tb.Context(), pebble.Options{
		Dir: "ledger", FS: fs, Clock: clock, Zone: storetest.Zone(), Ballast: 1 << 16, Cache: 1 << 20, MemTable: 1 << 20,
	})
	require.NoError(tb, err)
	return l
}
