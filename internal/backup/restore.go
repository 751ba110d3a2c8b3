package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jindu/internal/model"
)

// ErrNotEmpty says that there is something where a backup is to be restored.
var ErrNotEmpty = errors.New("the folder is not empty")

// restoring is how the folders begin that are not restored yet.
const restoring = ".restoring-"

// A Restorer puts a backup into a folder.
type Restorer struct {
	Free     func(dir string) (uint64, error)     // Bytes that are free there.
	Check    func(data string, m *Manifest) error // Looks whether the unpacked folder is a ledger as the manifest says.
	Progress Progress                             // Told twice: of verifying, and of unpacking.
}

// Restore verifies all of a backup, unpacks it beside where it belongs, has it
// checked and only then moves it there. The folder must be missing or empty;
// after an error it is as it was.
//
// Errors, by errors.Is: those of Verify, ErrNotEmpty, model.ErrDiskFull, those
// of Check, and the context's where it ends before.
func (r Restorer) Restore(ctx context.Context, file io.ReadSeeker, data string) (*Manifest, error) {
	content := reader{ctx, file}
	m, err := Verify(content, r.Progress)
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	if err := r.restore(content, data, m); err != nil {
		return nil, fmt.Errorf("restore into %s: %w", data, err)
	}
	return m, nil
}

func (r Restorer) restore(file io.Reader, data string, m *Manifest) (err error) {
	beside, exists, err := place(data)
	if err != nil {
		return err
	}
	free, err := r.Free(beside)
	if err != nil {
		return err
	}
	if want := uint64(m.Bytes()); free < want {
		return fmt.Errorf("%w: %d MiB free, %d MiB needed", model.ErrDiskFull, free>>20, (want+1<<20-1)>>20)
	}
	temporary, err := os.MkdirTemp(beside, restoring)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }()
	dir := filepath.Join(temporary, "data") // A temporary folder is for its owner alone; this one is as the umask has it.
	if err := os.Mkdir(dir, 0o750); err != nil {
		return err
	}
	if err := unpack(file, dir, m, r.Progress); err != nil {
		return err
	}
	if err := r.Check(dir, m); err != nil {
		return err
	}
	if err := syncTree(dir); err != nil {
		return err
	}
	if exists {
		return moveInto(dir, data)
	}
	if err := os.Rename(dir, data); err != nil {
		return err
	}
	return syncFolder(beside)
}

// place gives the folder in which the unpacking is to be done, on the same file
// system as the data folder: that folder itself where it is there, for it may
// be a volume of its own.
func place(data string) (dir string, exists bool, err error) {
	entries, err := os.ReadDir(data)
	if errors.Is(err, fs.ErrNotExist) {
		parent := filepath.Dir(filepath.Clean(data))
		return parent, false, os.MkdirAll(parent, 0o750)
	} else if err != nil {
		return "", false, err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), restoring) { // Of a restoration that was killed.
			if err := os.RemoveAll(filepath.Join(data, e.Name())); err != nil {
				return "", false, err
			}
		} else if e.Name() != "lost+found" {
			return "", false, fmt.Errorf("%w: it holds %s", ErrNotEmpty, e.Name())
		}
	}
	return data, true, nil
}

// unpack writes the files that the manifest names, and no byte more.
func unpack(from io.Reader, dir string, m *Manifest, progress Progress) error {
	named := make(map[string]File, len(m.Files))
	for _, f := range m.Files {
		named[f.Path] = f
	}
	_, err := read(from, progress, func(name string, size int64, content io.Reader) error {
		f, ok := named[name]
		if !ok || f.Size != size {
			return fmt.Errorf("%w: %s is not what the manifest says", ErrAltered, name)
		}
		delete(named, name)
		return writeFile(filepath.Join(dir, filepath.FromSlash(name)), f, io.TeeReader(content, progress))
	})
	return err
}

func writeFile(name string, want File, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, hash), io.LimitReader(content, want.Size))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(hash.Sum(nil)) != want.SHA256 {
		return fmt.Errorf("%w: %s is not what the manifest says", ErrAltered, want.Path)
	}
	return nil
}

// moveInto moves what was unpacked up into the folder it lies in, the ledger
// last: while that is missing, nothing takes the folder for a whole one.
func moveInto(dir, data string) (err error) {
	var moved []string
	defer func() {
		if err != nil {
			for _, name := range moved {
				err = errors.Join(err, os.RemoveAll(filepath.Join(data, name)))
			}
		}
	}()
	for _, name := range append(stateFolders(), filesFolder, ledgerFolder) {
		err := os.Rename(filepath.Join(dir, name), filepath.Join(data, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return err
		}
		moved = append(moved, name)
	}
	return syncFolder(data)
}

// syncTree makes the names of all files last.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return syncFolder(name)
	})
}

func syncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	_ = f.Sync() // Some systems can't sync a folder; the files are synced.
	return f.Close()
}
