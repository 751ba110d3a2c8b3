package delivery

import (
	"errors"
	"math/rand/v2"
	"os"

	"github.com/cockroachdb/pebble/v2/vfs"
)

var errDisk = errors.New("disk")

func rng() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// failing is a file system on which one step fails: making, writing, syncing or
// closing a file, renaming it, or syncing its folder.
type failing struct {
	vfs.FS
	at     int // The step that fails, from 1.
	failed bool
}

func (f *failing) step() error {
	if f.at--; f.at == 0 {
		f.failed = true
		return errDisk
	}
	return nil
}

func (f *failing) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	file, err := f.FS.Create(name, c)
	return &failingFile{file, f}, err
}

func (f *failing) OpenDir(name string) (vfs.File, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	file, err := f.FS.OpenDir(name)
	return &failingFile{file, f}, err
}

func (f *failing) Rename(from, to string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.FS.Rename(from, to)
}

func (f *failing) MkdirAll(dir string, mode os.FileMode) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.FS.MkdirAll(dir, mode)
}

type failingFile struct {
	vfs.File
	fs *failing
}

func (f *failingFile) Write(p []byte) (int, error) {
	if err := f.fs.step(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, err
	}
	return f.File.Write(p)
}

func (f *failingFile) Sync() error {
	if err := f.fs.step(); err != nil {
		return err
	}
	return f.File.Sync()
}
