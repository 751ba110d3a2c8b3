package pebble_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// damaged makes a ledger with tables and a log, and gives its folder.
func damaged(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, small(dir))
	for i := range 5 {
		commit(t, l, figures("一", 3000, float64(i)))
	}
	require.NoError(t, l.Close())
	l = open(t, small(dir))
	commit(t, l, figures("二", 100, 1))
	require.NoError(t, l.Close())
	return dir
}

func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	require.NoError(t, err)
	require.NotEmpty(t, found, pattern)
	slices.Sort(found)
	return found
}

// spoil overwrites bytes in the middle of a file.
func spoil(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for i := len(text) / 3; i < len(text)*2/3; i++ {
		text[i] ^= 0x5a
	}
	require.NoError(t, os.WriteFile(path, text, 0o644))
}

func TestDamageMetOnOpening(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, dir string){
		"list of files is spoilt": func(t *testing.T, dir string) { spoil(t, newest(t, dir, "MANIFEST-*")) },
		"list of files is gone":   func(t *testing.T, dir string) { require.NoError(t, os.Remove(newest(t, dir, "MANIFEST-*"))) },
		"a table is gone":         func(t *testing.T, dir string) { require.NoError(t, os.Remove(files(t, dir, "*.sst")[0])) },
		"a table is cut short":    func(t *testing.T, dir string) { require.NoError(t, os.Truncate(files(t, dir, "*.sst")[0], 100)) },
		"all but the marker is gone": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "*") {
				if filepath.Base(f) != "LEDGER" {
					require.NoError(t, os.Remove(f))
				}
			}
		},
		"the marker is garbage": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "LEDGER"), []byte("hello"), 0o644))
		},
		"the marker is empty": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "LEDGER"), nil, 0o644))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := damaged(t)
			harm(t, dir)
			err := openError(t, small(dir))
			require.ErrorIs(t, err, model.ErrDamaged)
			require.ErrorContains(t, err, dir)
		})
	}
}

// A write-ahead log that is spoilt before what was synced later is damage, not
// the torn end that a crash leaves. (Where the very last block is spoilt, the
// engine can't tell the two apart.)
func TestDamagedWriteAheadLog(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, small(dir))
	for i := range 8 {
		commit(t, l, figures("一", 200, float64(i)))
	}
	copied := filepath.Join(t.TempDir(), "copy")
	require.NoError(t, os.CopyFS(copied, os.DirFS(dir))) // As a crash would leave it.
	require.NoError(t, l.Close())
	spoil(t, newest(t, copied, "*.log"))
	require.ErrorIs(t, openError(t, small(copied)), model.ErrDamaged)
}

// A table whose blocks are spoilt is found out when it is read: whoever reads
// gets the error, and the process goes on.
func TestDamageMetOnReading(t *testing.T) {
	dir := damaged(t)
	for _, table := range files(t, dir, "*.sst") {
		text, err := os.ReadFile(table)
		require.NoError(t, err)
		for i := range min(len(text)/2, 4096) { // The first blocks; what says where they are stays.
			text[i] ^= 0xff
		}
		require.NoError(t, os.WriteFile(table, text, 0o644))
	}
	l, err := pebble.Open(t.Context(), small(dir))
	if err != nil {
		require.ErrorIs(t, err, model.ErrDamaged) // What is loaded on opening was hit.
		return
	}
	defer func() { require.NoError(t, l.Close()) }()
	v, err := l.View(t.Context(), time.Time{})
	if err != nil {
		require.ErrorIs(t, err, model.ErrDamaged)
		return
	}
	defer func() { require.NoError(t, v.Close()) }()
	series, err := v.Select(t.Context())
	require.NoError(t, err)
	var met error
	for _, s := range series {
		for _, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
			if err != nil {
				met = err
			}
		}
	}
	require.ErrorIs(t, met, model.ErrDamaged)
}

func TestNewerVersion(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, dir string){
		"of the ledger": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "LEDGER"), []byte("jindu ledger 2 ready\n"), 0o644))
		},
		"with words that this one does not know": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "LEDGER"), []byte("jindu ledger 7 sealed by=x\n"), 0o644))
		},
		"of the engine": func(t *testing.T, dir string) {
			marker := files(t, dir, "marker.format-version.*")[0]
			require.NoError(t, os.Rename(marker, filepath.Join(dir, "marker.format-version.999999.099")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := damaged(t)
			harm(t, dir)
			err := openError(t, small(dir))
			require.ErrorIs(t, err, model.ErrNewerVersion)
			require.NotErrorIs(t, err, model.ErrDamaged)
		})
	}
}

func newest(t *testing.T, dir, pattern string) string {
	t.Helper()
	found := files(t, dir, pattern)
	return found[len(found)-1]
}
