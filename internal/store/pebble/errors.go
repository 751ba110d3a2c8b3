package pebble

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// reading names what an error while reading is about, and says that the ledger
// is damaged where it is.
func reading(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, model.ErrDamaged):
		return fmt.Errorf("read %s: %w", what, err)
	case engine.IsCorruptionError(err), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EIO),
		errors.Is(err, errKey), errors.Is(err, errValue):
		return fmt.Errorf("read %s: %w: %w", what, model.ErrDamaged, err)
	}
	return fmt.Errorf("read %s: %w", what, err)
}

// opening sorts out why the engine would not open a folder that is a ledger.
// What is neither the disk nor a right that is missing is damage: the engine
// finds no common word for a file that is missing or too short.
func opening(dir string, err error) error {
	var errno syscall.Errno
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("open ledger %s: %w: %w", dir, model.ErrDiskFull, err)
	case strings.Contains(err.Error(), "unknown format major version"):
		return fmt.Errorf("open ledger %s: %w: %w", dir, model.ErrNewerVersion, err)
	case errors.As(err, &errno) && errno != syscall.ENOENT && errno != syscall.EIO && errno != syscall.EINVAL:
		return fmt.Errorf("open ledger %s: %w", dir, err)
	}
	return fmt.Errorf("open ledger %s: %w: %w", dir, model.ErrDamaged, err)
}
