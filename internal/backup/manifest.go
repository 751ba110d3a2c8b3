package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"jindu/internal/model"
)

// Format is the layout that this package writes. A later one is ErrNewerVersion.
const Format = 1

const (
	headName     = "jindu-backup.json"
	manifestName = "manifest.json"

	maxHead     = 4 << 10
	maxManifest = 256 << 20 // A million originals take less.
)

// The errors of reading a backup.
var (
	ErrNotBackup = errors.New("not a backup of jindu")
	ErrCut       = errors.New("the backup ends before its end")
	ErrAltered   = errors.New("the backup is not as it was written")
)

// A Head is what a backup begins with.
type Head struct {
	Format int   `json:"format"`
	Bytes  int64 `json:"bytes"` // About as many follow, before compression.
}

// A Manifest says what a backup holds.
type Manifest struct {
	Format    int       `json:"format"`
	Ledger    string    `json:"ledger"` // Identity, as LedgerStats has it.
	Commit    uint64    `json:"commit"` // Number of the newest receipt in it.
	Sequence  uint64    `json:"sequence"`
	Series    int       `json:"series"`
	Committed time.Time `json:"committed"` // When that receipt was given; zero where there is none.
	Version   string    `json:"version"`   // Of the jindu that made it.
	Made      time.Time `json:"made"`
	Files     []File    `json:"files"`
}

// A File is one file of a backup.
type File struct {
	Path   string `json:"path"` // Below the data folder, with slashes.
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // In hex.
}

// Bytes is the size of all files.
func (m *Manifest) Bytes() (sum int64) {
	for _, f := range m.Files {
		sum += f.Size
	}
	return sum
}

// parse reads JSON of a format that this package knows.
func parse(text []byte, into any, format *int) error {
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%w: %w", ErrNotBackup, err)
	}
	if *format > Format {
		return fmt.Errorf("%w: format %d, this one knows %d", model.ErrNewerVersion, *format, Format)
	}
	if *format < 1 {
		return fmt.Errorf("%w: format %d", ErrNotBackup, *format)
	}
	return nil
}

// Folders are those of a data folder that a backup holds beside the ledger.
// Others stay out: nobody is to find a forgotten password in a backup.
const (
	ledgerFolder = "ledger"
	filesFolder  = "files"
)

// stateFolders are taken before the ledger.
func stateFolders() []string { return []string{"delivery", "upstream", "rules"} }

// inside tells a path that stays below the folder it is unpacked into, in one
// of the folders that a backup holds.
func inside(name string) bool {
	if name != path.Clean(name) || path.IsAbs(name) || strings.ContainsAny(name, "\\:\x00") {
		return false
	}
	first, rest, ok := strings.Cut(name, "/")
	if !ok || rest == "" {
		return false
	}
	if first == ledgerFolder || first == filesFolder {
		return true
	}
	for _, folder := range stateFolders() {
		if first == folder {
			return true
		}
	}
	return false
}
