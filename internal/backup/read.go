package backup

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that unpacking takes.
const maxWindow = 64 << 20

// Progress is told how far the reading of a backup is.
type Progress interface {
	Begin(bytes int64) // About as many will follow.
	io.Writer          // What was read.
}

// Verify reads a backup to its end and says what it holds. Nothing is written.
//
// Errors, by errors.Is: ErrNotBackup, ErrCut, ErrAltered, model.ErrNewerVersion.
func Verify(r io.Reader, progress Progress) (*Manifest, error) {
	seen := map[string]File{}
	m, err := read(r, progress, func(name string, size int64, content io.Reader) error {
		if _, twice := seen[name]; twice {
			return fmt.Errorf("%w: %s is in it twice", ErrAltered, name)
		}
		hash := sha256.New()
		if _, err := io.Copy(io.MultiWriter(hash, progress), content); err != nil {
			return err
		}
		seen[name] = File{Path: name, Size: size, SHA256: hex.EncodeToString(hash.Sum(nil))}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range m.Files {
		if seen[f.Path] != f {
			return nil, fmt.Errorf("%w: %s is not what the manifest says", ErrAltered, f.Path)
		}
		delete(seen, f.Path)
	}
	for name := range seen {
		return nil, fmt.Errorf("%w: the manifest does not name %s", ErrAltered, name)
	}
	return m, nil
}

// read goes through a backup, with do for every file, and gives its manifest.
func read(r io.Reader, progress Progress, do func(name string, size int64, content io.Reader) error) (*Manifest, error) {
	packed := &source{Reader: r}
	decoder, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotBackup, err)
	}
	defer decoder.Close()
	unpacked := &decoded{decoder, packed}
	archive := tar.NewReader(unpacked)
	var head Head
	if err := first(archive, &head); err != nil {
		return nil, err
	}
	progress.Begin(head.Bytes)
	for {
		entry, err := archive.Next()
		if err != nil {
			return nil, broken(err)
		}
		if entry.Name == manifestName {
			return last(archive, unpacked)
		}
		if entry.Typeflag != tar.TypeReg || !inside(entry.Name) {
			return nil, fmt.Errorf("%w: it holds %q, which is no file of a data folder", ErrAltered, entry.Name)
		}
		if err := do(entry.Name, entry.Size, archive); err != nil {
			return nil, broken(err)
		}
	}
}

// A source remembers why it could not be read.
type source struct {
	io.Reader

	err error
}

// Read reads.
func (s *source) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// decoded tells what is wrong with a backup from what is wrong with reading it.
type decoded struct {
	io.Reader

	from *source
}

// Read gives ErrAltered for all that a decoder may find.
func (d *decoded) Read(b []byte) (int, error) {
	n, err := d.Reader.Read(b)
	if err != nil && d.from.err == nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%w: %w", ErrAltered, err)
	}
	return n, err
}

// first reads the head.
func first(archive *tar.Reader, head *Head) error {
	entry, err := archive.Next()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotBackup, err)
	}
	if entry.Name != headName || entry.Size > maxHead {
		return ErrNotBackup
	}
	text, err := io.ReadAll(archive)
	if err != nil {
		return broken(err)
	}
	return parse(text, head, &head.Format)
}

// last reads the manifest, after which nothing may follow.
func last(archive *tar.Reader, unpacked io.Reader) (*Manifest, error) {
	text, err := io.ReadAll(io.LimitReader(archive, maxManifest+1))
	if err != nil {
		return nil, broken(err)
	}
	if len(text) > maxManifest {
		return nil, fmt.Errorf("%w: its manifest is too long", ErrAltered)
	}
	m := &Manifest{}
	if err := parse(text, m, &m.Format); err != nil {
		return nil, err
	}
	if _, err := archive.Next(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows the manifest", errors.Join(ErrAltered, err))
	}
	// To the end of the compressed stream, whose last word is a checksum.
	if n, err := io.Copy(io.Discard, unpacked); err != nil {
		return nil, broken(err)
	} else if n > 0 {
		return nil, fmt.Errorf("%w: something follows the archive", ErrAltered)
	}
	return m, nil
}

// broken says of an error while reading what it means.
func broken(err error) error {
	switch {
	case errors.Is(err, ErrAltered):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: %w", ErrCut, io.ErrUnexpectedEOF)
	case errors.Is(err, tar.ErrHeader):
		return fmt.Errorf("%w: %w", ErrAltered, err)
	}
	return err
}
