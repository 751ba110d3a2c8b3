package pebble

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/model"
)

// The marker file says that a folder is a ledger, how far it has been made and
// by which version of the layout: jindu ledger 1 ready.
const (
	markerName    = "LEDGER"
	markerText    = "jindu ledger %d %s\n"
	layoutVersion = 1

	making = "making" // The engine's files may not all be there yet.
	ready  = "ready"  // They must be.
)

// found is what a folder turns out to be.
type found struct {
	exists bool // The folder, with a ledger in it.
	ready  bool
}

// inspect looks at a folder without touching it. What a process leaves that is
// killed before the marker is there counts as nothing.
func inspect(fsys vfs.FS, dir string) (found, error) {
	names, err := fsys.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return found{}, nil
	} else if err != nil {
		return found{}, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	if !slices.Contains(names, markerName) {
		names = slices.DeleteFunc(names, func(name string) bool {
			return name == "LOCK" || name == markerName+".new" || name == "lost+found"
		})
		if len(names) > 0 {
			return found{}, fmt.Errorf("open ledger %s: %w: it holds %s but no file %s",
				dir, model.ErrNotLedger, names[0], markerName)
		}
		return found{}, nil
	}
	text, err := readFile(fsys, fsys.PathJoin(dir, markerName))
	if err != nil {
		return found{}, fmt.Errorf("open ledger %s: %w", dir, err)
	}
	return parseMarker(dir, text)
}

func parseMarker(dir, text string) (found, error) {
	var version int
	var state string
	if n, err := fmt.Sscanf(text, markerText, &version, &state); n < 1 || version < 1 {
		if err == nil {
			err = errors.New("version below 1")
		}
		return found{}, fmt.Errorf("open ledger %s: %w: file %s holds %q: %w", dir, model.ErrDamaged, markerName, text, err)
	}
	if version > layoutVersion {
		return found{}, fmt.Errorf("open ledger %s: %w: layout %d, this one knows %d",
			dir, model.ErrNewerVersion, version, layoutVersion)
	}
	if state != making && state != ready {
		return found{}, fmt.Errorf("open ledger %s: %w: file %s holds %q", dir, model.ErrDamaged, markerName, text)
	}
	return found{exists: true, ready: state == ready}, nil
}

// mark writes the marker whole, or leaves the one before.
func mark(fsys vfs.FS, dir, state string) error {
	path := fsys.PathJoin(dir, markerName)
	f, err := fsys.Create(path+".new", vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, markerText, layoutVersion, state)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := fsys.Rename(path+".new", path); err != nil {
		return err
	}
	d, err := fsys.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func readFile(fsys vfs.FS, path string) (string, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	_, err = io.Copy(&text, io.LimitReader(f, 4096))
	return text.String(), errors.Join(err, f.Close())
}
