package upstream

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// The tokens of a file: two while one takes the other's place.
const (
	maxTokens     = 2
	maxTokenBytes = 4 << 10
)

// ErrToken says that a file holds no token, or too many.
var ErrToken = errors.New("want one token in a line of its own, or two while one is being replaced")

// A TokenFile gives the tokens of a file, which is read again when it changes.
// Its methods may be called from several goroutines.
type TokenFile struct {
	path string

	mu     sync.Mutex
	stamp  fileStamp
	tokens []string
}

type fileStamp struct {
	changed time.Time
	size    int64
}

// NewTokenFile names a file. It is read when it is first asked for.
func NewTokenFile(path string) *TokenFile { return &TokenFile{path: path} }

// First is the token to send.
func (f *TokenFile) First() (string, error) {
	tokens, err := f.all()
	if err != nil {
		return "", err
	}
	return tokens[0], nil
}

func (f *TokenFile) all() ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, fmt.Errorf("token file: %w", err)
	}
	stamp := fileStamp{info.ModTime(), info.Size()}
	if f.tokens != nil && stamp == f.stamp {
		return f.tokens, nil
	}
	tokens, err := readTokens(f.path)
	if err != nil {
		return nil, fmt.Errorf("token file %s: %w", f.path, err)
	}
	f.stamp, f.tokens = stamp, tokens
	return tokens, nil
}

func readTokens(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // It was only read.
	text, err := io.ReadAll(io.LimitReader(file, maxTokenBytes+1))
	if err != nil {
		return nil, err
	}
	tokens := strings.Fields(string(bytes.TrimPrefix(text, []byte("\ufeff"))))
	if len(tokens) == 0 || len(tokens) > maxTokens || len(text) > maxTokenBytes {
		return nil, ErrToken
	}
	return tokens, nil
}

// accepts compares in the same time whatever differs.
func (f *TokenFile) accepts(token string) (bool, error) {
	tokens, err := f.all()
	if err != nil {
		return false, err
	}
	given, equal := sha256.Sum256([]byte(token)), 0
	for _, one := range tokens {
		hash := sha256.Sum256([]byte(one))
		equal |= subtle.ConstantTimeCompare(hash[:], given[:])
	}
	return equal == 1, nil
}
