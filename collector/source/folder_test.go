package source_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/source"
)

// sink takes uploads and tells of each.
type sink struct {
	uploads chan collector.Upload
	answer  func(u collector.Upload) error
}

func (s *sink) Submit(ctx context.Context, u collector.Upload) (collector.Outcome, error) {
	select {
	case s.uploads <- u:
	case <-ctx.Done():
		return collector.Outcome{}, ctx.Err()
	}
	if s.answer != nil {
		return collector.Outcome{}, s.answer(u)
	}
	return collector.Outcome{}, nil
}

// watch is a folder being watched under a clock of the test's.
type watch struct {
	t        *testing.T
	dir      string
	sink     *sink
	registry *prometheus.Registry
	logs     bytes.Buffer // To be read once it has stopped.
	stop     func()

	mu    sync.Mutex
	now   time.Time
	timer chan (chan time.Time) // A wait that began; sending on it ends it.
}

func newWatch(t *testing.T, dir string, answer func(collector.Upload) error) *watch {
	t.Helper()
	w := &watch{
		t: t, dir: dir, now: time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC), registry: prometheus.NewRegistry(),
		sink: &sink{make(chan collector.Upload), answer}, timer: make(chan chan time.Time),
	}
	ctx, cancel := context.WithCancel(t.Context())
	folder, err := source.NewFolder(source.FolderOptions{
		Dir: dir, Submitter: w.sink, Registerer: w.registry, Clock: w.clock,
		Logger: slog.New(slog.NewTextHandler(&w.logs, nil)),
		After: func(time.Duration) <-chan time.Time {
			fire := make(chan time.Time, 1)
			select {
			case w.timer <- fire:
			case <-ctx.Done():
			}
			return fire
		},
	})
	require.NoError(t, err)
	done := make(chan error)
	go func() { done <- folder.Run(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(t, <-done)
	})
	t.Cleanup(w.stop)
	return w
}

func (w *watch) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// looked waits until the folder has been gone through, lets time pass, and
// gives what ends the wait.
func (w *watch) looked(pass time.Duration) chan time.Time {
	w.t.Helper()
	select {
	case fire := <-w.timer:
		w.mu.Lock()
		w.now = w.now.Add(pass)
		w.mu.Unlock()
		return fire
	case u := <-w.sink.uploads:
		require.Fail(w.t, "unexpected upload", u.Files[0].Name)
	case <-time.After(20 * time.Second):
		require.Fail(w.t, "the folder was not gone through")
	}
	return nil
}

// again goes through the folder once more, some time later.
func (w *watch) again(pass time.Duration) { w.looked(pass) <- time.Time{} }

// upload waits for an upload; goes through the folder as often as asked for.
func (w *watch) upload() collector.Upload {
	w.t.Helper()
	for {
		select {
		case u := <-w.sink.uploads:
			return u
		case fire := <-w.timer:
			w.mu.Lock()
			w.now = w.now.Add(3 * time.Second)
			w.mu.Unlock()
			fire <- time.Time{}
		case <-time.After(20 * time.Second):
			require.Fail(w.t, "no upload came")
		}
	}
}

// write puts a file into the folder, whole at once.
func (w *watch) write(name, content string) {
	w.t.Helper()
	beside := filepath.Join(w.t.TempDir(), name)
	require.NoError(w.t, os.WriteFile(beside, []byte(content), 0o600))
	require.NoError(w.t, os.Rename(beside, filepath.Join(w.dir, name)))
}

// fill puts files into a folder that is not watched yet; each holds its name.
func fill(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
	}
}

func TestFolderTakesFilesThatHaveSettled(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "~$指标.xlsx", ".指标.csv.swp", ".hidden.csv", "read.me", "a.txt", "指标.csv")
	w := newWatch(t, dir, nil)
	fire := w.looked(time.Second) // It was seen, and has a second to go.
	w.write("指标.csv", "12")       // Still growing.
	fire <- time.Time{}
	w.again(1500 * time.Millisecond)
	u := w.upload()
	require.Equal(t, "folder", u.Source)
	require.True(t, u.Standing)
	require.Equal(t, "指标.csv", u.Files[0].Name)
	require.Equal(t, "12", string(u.Files[0].Content))
	for range 3 { // Not sent again as long as it stays as it is.
		w.again(time.Minute)
	}
	w.write("指标.csv", "123")
	require.Equal(t, "123", string(w.upload().Files[0].Content))
}

func TestFolderWakesByEvents(t *testing.T) {
	w := newWatch(t, t.TempDir(), nil)
	w.looked(0) // Its wait is never ended: only an event does.
	w.write("指标.csv", "1")
	require.Equal(t, "指标.csv", w.upload().Files[0].Name)
}

func TestFolderGoesOnAfterABadFile(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "a.csv", "b.csv", "c.xls")
	tries := 0
	w := newWatch(t, dir, func(u collector.Upload) error {
		switch u.Files[0].Name {
		case "a.csv":
			return &collector.RefusedError{}
		case "b.csv":
			if tries++; tries == 1 {
				return errors.New("disk on fire")
			}
		}
		return nil
	})
	var names []string
	for range 4 {
		names = append(names, w.upload().Files[0].Name)
	}
	require.Equal(t, []string{"a.csv", "b.csv", "c.xls", "b.csv"}, names)
	for range 3 {
		w.again(time.Minute)
	}
}

func TestFolderDoesNotFollowLinks(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	fill(t, outside, "b.csv")
	fill(t, dir, "c.csv")
	require.NoError(t, os.Symlink(filepath.Join(outside, "b.csv"), filepath.Join(dir, "a.csv")))
	w := newWatch(t, dir, nil)
	require.Equal(t, "c.csv", w.upload().Files[0].Name)
	for range 3 {
		w.again(time.Minute)
	}
	w.write("a.csv", "1") // In the link's place.
	require.Equal(t, "a.csv", w.upload().Files[0].Name)
	w.stop()
	require.Equal(t, 1, strings.Count(w.logs.String(), "not a regular file"), "said once")
}

func TestFolderWaitsForAFolderThatIsAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "share")
	w := newWatch(t, dir, nil)
	fire := w.looked(0)
	require.Equal(t, 0.0, readable(t, w.registry))
	require.NoError(t, os.Mkdir(dir, 0o700))
	w.write("a.csv", "1")
	fire <- time.Time{}
	require.Equal(t, "a.csv", w.upload().Files[0].Name)
	require.Equal(t, 1.0, readable(t, w.registry))

	require.NoError(t, os.RemoveAll(dir))
	for readable(t, w.registry) == 1 {
		w.again(time.Second)
	}
	require.NoError(t, os.Mkdir(dir, 0o700))
	w.write("b.csv", "1")
	require.Equal(t, "b.csv", w.upload().Files[0].Name)
	w.stop()
	problems, err := testutil.GatherAndLint(w.registry)
	require.NoError(t, err)
	require.Empty(t, problems)
}

func readable(t *testing.T, r *prometheus.Registry) float64 {
	t.Helper()
	families, err := r.Gather()
	require.NoError(t, err)
	return families[0].GetMetric()[0].GetGauge().GetValue()
}

func TestFoldersShareAMetric(t *testing.T) {
	registry := prometheus.NewRegistry()
	for _, dir := range []string{"a", "b"} {
		_, err := source.NewFolder(source.FolderOptions{Dir: dir, Submitter: &sink{}, Registerer: registry})
		require.NoError(t, err)
	}
	_, err := source.NewFolder(source.FolderOptions{})
	require.Error(t, err)
}
