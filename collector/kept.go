package collector

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"jindu/internal/model"
)

// Where a keeper keeps what.
const (
	acceptedFolder = "accepted"
	refusedFolder  = "refused"
	problemsFile   = "problems.json"
)

// ErrNotKept says that what is asked for is not kept, or not any more.
var ErrNotKept = errors.New("not kept")

// A Refusal is an upload that was refused and is kept for a while: what was
// wrong with it, and its files.
type Refusal struct {
	Hash     string          `json:"-"` // Names it.
	Refused  time.Time       `json:"refused"`
	By       string          `json:"by,omitempty"`     // Not known of those that older jindus kept.
	Source   string          `json:"source,omitempty"` // Likewise.
	Problems []model.Problem `json:"problems"`
	Warnings []model.Problem `json:"warnings,omitempty"`
	Files    []string        `json:"-"` // Their names, as they are kept.
}

// Refusals are the uploads that were refused and are still kept, the newest
// first, without the first so many and no more than most; total is how many
// there are. What a folder can't be read as is passed over.
func (c *Collector) Refusals(skip, most int) (found []Refusal, total int, err error) {
	folders, err := os.ReadDir(filepath.Join(c.KeepDir, refusedFolder))
	if c.KeepDir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	} else if err != nil {
		return nil, 0, fmt.Errorf("refused uploads: %w", err)
	}
	type dated struct {
		hash string
		at   time.Time
	}
	var kept []dated
	for _, f := range folders {
		if info, err := f.Info(); err == nil && f.IsDir() && isHash(f.Name()) {
			kept = append(kept, dated{f.Name(), info.ModTime()})
		}
	}
	slices.SortFunc(kept, func(a, b dated) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.hash, b.hash)) })
	for _, one := range kept[min(skip, len(kept)):] {
		if len(found) == most {
			break
		}
		if r, err := c.Refusal(one.hash); err == nil {
			found = append(found, r)
		}
	}
	return found, len(kept), nil
}

// maxReport bounds what is read of a report; a thousand problems are far below.
const maxReport = 16 << 20

// Refusal gives a refused upload, or ErrNotKept.
func (c *Collector) Refusal(hash string) (Refusal, error) {
	report, err := c.kept(refusedFolder, hash, problemsFile)
	if err != nil {
		return Refusal{}, err
	}
	defer func() { _ = report.Close() }()
	r := Refusal{}
	if err := json.NewDecoder(io.LimitReader(report, maxReport)).Decode(&r); err != nil {
		return Refusal{}, fmt.Errorf("report of %s: %w: %w", hash, ErrNotKept, err)
	}
	r.Hash, r.Refused = hash, r.Refused.In(c.Zone)
	r.Files, err = c.names(refusedFolder, hash)
	return r, err
}

// RefusedFile opens a file of a refused upload by its name in Files, or gives
// ErrNotKept.
func (c *Collector) RefusedFile(hash, name string) (*os.File, error) {
	if name == problemsFile {
		return nil, fmt.Errorf("%s: %w", name, ErrNotKept)
	}
	return c.kept(refusedFolder, hash, name)
}

// Originals names the files that a receipt was given for, by its Hash; none
// where they are not kept.
func (c *Collector) Originals(hash string) ([]string, error) {
	names, err := c.names(acceptedFolder, hash)
	if errors.Is(err, ErrNotKept) {
		return nil, nil
	}
	return names, err
}

// Original opens one of Originals, or gives ErrNotKept.
func (c *Collector) Original(hash, name string) (*os.File, error) {
	return c.kept(acceptedFolder, hash, name)
}

// names lists the files of an upload, but for the report.
func (c *Collector) names(kind, hash string) ([]string, error) {
	if c.KeepDir == "" || !isHash(hash) {
		return nil, fmt.Errorf("files of %q: %w", hash, ErrNotKept)
	}
	entries, err := os.ReadDir(filepath.Join(c.KeepDir, kind, hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("files of %s: %w", hash, ErrNotKept)
	} else if err != nil {
		return nil, fmt.Errorf("files of %s: %w", hash, err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && (kind == acceptedFolder || e.Name() != problemsFile) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// kept opens one of the files of an upload. Only what the folder lists can be
// named, so that a name is never a path.
func (c *Collector) kept(kind, hash, name string) (*os.File, error) {
	names, err := c.names(kind, hash)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, name) && name != problemsFile {
		return nil, fmt.Errorf("file of %s: %w", hash, ErrNotKept)
	}
	f, err := os.Open(filepath.Join(c.KeepDir, kind, hash, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("file of %s: %w", hash, ErrNotKept)
	}
	return f, err
}

// isHash tells the name of a folder that a keeper made.
func isHash(name string) bool {
	raw, err := hex.DecodeString(name)
	return err == nil && len(raw) == 32
}
