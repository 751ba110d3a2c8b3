package collector

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"jindu/collector/format"
	"jindu/internal/model"
)

// A keeper keeps the files of uploads: accepted/<hash>/<name> as long as the
// ledger, refused/<hash>/<name> with problems.json beside it until newer ones
// push it out. Names of uploads never reach outside their folder.
type keeper struct {
	dir     string // Empty keeps nothing.
	refused int    // How many refused uploads stay.
}

// accept keeps the files of an upload that is about to be committed, and gives
// what takes them away again.
func (k keeper) accept(hash string, files []format.File) (undo func(), err error) {
	if k.dir == "" {
		return func() {}, nil
	}
	folder := filepath.Join(k.dir, acceptedFolder, hash)
	if _, err := os.Stat(folder); err == nil { // The same content, withdrawn before.
		return func() {}, nil
	}
	if err := writeFolder(folder, files, nil); err != nil {
		return nil, err
	}
	return func() { _ = os.RemoveAll(folder) }, nil // What stays behind does no harm.
}

// refuse keeps the files of a refused upload with what was wrong with them.
func (k keeper) refuse(hash string, u Upload, refused *RefusedError, now time.Time) error {
	files := u.Files
	if k.dir == "" || len(files) == 0 {
		return nil
	}
	report, err := json.MarshalIndent(Refusal{
		Refused: now, By: shortened(u.By, 200), Source: u.Source, Problems: refused.Problems, Warnings: refused.Warnings,
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("problems of %s: %w", hash, err)
	}
	parent := filepath.Join(k.dir, refusedFolder)
	folder := filepath.Join(parent, hash)
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("older refusal of the same content: %w", err)
	}
	if err := writeFolder(folder, files, report); err != nil {
		return err
	}
	return prune(parent, k.refused)
}

// writeFolder writes the files beside where they belong and moves them there
// at once, so that a folder is whole or not there.
func writeFolder(folder string, files []format.File, report []byte) error {
	parent := filepath.Dir(folder)
	if err := os.MkdirAll(parent, 0o750); err != nil {
		return fmt.Errorf("folder of originals: %w", err)
	}
	temporary, err := os.MkdirTemp(parent, ".new-")
	if err != nil {
		return fmt.Errorf("folder of originals: %w", err)
	}
	defer func() { _ = os.RemoveAll(temporary) }() // Where it was moved, there is nothing to remove.
	used := map[string]bool{problemsFile: true}
	for i, f := range files {
		name := safeName(f.Name)
		if used[strings.ToLower(name)] {
			name = fmt.Sprintf("%d-%s", i+1, name)
		}
		used[strings.ToLower(name)] = true
		if err := writeSynced(filepath.Join(temporary, name), f.Content); err != nil {
			return err
		}
	}
	if report != nil {
		if err := writeSynced(filepath.Join(temporary, problemsFile), report); err != nil {
			return err
		}
	}
	if err := os.Rename(temporary, folder); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("folder of originals: %w", err)
	}
	return syncFolder(parent)
}

// diskFull makes the system's word for a full disk the model's.
func diskFull(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w: %w", model.ErrDiskFull, err)
	}
	return err
}

func writeSynced(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return fmt.Errorf("original: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("original: %w", err)
	}
	return nil
}

func syncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("folder of originals: %w", err)
	}
	defer func() { _ = f.Close() }()
	_ = f.Sync() // Some systems can't sync a folder; the files are synced.
	return nil
}

// prune removes the oldest folders beyond a number.
func prune(parent string, most int) error {
	entries, err := os.ReadDir(parent)
	if err != nil || len(entries) <= most {
		return err
	}
	age := func(e os.DirEntry) time.Time {
		info, err := e.Info()
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	slices.SortStableFunc(entries, func(a, b os.DirEntry) int { return cmp.Or(age(a).Compare(age(b)), cmp.Compare(a.Name(), b.Name())) })
	for _, e := range entries[:len(entries)-most] {
		err = errors.Join(err, os.RemoveAll(filepath.Join(parent, e.Name())))
	}
	return err
}

// baseName is an upload's file name without any folder, whichever system it
// was written on, and without what steers a terminal or turns its letters
// around.
func baseName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name[strings.LastIndexAny(name, `/\`)+1:])
}

// safeName is a name that any file system takes: short, without a folder,
// control characters or a leading dot.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || r == unicode.ReplacementChar {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(baseName(name), "_"))
	name = strings.Trim(name, " .")
	extension := filepath.Ext(name)
	if len(extension) > 10 {
		extension = ""
	}
	stem := strings.TrimSuffix(name, extension)
	for len(stem) > 120 {
		stem = stem[:len(stem)-1]
	}
	if stem = strings.ToValidUTF8(stem, ""); stem == "" {
		stem = "file"
	}
	return stem + extension
}
