package rulebook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"
)

// A Book is all the rules that one jindu goes by, as its files have them.
type Book struct {
	Version string    `json:"version"` // Of the content: 16 hexadecimal digits.
	Made    time.Time `json:"made"`    // When that version was first in force where it was made.
	Content
}

// Content is what a version stands for.
type Content struct {
	Catalog  string `json:"catalog"`
	Packs    []File `json:"packs"`    // All that apply, in their order.
	Holidays []File `json:"holidays"` // Beside those that jindu knows; a later one goes before an earlier one.
}

// A File is one file of a book.
type File struct {
	Name string `json:"name"` // For people: where a fault is.
	Text string `json:"text"` // YAML.
}

// New makes a book of a content.
func New(c Content, made time.Time) Book {
	return Book{Version: c.version(), Made: made.UTC().Truncate(time.Second), Content: c}
}

// version is the start of the hash of the content.
func (c Content) version() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic("rulebook: " + err.Error()) // Strings can always be written.
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:8])
}

var versionForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// IsVersion tells whether a text has the form of a version.
func IsVersion(text string) bool { return versionForm.MatchString(text) }

// MaxBytes bounds a book as it is written.
const MaxBytes = 8 << 20

// ErrMalformed says that a document is no whole book.
var ErrMalformed = errors.New("not a whole document of rules")

// Encode writes the book as JSON.
func (b Book) Encode() []byte {
	text, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		panic("rulebook: " + err.Error()) // Strings and a time can always be written.
	}
	return append(text, '\n')
}

// Decode reads a book of at most MaxBytes. A field that is not known is an
// error, for what it says would not be followed; so is a content that is not
// the version's. Errors are ErrMalformed, or the reader's.
func Decode(r io.Reader) (Book, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Book{}, fmt.Errorf("read rules: %w", err)
	}
	if len(text) > MaxBytes {
		return Book{}, fmt.Errorf("%w: it has more than %d bytes", ErrMalformed, MaxBytes)
	}
	var b Book
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&b); err != nil {
		return Book{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if strict.More() {
		return Book{}, fmt.Errorf("%w: something follows it", ErrMalformed)
	}
	if is := b.version(); b.Version != is {
		return Book{}, fmt.Errorf("%w: the content is of version %s, not %q", ErrMalformed, is, b.Version)
	}
	return b, nil
}
