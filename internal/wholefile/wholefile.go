// Package wholefile puts small files in their places whole, or not at all.
package wholefile

import (
	"errors"
	"os"
	"path/filepath"
)

// Replace writes a file beside its place, for its owner alone, and moves it
// there once it is on disk: whatever happens to the machine, the new file or
// the one before is there. The folder must be there.
func Replace(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-") // Mode 0600.
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // Some systems can't sync a folder; the file is synced.
		_ = dir.Close()
	}
	return nil
}
