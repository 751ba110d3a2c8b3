package backup

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// walk calls do with every regular file below a folder and its path below it,
// with slashes. What is half written is passed by: its name begins with a dot.
// A missing folder has no files.
func walk(dir string, do func(file, name string) error) error {
	return filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		if file != dir && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		return do(file, filepath.ToSlash(name))
	})
}

// treeBytes is the size of all files below a folder, as far as can be seen.
func treeBytes(dir string) (sum int64) {
	_ = walk(dir, func(file, _ string) error {
		if info, err := os.Stat(file); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}

// copyTree copies every file below a folder.
func copyTree(ctx context.Context, from, to string) error {
	return walk(from, func(file, name string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := copyFile(file, filepath.Join(to, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
