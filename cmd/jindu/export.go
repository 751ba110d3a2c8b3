package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"jindu/internal/export"
	"jindu/internal/model"
	"jindu/internal/web"
)

// exportCommand writes all that a ledger knows in open formats.
type exportCommand struct {
	target

	To    string `arg:"" help:"Folder to make, or a file whose name ends in .zip." placeholder:"DIR|FILE.zip"`
	AsOf  string `help:"Only what was known then." placeholder:"T"`
	Force bool   `help:"Overwrite the zip file where it is there."`
}

// Run writes the export whole or not at all.
func (e *exportCommand) Run(env *environment) error {
	if err := e.check(); err != nil {
		return err
	}
	from, err := e.source(env)
	if err != nil {
		return err
	}
	defer from.Close() //nolint:errcheck // What it has to say came with what was read.
	if e.zipped() {
		err = e.asFile(from)
	} else {
		err = e.asFolder(from)
	}
	if err != nil {
		return err
	}
	text := model.Text{ZH: "%s：已导出，各文件的说明在其中的 README.md", EN: "%s: exported; README.md in it says what is where"}
	_, err = fmt.Fprintf(env.stdout, text.In(env.lang)+"\n", e.To)
	return err
}

func (e *exportCommand) zipped() bool { return strings.EqualFold(filepath.Ext(e.To), ".zip") }

func (e *exportCommand) check() error {
	if e.zipped() {
		return free(e.To, e.Force)
	}
	if _, err := os.Lstat(e.To); err == nil {
		return badf("%s 已经存在，请另取一个名字", "%s is there already: want another name", e.To)
	}
	return nil
}

func (e *exportCommand) source(env *environment) (io.ReadCloser, error) {
	if e.Server != "" {
		return e.download(env, web.ExportPath, url.Values{"as_of": {e.AsOf}})
	}
	c, l, err := e.openLedger(env)
	if err != nil {
		return nil, err
	}
	asOf, err := asOfTime(e.AsOf, c.Zone())
	if err != nil {
		return nil, errors.Join(badInput{err}, l.Close())
	}
	return produce(env.ctx, func(ctx context.Context, w io.Writer) error {
		err := export.Write(ctx, w, exportOptions(c.Data, l, asOf, c.Zone(), env.clock))
		return errors.Join(err, l.Close())
	}), nil
}

// asFile writes the archive. One that was cut off lacks its table of contents.
func (e *exportCommand) asFile(from io.Reader) error {
	return saveFile(e.To, e.Force, func(w io.Writer) error {
		if _, err := io.Copy(w, from); err != nil {
			return err
		}
		f, ok := w.(*os.File)
		if !ok {
			return errors.New("an export is read again from its file")
		}
		_, err := openZip(f)
		return err
	})
}

func openZip(f *os.File) (*zip.Reader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, fmt.Errorf("the export was cut off: %w", err)
	}
	return archive, nil
}

// asFolder unpacks the archive beside the folder and moves it there.
func (e *exportCommand) asFolder(from io.Reader) (err error) {
	parent := filepath.Dir(filepath.Clean(e.To))
	if err := os.MkdirAll(parent, 0o750); err != nil {
		return badInput{err}
	}
	dir, err := os.MkdirTemp(parent, ".export-")
	if err != nil {
		return badInput{err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	packed, err := os.Create(filepath.Join(dir, "export.zip"))
	if err != nil {
		return err
	}
	defer packed.Close() //nolint:errcheck // It goes away with its folder.
	if _, err := io.Copy(packed, from); err != nil {
		return err
	}
	archive, err := openZip(packed)
	if err != nil {
		return err
	}
	unpacked := filepath.Join(dir, "export")
	for _, f := range archive.File {
		if err := extract(f, unpacked); err != nil {
			return err
		}
	}
	return os.Rename(unpacked, e.To)
}

// extract writes one file of an archive, which can't leave its folder.
func extract(f *zip.File, dir string) (err error) {
	if !filepath.IsLocal(f.Name) {
		return fmt.Errorf("the export holds %q, which lies outside it", f.Name)
	}
	name := filepath.Join(dir, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return err
	}
	content, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, io.LimitReader(content, int64(f.UncompressedSize64)+1))
	return errors.Join(err, out.Close())
}
