package pebble_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
	"jindu/internal/store/storetest"
)

// small keeps the files of a test small.
func small(dir string) pebble.Options {
	return pebble.Options{Dir: dir, Zone: storetest.Zone(), Ballast: 1 << 16, Cache: 1 << 20, MemTable: 1 << 20}
}

func open(t *testing.T, options pebble.Options) *pebble.Ledger {
	t.Helper()
	l, err := pebble.Open(t.Context(), options)
	require.NoError(t, err)
	return l
}

func openError(t *testing.T, options pebble.Options) error {
	t.Helper()
	l, err := pebble.Open(t.Context(), options)
	if err == nil {
		require.NoError(t, l.Close())
	}
	return err
}

// figures makes so many observations of one value, a series for every ten.
func figures(name string, count int, value float64) []model.Observation {
	var observations []model.Observation
	var s *model.Series
	for i := range count {
		if i%10 == 0 {
			own := model.NewSeries("m", "name", name, "n", fmt.Sprint(i/10))
			s = &own
		}
		observations = append(observations, model.Observation{
			Series: s, Period: model.NewMonth(2020, time.January).Add(i % 10), Value: value, Cell: "指标!E5",
		})
	}
	return observations
}

func commit(t *testing.T, l store.Ledger, observations []model.Observation) model.Receipt {
	t.Helper()
	r, err := l.Commit(t.Context(), model.Submission{Observations: observations})
	require.NoError(t, err)
	return r
}

// everything writes down what a ledger holds, for comparison.
func everything(t *testing.T, l store.Ledger) (lines []string) {
	t.Helper()
	for r, err := range l.Receipts(t.Context()) {
		require.NoError(t, err)
		lines = append(lines, fmt.Sprintf("%+v", r))
	}
	for c, err := range l.Changes(t.Context(), 0) {
		require.NoError(t, err)
		if c.Record != nil {
			lines = append(lines, fmt.Sprintf("%d %+v", c.Sequence, *c.Record))
		} else {
			lines = append(lines, fmt.Sprintf("%d %s %+v", c.Sequence, c.Series, c.Version))
		}
	}
	v, err := l.View(t.Context(), time.Time{})
	require.NoError(t, err)
	series, err := v.Select(t.Context())
	require.NoError(t, err)
	for _, s := range series {
		for p, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			lines = append(lines, fmt.Sprintf("%s %+v", s, p))
		}
	}
	require.NoError(t, v.Close())
	stats := l.Stats()
	return append(lines, fmt.Sprint(stats.Series, stats.Commits, stats.Sequence, stats.Newest))
}

func TestReopenKeepsAll(t *testing.T) {
	options := small(filepath.Join(t.TempDir(), "a", "ledger"))
	l := open(t, options)
	first := commit(t, l, figures("一", 500, 1))
	commit(t, l, figures("一", 20, 2))
	r := model.Record{Kind: model.KindProject, Region: "410505", ID: "P1", ValidFrom: time.Unix(1.6e9, 0), Body: []byte(`{"lead":"甲"}`)}
	_, err := l.Commit(t.Context(), model.Submission{Hash: "aa", File: "七月.xlsx", Records: []model.Record{r}})
	require.NoError(t, err)
	_, err = l.Withdraw(t.Context(), model.Withdrawal{Receipt: first.ID, By: "me", Reason: "wrong"})
	require.NoError(t, err)
	before := everything(t, l)
	require.NoError(t, l.Close())

	for range 2 {
		l = open(t, options)
		require.Equal(t, before, everything(t, l))
		require.NoError(t, l.Close())
	}
	l = open(t, options)
	defer func() { require.NoError(t, l.Close()) }()
	_, err = l.Commit(t.Context(), model.Submission{Hash: "aa", Records: []model.Record{r}})
	var taken *model.AlreadyTakenError
	require.ErrorAs(t, err, &taken, "hashes are kept")
	require.Equal(t, 1, commit(t, l, figures("一", 1, 3)).Revised, "the newest versions are found again")
	require.Zero(t, commit(t, l, figures("二", 1, 3)).Revised)
	require.EqualValues(t, 6, l.Stats().Commits)
}

// A power cut loses what was written and not synced. Acknowledged submissions
// are never among that.
func TestPowerCut(t *testing.T) {
	fs := vfs.NewCrashableMem()
	fs.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40})
	options := small("ledger")
	options.FS = fs
	l := open(t, options)
	defer func() { require.NoError(t, l.Close()) }()
	for i := range 10 {
		commit(t, l, figures("一", 200, float64(i)))
		cut := options
		clone := fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 0})
		clone.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40})
		cut.FS = clone
		after := open(t, cut)
		require.Equal(t, everything(t, l), everything(t, after))
		require.NoError(t, after.Close())
	}
}

func TestMustExist(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	options := small(dir)
	options.MustExist = true
	require.ErrorIs(t, openError(t, options), model.ErrNoLedger)
	require.NoDirExists(t, dir, "asking makes nothing")
	require.NoError(t, os.Mkdir(dir, 0o755))
	require.ErrorIs(t, openError(t, options), model.ErrNoLedger, "an empty folder is no ledger")
	require.NoError(t, openError(t, small(dir)))
	require.NoError(t, openError(t, options))
	require.Error(t, openError(t, pebble.Options{}), "a folder must be named")
}

func TestInUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, small(dir))
	require.ErrorIs(t, openError(t, small(dir)), model.ErrInUse)
	wd, err := os.Getwd()
	require.NoError(t, err)
	relative, err := filepath.Rel(wd, dir)
	require.NoError(t, err)
	require.ErrorIs(t, openError(t, small(relative)), model.ErrInUse, "by another name too")
	require.NoError(t, l.Close())
	require.NoError(t, openError(t, small(dir)))
}

func TestNotLedger(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "七月.xlsx")
	require.NoError(t, os.WriteFile(file, []byte("x"), 0o644))
	err := openError(t, small(dir))
	require.ErrorIs(t, err, model.ErrNotLedger)
	require.ErrorContains(t, err, dir)
	names, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, names, 1, "nothing was touched")
	require.Error(t, openError(t, small(file)), "a file is no folder")
}

func TestUnfinishedMaking(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"only the lock":      {"LOCK": ""},
		"half a marker":      {"LOCK": "", "LEDGER.new": "jin"},
		"marked as making":   {"LOCK": "", "LEDGER": "jindu ledger 1 making\n"},
		"on a mounted disk":  {},
		"with its ballast":   {"LEDGER": "jindu ledger 1 making\n", "BALLAST": "xxx"},
		"a temporary file":   {"LEDGER": "jindu ledger 1 making\n", "temporary.000001.dbtmp": "xxx"},
		"without the engine": {"LEDGER": "jindu ledger 1 making\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.Mkdir(filepath.Join(dir, "lost+found"), 0o755))
			for file, text := range files {
				require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644))
			}
			l := open(t, small(dir))
			commit(t, l, figures("一", 1, 1))
			require.NoError(t, l.Close())
			require.NoError(t, openError(t, small(dir)))
		})
	}
}

// The engine must not write to standard error by itself.
func TestEngineLogsToSlog(t *testing.T) {
	var lines counter
	options := small(filepath.Join(t.TempDir(), "ledger"))
	options.Logger = slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
	l := open(t, options)
	require.NoError(t, l.Close())
	require.NotZero(t, lines)
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c++
	return len(p), nil
}

func TestALedgerKeepsItsIdentity(t *testing.T) {
	dir := t.TempDir()
	id := func(dir string) string {
		l, err := pebble.Open(t.Context(), pebble.Options{Dir: dir, Ballast: -1})
		require.NoError(t, err)
		defer func() { require.NoError(t, l.Close()) }()
		return l.Stats().ID
	}
	first := id(dir)
	require.Equal(t, first, id(dir))
	require.NotEqual(t, first, id(t.TempDir()))
}
