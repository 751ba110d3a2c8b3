package rulebook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jindu/internal/wholefile"
)

// A Shelf keeps every version that was taken, each in a folder of its name,
// and beside them the name of the current one. Writing is atomic: after a
// power failure the one before or the new one is there, whole.
type Shelf struct{ dir string }

// The names of files.
const (
	bookFile    = "rules.json"
	currentFile = "current"
)

// NewShelf names the folder, which is made when something is put there.
func NewShelf(dir string) Shelf { return Shelf{dir} }

// Current gives the version that is in force, or none.
func (s Shelf) Current() (string, error) {
	text, err := os.ReadFile(filepath.Join(s.dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("current rules: %w", err)
	}
	version := strings.TrimSpace(string(text))
	if !IsVersion(version) {
		return "", fmt.Errorf("current rules: %s names no version", filepath.Join(s.dir, currentFile))
	}
	return version, nil
}

// ErrNotKept says that a version is not on the shelf.
var ErrNotKept = errors.New("this version of the rules is not kept here")

// Book reads a version. Errors: ErrNotKept, ErrMalformed, or the system's.
func (s Shelf) Book(version string) (Book, error) {
	if !IsVersion(version) {
		return Book{}, fmt.Errorf("rules %q: %w", version, ErrNotKept)
	}
	path := filepath.Join(s.dir, version, bookFile)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Book{}, fmt.Errorf("rules %s: %w", version, ErrNotKept)
	}
	if err != nil {
		return Book{}, fmt.Errorf("rules: %w", err)
	}
	defer file.Close() //nolint:errcheck // It was only read.
	b, err := Decode(file)
	if err == nil && b.Version != version {
		err = fmt.Errorf("%w: it is of version %s", ErrMalformed, b.Version)
	}
	if err != nil {
		return Book{}, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// Versions are those that are kept, sorted.
func (s Shelf) Versions() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("kept rules: %w", err)
	}
	var versions []string
	for _, e := range entries {
		if e.IsDir() && IsVersion(e.Name()) {
			versions = append(versions, e.Name())
		}
	}
	slices.Sort(versions)
	return versions, nil
}

// Put keeps a book. One that is kept already, and whole, stays as it is.
func (s Shelf) Put(b Book) error {
	if _, err := s.Book(b.Version); err == nil {
		return nil
	}
	if !IsVersion(b.Version) {
		return fmt.Errorf("keep rules %q: %w", b.Version, ErrMalformed)
	}
	dir := filepath.Join(s.dir, b.Version)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("keep rules: %w", err)
	}
	return keep(filepath.Join(dir, bookFile), b.Encode())
}

// Point makes a kept version the current one; an empty version none.
func (s Shelf) Point(version string) error {
	path := filepath.Join(s.dir, currentFile)
	if version == "" {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("current rules: %w", err)
		}
		return nil
	}
	if _, err := s.Book(version); err != nil {
		return err
	}
	return keep(path, []byte(version+"\n"))
}

func keep(path string, content []byte) error {
	if err := wholefile.Replace(path, content); err != nil {
		return fmt.Errorf("keep rules: %w", err)
	}
	return nil
}
