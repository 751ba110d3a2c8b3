package rulebook

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var made = time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)

// bookOf is a book whose catalog is any text.
func bookOf(catalog string) Book {
	return New(Content{Catalog: catalog, Packs: []File{{"a.yml", "name: a\n"}}, Holidays: []File{}}, made)
}

func TestABookComesBackAsItWas(t *testing.T) {
	b := bookOf("目录: 1\n")
	got, err := Decode(bytes.NewReader(b.Encode()))
	require.NoError(t, err)
	require.Equal(t, b, got)
	require.True(t, IsVersion(b.Version))
	require.Equal(t, b.Version, New(b.Content, made.Add(time.Hour)).Version, "the version is of the content alone")
	require.NotEqual(t, b.Version, bookOf("目录: 2\n").Version)
	moved := b.Content
	moved.Packs, moved.Holidays = nil, b.Packs
	require.NotEqual(t, b.Version, moved.version(), "a pack is no calendar")
}

func TestADocumentThatIsNoWholeBookIsRefused(t *testing.T) {
	whole := string(bookOf("x").Encode())
	for name, text := range map[string]string{
		"cut off":       whole[:len(whole)/2],
		"changed":       strings.Replace(whole, `"x"`, `"y"`, 1),
		"more follows":  whole + "{}",
		"unknown field": strings.Replace(whole, "{", `{"rules": "of a newer jindu",`, 1),
		"a page":        "<html>",
		"nothing":       "",
		"too large":     strings.Repeat(" ", MaxBytes) + whole,
	} {
		_, err := Decode(strings.NewReader(text))
		require.ErrorIs(t, err, ErrMalformed, name)
	}
}

func TestAShelfKeepsVersions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rules")
	s := NewShelf(dir)
	current, err := s.Current()
	require.NoError(t, err)
	require.Empty(t, current)
	one, two := bookOf("1"), bookOf("2")
	require.ErrorIs(t, s.Point(one.Version), ErrNotKept)
	for _, b := range []Book{one, two, one} {
		require.NoError(t, s.Put(b))
		require.NoError(t, s.Point(b.Version))
	}
	s = NewShelf(dir)
	current, err = s.Current()
	require.NoError(t, err)
	require.Equal(t, one.Version, current)
	kept, err := s.Versions()
	require.NoError(t, err)
	require.ElementsMatch(t, []string{one.Version, two.Version}, kept)
	got, err := s.Book(two.Version)
	require.NoError(t, err)
	require.Equal(t, two, got)
	left, err := filepath.Glob(filepath.Join(dir, "*", ".new-*"))
	require.NoError(t, err)
	require.Empty(t, left)
	require.NoError(t, s.Point(""))
	current, err = s.Current()
	require.NoError(t, err)
	require.Empty(t, current)
}

func TestADamagedShelfIsNamedAndMended(t *testing.T) {
	dir := t.TempDir()
	s, b := NewShelf(dir), bookOf("1")
	require.NoError(t, s.Put(b))
	path := filepath.Join(dir, b.Version, "rules.json")
	require.NoError(t, os.WriteFile(path, b.Encode()[:20], 0o600))
	_, err := s.Book(b.Version)
	require.ErrorIs(t, err, ErrMalformed)
	require.ErrorContains(t, err, path)
	require.NoError(t, s.Put(b))
	_, err = s.Book(b.Version)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "current"), []byte("../../etc\n"), 0o600))
	_, err = s.Current()
	require.ErrorContains(t, err, "names no version")
	_, err = s.Book("../../etc")
	require.ErrorIs(t, err, ErrNotKept)
	require.ErrorIs(t, s.Put(Book{Version: "../x"}), ErrMalformed)
}
