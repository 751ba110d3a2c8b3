package source

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/prometheus/client_golang/prometheus"

	"jindu/collector"
	"jindu/collector/format"
)

// Submitter takes uploads; collector.Collector is one. It may be called from
// several goroutines, and gives *collector.RefusedError for what it refuses.
type Submitter interface {
	Submit(ctx context.Context, u collector.Upload) (collector.Outcome, error)
}

// FolderOptions say which folder is watched, and how.
type FolderOptions struct {
	Dir        string
	Submitter  Submitter
	Region     string        // Of tables that name none; empty leaves it to the collector.
	Every      time.Duration // How often the folder is looked through beside events; 10 s where zero.
	Settle     time.Duration // How long a file must stay as it is before it is read; 2 s where zero.
	Limit      int64         // Of a file's bytes; the collector's default where zero.
	Logger     *slog.Logger
	Registerer prometheus.Registerer // May be nil.

	Clock func() time.Time                       // time.Now where nil.
	After func(d time.Duration) <-chan time.Time // time.After where nil.
}

// A Folder submits each file that appears or changes in a folder, on its own.
// Events of the file system make it quick, and looking through beside them
// makes it sure: network shares send no events. A file is read once it has
// stopped growing, and again only when it changes; what was withdrawn is not
// taken again from a file that stays there. Links are not followed. A folder
// that goes away, as shares do, is waited for.
type Folder struct {
	FolderOptions
	seen    map[string]*seenFile
	watcher *fsnotify.Watcher // Nil where the system has no more of them.
	watched bool
	away    bool
	up      prometheus.Gauge
}

// A seenFile is a file as it was when last looked at.
type seenFile struct {
	size     int64
	modified time.Time
	since    time.Time // When it was first seen to be so.
	done     bool      // It was submitted as it is.
	odd      bool      // It is a link, a pipe or the like, and stays unread.
}

// NewFolder makes a watcher of a folder, which need not be there yet.
func NewFolder(o FolderOptions) (*Folder, error) {
	if o.Dir == "" || o.Submitter == nil {
		return nil, errors.New("watched folder: a folder and a collector are needed")
	}
	if o.Every <= 0 {
		o.Every = 10 * time.Second
	}
	if o.Settle <= 0 {
		o.Settle = 2 * time.Second
	}
	if o.Limit == 0 {
		o.Limit = collector.DefaultLimits().Bytes
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	up, err := folderGauge(o.Registerer)
	if err != nil {
		return nil, err
	}
	return &Folder{FolderOptions: o, seen: map[string]*seenFile{}, up: up.WithLabelValues(o.Dir)}, nil
}

// folderGauge is shared by all watched folders of a registerer.
func folderGauge(r prometheus.Registerer) (*prometheus.GaugeVec, error) {
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "jindu_source_folder_readable", Help: "Whether the watched folder could be read when it was last looked through.",
	}, []string{"folder"})
	if r == nil {
		return gauge, nil
	}
	var registered prometheus.AlreadyRegisteredError
	if err := r.Register(gauge); errors.As(err, &registered) {
		return registered.ExistingCollector.(*prometheus.GaugeVec), nil //nolint:forcetypeassert // The name is this function's.
	} else if err != nil {
		return nil, fmt.Errorf("register the metrics of a watched folder: %w", err)
	}
	return gauge, nil
}

// Run watches until the context ends, and then gives nil.
func (f *Folder) Run(ctx context.Context) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		f.Logger.WarnContext(ctx, "no events of the file system; the folder is only looked through", slog.Any("error", err))
	} else {
		f.watcher = watcher
		defer func() { _ = watcher.Close() }()
	}
	for ctx.Err() == nil {
		wait := f.Every
		if f.look(ctx) {
			wait = min(f.Every, f.Settle)
		}
		f.await(ctx, wait)
	}
	return nil
}

// await returns at the next event, after a time, or when the context ends.
func (f *Folder) await(ctx context.Context, wait time.Duration) {
	var events chan fsnotify.Event
	var failures chan error
	if f.watcher != nil {
		events, failures = f.watcher.Events, f.watcher.Errors
	}
	after := f.After(wait)
	for {
		select {
		case <-ctx.Done():
		case <-after:
		case e := <-events:
			if !candidate(filepath.Base(e.Name)) && filepath.Clean(e.Name) != filepath.Clean(f.Dir) {
				continue
			}
		case err := <-failures: // Events were lost, say; looking through makes up for it.
			f.Logger.DebugContext(ctx, "events of the watched folder", slog.Any("error", err))
		}
		return
	}
}

// look goes through the folder once and submits what has settled. It tells
// whether some file has not settled yet.
func (f *Folder) look(ctx context.Context) (pending bool) {
	paths, err := folderFiles(f.Dir)
	if err != nil {
		f.gone(ctx, err)
		return false
	}
	f.back(ctx)
	there := map[string]bool{}
	for _, path := range paths {
		there[path] = true
		info, err := os.Lstat(path) // A link may lead out of the folder.
		if err != nil {
			continue // Gone again.
		}
		if !info.Mode().IsRegular() {
			f.passOver(ctx, path, info)
			continue
		}
		if !f.settled(path, info) {
			pending = true
		} else if file := f.seen[path]; !file.done {
			pending = !f.submit(ctx, path, file) || pending
		}
		if ctx.Err() != nil {
			return false
		}
	}
	for path := range f.seen {
		if !there[path] {
			delete(f.seen, path)
		}
	}
	return pending
}

// passOver leaves out what is no file of the folder's own, and says so once.
func (f *Folder) passOver(ctx context.Context, path string, info os.FileInfo) {
	if file := f.seen[path]; file == nil || !file.odd {
		f.seen[path] = &seenFile{odd: true}
		f.Logger.WarnContext(ctx, "not a regular file, so it is not read from the watched folder",
			slog.String("file", path), slog.String("mode", info.Mode().Type().String()))
	}
}

// settled tells whether a file has been as it is for long enough.
func (f *Folder) settled(path string, info os.FileInfo) bool {
	now := f.Clock()
	file := f.seen[path]
	if file == nil || file.odd || file.size != info.Size() || !file.modified.Equal(info.ModTime()) {
		f.seen[path] = &seenFile{size: info.Size(), modified: info.ModTime(), since: now}
		return false
	}
	return file.done || now.Sub(file.since) >= f.Settle
}

// submit sends a file. It reports false where it must be tried again.
func (f *Folder) submit(ctx context.Context, path string, file *seenFile) bool {
	content, err := readFile(path, f.Limit)
	if err == nil {
		_, err = f.Submitter.Submit(ctx, collector.Upload{
			Files:  []format.File{{Name: filepath.Base(path), Content: content}},
			Source: "folder", Region: f.Region, Standing: true,
		})
	}
	var refused *collector.RefusedError
	if err != nil && !errors.As(err, &refused) {
		file.since = f.Clock() // Try again after as long as it takes to settle.
		if ctx.Err() == nil {
			f.Logger.ErrorContext(ctx, "file of the watched folder not taken; it will be tried again",
				slog.String("file", path), slog.Any("error", err))
		}
		return false
	}
	file.done = true // The collector has logged what became of it.
	return true
}

func (f *Folder) gone(ctx context.Context, err error) {
	if !f.away {
		f.Logger.WarnContext(ctx, "watched folder can't be read; waiting for it", slog.String("folder", f.Dir), slog.Any("error", err))
	}
	f.away = true
	f.up.Set(0)
	if f.watched {
		_ = f.watcher.Remove(f.Dir) // It went with the folder.
		f.watched = false
	}
}

func (f *Folder) back(ctx context.Context) {
	if f.away {
		f.Logger.InfoContext(ctx, "watched folder is back", slog.String("folder", f.Dir))
	}
	f.away = false
	f.up.Set(1)
	if f.watcher != nil && !f.watched {
		f.watched = f.watcher.Add(f.Dir) == nil // Where it fails, looking through does.
	}
}
