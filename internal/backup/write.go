package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"jindu/internal/model"
)

// Ledger copies itself.
type Ledger interface {
	// Checkpoint copies the ledger into a folder that is not there yet, and
	// says how far the copy goes.
	Checkpoint(ctx context.Context, dir string) (model.LedgerStats, error)
	// Spare is an error where the disk is too full for a backup to go on.
	Spare() error
}

// A Source is what a backup is made of.
type Source struct {
	Data    string // The data folder; the ledger's copy is put there for a while.
	Ledger  Ledger
	Version string
	Clock   func() time.Time
}

// temporary is how the folders begin that the copy is put into.
const temporary = ".backup-"

// Clean removes what a backup left behind that was killed. Only who holds the
// ledger may call it, and not while a backup is made.
func Clean(data string) error {
	left, err := filepath.Glob(filepath.Join(data, temporary+"*"))
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}

// Write makes a backup. What was written is none unless it gives no error.
// Errors, by errors.Is: model.ErrDiskFull, model.ErrClosed.
func (s Source) Write(ctx context.Context, w io.Writer) (m *Manifest, err error) {
	dir, err := os.MkdirTemp(s.Data, temporary)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for _, folder := range stateFolders() { // Before the ledger.
		if err := copyTree(ctx, filepath.Join(s.Data, folder), filepath.Join(dir, folder)); err != nil {
			return nil, fmt.Errorf("backup: %w", err)
		}
	}
	stats, err := s.Ledger.Checkpoint(ctx, filepath.Join(dir, ledgerFolder))
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	m = &Manifest{
		Format: Format, Ledger: stats.ID, Commit: stats.Commits, Sequence: stats.Sequence, Series: stats.Series,
		Committed: stats.Newest, Version: s.Version, Made: s.Clock(),
	}
	if err := s.pack(ctx, w, dir, m); err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return m, nil
}

// pack writes the archive.
func (s Source) pack(ctx context.Context, w io.Writer, dir string, m *Manifest) error {
	compressed, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	p := &packer{ctx: ctx, tar: tar.NewWriter(compressed), manifest: m, spare: s.Ledger.Spare}
	files := filepath.Join(s.Data, filesFolder)
	bytes := treeBytes(dir) + treeBytes(files)
	err = p.text(headName, Head{Format: Format, Bytes: bytes})
	for _, folder := range append(stateFolders(), ledgerFolder) {
		if err == nil {
			err = p.tree(filepath.Join(dir, folder), folder)
		}
	}
	if err == nil {
		err = p.tree(files, filesFolder)
	}
	if err == nil {
		err = p.text(manifestName, m)
	}
	if err != nil {
		return err // What was written stays without its end.
	}
	return errors.Join(p.tar.Close(), compressed.Close())
}

// A packer writes files into an archive and notes them in its manifest.
type packer struct {
	ctx      context.Context //nolint:containedctx // Lives for one archive.
	tar      *tar.Writer
	manifest *Manifest
	spare    func() error
}

func (p *packer) text(name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := p.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text)), ModTime: p.manifest.Made}); err != nil {
		return err
	}
	_, err = p.tar.Write(text)
	return err
}

// tree adds every file below a folder. A folder or file that goes away
// meanwhile is left out: so do refused uploads that newer ones push out.
func (p *packer) tree(from, to string) error {
	return walk(from, func(file, name string) error {
		if err := errors.Join(p.ctx.Err(), p.spare()); err != nil {
			return err
		}
		name = path.Join(to, name)
		if !inside(name) {
			return fmt.Errorf("%s has a name that no other system may take", file)
		}
		err := p.file(file, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

func (p *packer) file(from, to string) (err error) {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if err := p.tar.WriteHeader(&tar.Header{Name: to, Mode: 0o640, Size: size, ModTime: info.ModTime()}); err != nil {
		return err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(p.tar, hash), io.LimitReader(reader{p.ctx, f}, size))
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("%s became shorter while it was read", from)
	}
	p.manifest.Files = append(p.manifest.Files, File{Path: to, Size: size, SHA256: hex.EncodeToString(hash.Sum(nil))})
	return nil
}

// A reader stops when its context ends.
type reader struct {
	ctx context.Context //nolint:containedctx // Lives for one file.
	io.Reader
}

// Read reads unless the context has ended.
func (r reader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(b)
}
