package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/backup"
	"jindu/internal/model"
)

// ledger copies one file, and has others do something meanwhile.
type ledger struct {
	text      string
	meanwhile func()
	full      error
}

func (l *ledger) Checkpoint(_ context.Context, dir string) (model.LedgerStats, error) {
	if l.meanwhile != nil {
		l.meanwhile()
	}
	if err := os.Mkdir(dir, 0o750); err != nil {
		return model.LedgerStats{}, err
	}
	stats := model.LedgerStats{ID: "ab12", Commits: 3, Sequence: 9, Series: 2, Newest: time.Unix(1.6e9, 0).UTC()}
	return stats, os.WriteFile(filepath.Join(dir, "LEDGER"), []byte(l.text), 0o600)
}

func (l *ledger) Spare() error { return l.full }

func put(tb testing.TB, dir, name, text string) {
	tb.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(tb, os.MkdirAll(filepath.Dir(name), 0o750))
	require.NoError(tb, os.WriteFile(name, []byte(text), 0o600))
}

func source(data string, l *ledger) backup.Source {
	return backup.Source{Data: data, Ledger: l, Version: "test", Clock: func() time.Time { return time.Unix(1.7e9, 0).UTC() }}
}

// silent is told how far the reading is.
type silent struct{ io.Writer }

func (silent) Begin(int64) {}

func quiet() backup.Progress { return silent{io.Discard} }

func restorer() backup.Restorer {
	return backup.Restorer{
		Free:     func(string) (uint64, error) { return 1 << 40, nil },
		Check:    func(string, *backup.Manifest) error { return nil },
		Progress: quiet(),
	}
}

// example is a data folder with all that belongs into a backup and some that
// does not, and its backup.
func example(tb testing.TB) (data string, packed []byte) {
	tb.Helper()
	data = tb.TempDir()
	put(tb, data, "ledger/LEDGER", "in use")
	put(tb, data, "files/accepted/h1/表 一.csv", "一,二\n")
	put(tb, data, "files/accepted/.new-1/half.csv", "half")
	put(tb, data, "files/bulletins/410505/2020/xinxi-143/bulletin.md", "# 信息")
	put(tb, data, "files/bulletins/410505/2020/.new-2/bulletin.md", "half")
	put(tb, data, "delivery/influx.json", `{"sequence":9}`)
	put(tb, data, "upstream/state.json", "{}")
	put(tb, data, "rules/1.yml", "a: b")
	put(tb, data, "secret.token", "hush")
	var b bytes.Buffer
	_, err := source(data, &ledger{text: "a copy"}).Write(tb.Context(), &b)
	require.NoError(tb, err)
	return data, b.Bytes()
}

// tree gives all files below a folder with what is in them.
func tree(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	require.NoError(tb, filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	}))
	return files
}

func TestThereAndBack(t *testing.T) {
	data, packed := example(t)
	left, err := filepath.Glob(filepath.Join(data, ".backup-*"))
	require.NoError(t, err)
	require.Empty(t, left, "nothing is left in the data folder")

	to := filepath.Join(t.TempDir(), "not", "there")
	m, err := restorer().Restore(t.Context(), bytes.NewReader(packed), to)
	require.NoError(t, err)
	require.EqualValues(t, 3, m.Commit)
	require.Equal(t, "ab12", m.Ledger)
	require.Equal(t, map[string]string{
		"ledger/LEDGER": "a copy", "files/accepted/h1/表 一.csv": "一,二\n",
		"files/bulletins/410505/2020/xinxi-143/bulletin.md": "# 信息",
		"delivery/influx.json":                              `{"sequence":9}`, "upstream/state.json": "{}", "rules/1.yml": "a: b",
	}, tree(t, to))
}

// TestCursorsAreNeverAhead changes a cursor and brings an original while the
// ledger is copied: the older cursor is in the backup, and the newer original.
func TestCursorsAreNeverAhead(t *testing.T) {
	data := t.TempDir()
	put(t, data, "delivery/influx.json", "before")
	l := &ledger{text: "x", meanwhile: func() {
		put(t, data, "delivery/influx.json", "after")
		put(t, data, "files/accepted/h2/new.csv", "new")
	}}
	var b bytes.Buffer
	_, err := source(data, l).Write(t.Context(), &b)
	require.NoError(t, err)
	to := t.TempDir() // There, and empty.
	_, err = restorer().Restore(t.Context(), &seeker{bytes.NewReader(b.Bytes())}, to)
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"ledger/LEDGER": "x", "delivery/influx.json": "before", "files/accepted/h2/new.csv": "new",
	}, tree(t, to))
}

type seeker struct{ *bytes.Reader }

// TestEveryCutIsFound cuts a backup at any byte, and turns any bit.
func TestEveryCutIsFound(t *testing.T) {
	_, packed := example(t)
	_, err := backup.Verify(bytes.NewReader(packed), quiet())
	require.NoError(t, err)
	for n := range packed {
		_, err := backup.Verify(bytes.NewReader(packed[:n]), quiet())
		require.Error(t, err, "cut at %d of %d", n, len(packed))
		require.True(t, errors.Is(err, backup.ErrCut) || errors.Is(err, backup.ErrNotBackup), "%d: %v", n, err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		turned := bytes.Clone(packed)
		turned[rapid.IntRange(0, len(packed)-1).Draw(rt, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
		to := filepath.Join(t.TempDir(), "to")
		_, err := restorer().Restore(t.Context(), bytes.NewReader(turned), to)
		if err == nil { // A bit that says nothing, such as one of the window's size.
			require.Len(rt, tree(t, to), 6)
			return
		}
		require.True(rt, said(err), "%v", err)
		_, err = os.Stat(to)
		require.ErrorIs(rt, err, os.ErrNotExist)
	})
}

// entry is a file of a forged backup.
type entry struct {
	name, text string
	kind       byte
	link       string
}

// forge packs what a good backup never holds.
func forge(t *testing.T, manifest backup.Manifest, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	require.NoError(t, err)
	w := tar.NewWriter(z)
	add := func(e entry) {
		h := &tar.Header{Name: e.name, Mode: 0o600, Size: int64(len(e.text)), Typeflag: e.kind, Linkname: e.link}
		require.NoError(t, w.WriteHeader(h))
		_, err := w.Write([]byte(e.text))
		require.NoError(t, err)
	}
	add(entry{name: "jindu-backup.json", text: `{"format":1,"bytes":1}`, kind: tar.TypeReg})
	for _, e := range entries {
		add(e)
	}
	text, err := json.Marshal(manifest)
	require.NoError(t, err)
	add(entry{name: "manifest.json", text: string(text), kind: tar.TypeReg})
	require.NoError(t, errors.Join(w.Close(), z.Close()))
	return b.Bytes()
}

func named(e entry) backup.Manifest {
	sum := sha256.Sum256([]byte(e.text))
	return backup.Manifest{Format: 1, Files: []backup.File{{Path: e.name, Size: int64(len(e.text)), SHA256: hex.EncodeToString(sum[:])}}}
}

func TestForgeries(t *testing.T) {
	for _, name := range []string{
		"../evil", "/etc/evil", "ledger/../../evil", "ledger", "secret.token", ".", "a/b", "ledger//x", `ledger\..\x`, "C:/x", "files/./x",
	} {
		e := entry{name: name, text: "x", kind: tar.TypeReg}
		refused(t, forge(t, named(e), e), backup.ErrAltered)
	}
	good := entry{name: "ledger/a", text: "x", kind: tar.TypeReg}
	_, err := backup.Verify(bytes.NewReader(forge(t, named(good), good)), quiet())
	require.NoError(t, err)
	refused(t, forge(t, named(good), entry{name: "ledger/a", kind: tar.TypeSymlink, link: "/etc/passwd"}), backup.ErrAltered)
	refused(t, forge(t, named(good), good, good), backup.ErrAltered)
	refused(t, forge(t, named(good)), backup.ErrAltered)
	refused(t, forge(t, backup.Manifest{Format: 1}, good), backup.ErrAltered)
	other := good
	other.text = "y"
	refused(t, forge(t, named(good), other), backup.ErrAltered)
	refused(t, forge(t, backup.Manifest{Format: 2}), model.ErrNewerVersion)
	refused(t, append(forge(t, named(good), good), forge(t, named(good), good)...), backup.ErrAltered)
	refused(t, []byte("no backup at all"), backup.ErrNotBackup)
	refused(t, nil, backup.ErrNotBackup)
}

func refused(t *testing.T, packed []byte, want error) {
	t.Helper()
	parent := t.TempDir()
	_, err := restorer().Restore(t.Context(), bytes.NewReader(packed), filepath.Join(parent, "to"))
	require.ErrorIs(t, err, want)
	require.NotContains(t, err.Error(), "\n")
	left, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestRestoreLeavesNothingByHalf(t *testing.T) {
	_, packed := example(t)
	failed := errors.New("the ledger does not open")
	r := restorer()
	r.Check = func(string, *backup.Manifest) error { return failed }
	to := t.TempDir()
	_, err := r.Restore(t.Context(), bytes.NewReader(packed), to)
	require.ErrorIs(t, err, failed)
	require.Empty(t, tree(t, to))

	r = restorer()
	r.Free = func(string) (uint64, error) { return 3, nil }
	_, err = r.Restore(t.Context(), bytes.NewReader(packed), to)
	require.ErrorIs(t, err, model.ErrDiskFull)

	put(t, to, ".restoring-1/ledger/LEDGER", "of one that was killed")
	put(t, to, "lost+found/x", "the file system's own")
	_, err = restorer().Restore(t.Context(), bytes.NewReader(packed), to)
	require.NoError(t, err)
	require.NotContains(t, tree(t, to), ".restoring-1/ledger/LEDGER")

	_, err = restorer().Restore(t.Context(), bytes.NewReader(packed), to)
	require.ErrorIs(t, err, backup.ErrNotEmpty)
}

func TestWriteStopsWhereItMust(t *testing.T) {
	data, _ := example(t)
	_, err := source(data, &ledger{full: model.ErrDiskFull}).Write(t.Context(), io.Discard)
	require.ErrorIs(t, err, model.ErrDiskFull)
	ctx, cancel := context.WithCancel(t.Context())
	_, err = source(data, &ledger{meanwhile: cancel}).Write(ctx, io.Discard)
	require.ErrorIs(t, err, context.Canceled)
	left, err := filepath.Glob(filepath.Join(data, ".backup-*"))
	require.NoError(t, err)
	require.Empty(t, left)

	put(t, data, ".backup-1/ledger/x", "of one that was killed")
	require.NoError(t, backup.Clean(data))
	for name := range tree(t, data) {
		require.False(t, strings.HasPrefix(name, ".backup-"), name)
	}
}

// TestEveryTurnIsNamed turns bits of a backup that is worth compressing: what
// the decoder stumbles over is said in the same words as what a sum finds.
func TestEveryTurnIsNamed(t *testing.T) {
	var text strings.Builder // Of several blocks: the first is read with the head.
	for i := range 200_000 {
		text.WriteString(strconv.Itoa(i * i % 99_991))
	}
	e := entry{name: "ledger/a", text: text.String(), kind: tar.TypeReg}
	packed := forge(t, named(e), e)
	for at := 0; at < len(packed); at += len(packed) / 200 {
		turned := bytes.Clone(packed)
		turned[at] ^= 1 << (at % 8)
		_, err := backup.Verify(bytes.NewReader(turned), quiet())
		require.True(t, err == nil || said(err), "%d: %v", at, err)
	}
}

func said(err error) bool {
	for _, one := range []error{backup.ErrCut, backup.ErrAltered, backup.ErrNotBackup, model.ErrNewerVersion} {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}

// Whoever asks for a restoration can have it stop: while it is verified, while
// it is unpacked.
func TestRestoreStops(t *testing.T) {
	_, packed := example(t)
	for stopAt := range 2 {
		ctx, stop := context.WithCancel(t.Context())
		r := restorer()
		r.Progress = &stopping{at: stopAt, stop: stop}
		parent := t.TempDir()
		_, err := r.Restore(ctx, byBytes{bytes.NewReader(packed)}, filepath.Join(parent, "to"))
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, tree(t, parent))
	}
}

// byBytes gives a byte at a time.
type byBytes struct{ *bytes.Reader }

func (r byBytes) Read(b []byte) (int, error) { return r.Reader.Read(b[:min(1, len(b))]) }

// stopping stops when the reading begins that many times later.
type stopping struct {
	at   int
	stop func()
}

func (s *stopping) Begin(int64) {
	if s.at--; s.at < 0 {
		s.stop()
	}
}

func (s *stopping) Write(b []byte) (int, error) { return len(b), nil }
