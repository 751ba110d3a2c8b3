// Package archive keeps bulletins as they were issued: the files that were sent
// out, and the template, style and settings that they were made by, so that they
// can be made again. An issued bulletin is a folder below files/bulletins of the
// data folder, which backups carry; it is put there whole or not at all, and
// never changed.
package archive

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"jindu/internal/bulletin"
	"jindu/internal/model"
)

// The files of an issue.
const (
	Markdown = "bulletin.md"
	HTML     = "bulletin.html"
	XLSX     = "bulletin.xlsx"
	Template = "template.md"
	Style    = "style.css"
	about    = "issue.json"
)

// half begins the names of folders that issues are put together in.
const half = ".new-"

// The errors of an archive.
var (
	ErrTaken   = errors.New("the number is taken")
	ErrAltered = errors.New("the file is not as it was issued")
	ErrNotKept = errors.New("keep the bulletin")
)

// An Issue is a bulletin as it was issued.
type Issue struct {
	model.Bulletin
	Region  string            `json:"region"`         // Code.
	Only    bool              `json:"only,omitempty"` // Of the region by itself, without those below it.
	Edition bulletin.Edition  `json:"edition"`
	Office  bulletin.Office   `json:"office"`
	Version string            `json:"version"` // Of the jindu that made it.
	Files   map[string]string `json:"files"`   // SHA-256 in hex by name.
}

// An Archive is a folder of issues. It is safe for concurrent use by one
// process.
type Archive struct {
	dir   string
	mutex sync.Mutex
}

// New keeps issues below the data folder; nothing is made until one is put.
func New(data string) *Archive { return &Archive{dir: filepath.Join(data, "files", "bulletins")} }

var numbers = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}-]{0,19}$`)

// CheckNumber refuses a number that could not be a folder's name.
func CheckNumber(number string) error {
	if !numbers.MatchString(number) {
		return model.Faultf("期号 %q：应为数字或字母，不超过20个字符，如 143", "number %q: want digits or letters, at most 20, such as 143", number)
	}
	return nil
}

func (a *Archive) folder(i Issue) string {
	return filepath.Join(a.dir, i.Region, strconv.Itoa(i.Year), i.Kind+"-"+i.Number)
}

// Put keeps an issue with its files and fills their hashes in. It is ErrTaken
// where the region has issued one of the kind and number in the year, ErrNotKept
// where it can't be written, and model.ErrDiskFull besides where the disk is full.
func (a *Archive) Put(i *Issue, files map[string][]byte) error {
	if err := CheckNumber(i.Number); err != nil {
		return err
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	place := a.folder(*i)
	if _, err := os.Lstat(place); err == nil {
		return ErrTaken
	}
	parent := filepath.Dir(place)
	if err := os.MkdirAll(parent, 0o750); err != nil {
		return notKept(err)
	}
	made, err := os.MkdirTemp(parent, half)
	if err != nil {
		return notKept(err)
	}
	defer func() { _ = os.RemoveAll(made) }() // Where it was moved, there is nothing to remove.
	i.Files = map[string]string{}
	for name, content := range files {
		i.Files[name] = Hash(content)
	}
	i.Hash = i.Files[Markdown]
	text, err := json.MarshalIndent(i, "", "  ")
	if err != nil {
		return err
	}
	all := map[string][]byte{about: append(text, '\n')}
	for name, content := range files {
		all[name] = content
	}
	for name, content := range all {
		if err := save(filepath.Join(made, name), content); err != nil {
			return notKept(err)
		}
	}
	if err := os.Rename(made, place); err != nil {
		return notKept(err)
	}
	if dir, err := os.Open(parent); err == nil {
		_ = dir.Sync() // Some systems can't sync a folder; the files are synced.
		_ = dir.Close()
	}
	return nil
}

// notKept is why an issue could not be put.
func notKept(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: %w", model.ErrDiskFull, err)
	}
	return fmt.Errorf("%w: %w", ErrNotKept, err)
}

// Drop takes an issue back of which the ledger was not told.
func (a *Archive) Drop(i Issue) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return os.RemoveAll(a.folder(i))
}

func save(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// Hash is a content's SHA-256 in hex.
func Hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// All are the issues, the newest first. It is ErrAltered, with all the others,
// where what is kept of some can't be read.
func (a *Archive) All() (all []Issue, err error) {
	var altered error
	places, err := filepath.Glob(filepath.Join(a.dir, "*", "*", "*", about))
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		if strings.HasPrefix(filepath.Base(filepath.Dir(place)), half) {
			continue // It is being put, or was when jindu was stopped.
		}
		text, err := os.ReadFile(place)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var i Issue
		if err == nil {
			err = json.Unmarshal(text, &i)
		}
		if err == nil && a.folder(i) != filepath.Dir(place) {
			err = errors.New("it says that it is another")
		}
		if err != nil {
			altered = errors.Join(altered, fmt.Errorf("read the bulletin %s: %w: %w", filepath.Dir(place), ErrAltered, err))
			continue
		}
		all = append(all, i)
	}
	slices.SortFunc(all, func(x, y Issue) int {
		return cmp.Or(y.Issued.Compare(x.Issued), cmp.Compare(x.Region, y.Region), cmp.Compare(x.ID(), y.ID()))
	})
	return all, altered
}

// File reads a file of an issue. It is ErrAltered where somebody changed it.
func (a *Archive) File(i Issue, name string) ([]byte, error) {
	want, ok := i.Files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	content, err := os.ReadFile(filepath.Join(a.folder(i), name))
	if err != nil {
		return nil, fmt.Errorf("read the bulletin: %w", err)
	}
	if Hash(content) != want {
		return nil, fmt.Errorf("%s: %w", filepath.Join(a.folder(i), name), ErrAltered)
	}
	return content, nil
}
