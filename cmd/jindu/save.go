package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	jindu "jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// saveFile has a file written beside where it belongs, for its owner alone,
// and moves it there when it is whole. One that is there is somebody's.
func saveFile(name string, force bool, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".part-") // Mode 0600.
	if err != nil {
		return badInput{model.Faultf("写 %s：其文件夹要已存在且可写：%w", "write %s: want a folder that is there and can be written: %w", name, cause(err))}
	}
	defer func() { _ = os.Remove(f.Name()) }() // Where it was moved, there is nothing to remove.
	err = write(f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := free(name, force); err != nil { // It may have come meanwhile.
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

// cause is what is wrong with a file, without the name of the file: the one
// that is written beside is nobody's concern.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// free tells whether a file may be written.
func free(name string, force bool) error {
	if _, err := os.Lstat(name); err == nil && !force {
		return badf("%s 已经存在；要覆盖它，请加 --force", "%s is there already; to overwrite it, say --force", name)
	}
	return nil
}

func syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	_ = d.Sync() // Some systems can't sync a folder; the file is synced.
	return d.Close()
}

func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, badInput{err}
	}
	return f, nil
}

// openLedger opens a ledger that is there and that nobody uses.
func (t *target) openLedger(env *environment) (*jindu.Config, *pebble.Ledger, error) {
	if t.both {
		return nil, nil, errBoth()
	}
	c, err := t.configuration()
	if err != nil {
		return nil, nil, err
	}
	l, err := pebble.Open(env.ctx, pebble.Options{
		Dir: filepath.Join(c.Data, "ledger"), MustExist: true, Clock: env.clock, Zone: c.Zone(), Logger: env.logger,
	})
	if errors.Is(err, model.ErrNoLedger) {
		return nil, nil, errNoLedger(c.Data)
	}
	if err != nil {
		return nil, nil, badInput{err}
	}
	return c, l, nil
}

// download asks a server for a file that it makes while it sends.
func (t *target) download(env *environment, path string, query url.Values) (io.ReadCloser, error) {
	c, err := t.open(env, false)
	if err != nil {
		return nil, err
	}
	u := c.base.JoinPath(path)
	u.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(env.ctx, http.MethodPost, u.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, model.Faultf("连不上 jindu：%w", "reach jindu: %w", err)
	}
	if response.StatusCode == http.StatusOK {
		return response.Body, nil
	}
	return nil, errors.Join(c.refusal(response), response.Body.Close())
}

// refusal is why a server sent no file.
func (c *client) refusal(response *http.Response) error {
	if response.StatusCode == http.StatusUnauthorized {
		return badf("%s 需要用户名和密码：请用 --http-config 提供", "%s asks for a name and password: give them with --http-config", c.base)
	}
	var answer struct {
		Error *answeredError `json:"error"`
	}
	err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&answer)
	if err != nil || answer.Error == nil {
		return fmt.Errorf("%s answered %s, not as a jindu does", c.base, response.Status)
	}
	if response.StatusCode < http.StatusInternalServerError {
		return badInput{answer.Error}
	}
	return answer.Error
}

// produce reads what another goroutine writes. Closing ends it and waits.
func produce(ctx context.Context, write func(context.Context, io.Writer) error) io.ReadCloser {
	ctx, cancel := context.WithCancel(ctx)
	r, w := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.CloseWithError(write(ctx, w))
	}()
	return &produced{PipeReader: r, end: func() { cancel(); <-done }}
}

type produced struct {
	*io.PipeReader
	end func()
}

// Close ends the writing.
func (p *produced) Close() error {
	err := p.PipeReader.Close()
	p.end()
	return err
}

// bytesBar counts bytes on a terminal, and does nothing in a pipe.
type bytesBar struct {
	w    io.Writer
	name string
	bar  *progressbar.ProgressBar
}

func newBytesBar(w io.Writer, name string) *bytesBar { return &bytesBar{w: w, name: name} }

// Begin says how many bytes there will be, about.
func (b *bytesBar) Begin(bytes int64) {
	b.end()
	if isTerminal(b.w) {
		b.bar = progressbar.NewOptions64(bytes, progressbar.OptionSetWriter(b.w), progressbar.OptionShowBytes(true),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(b.name),
			progressbar.OptionThrottle(100*time.Millisecond))
	}
}

// Write counts.
func (b *bytesBar) Write(p []byte) (int, error) {
	if b.bar != nil {
		_ = b.bar.Add64(int64(len(p))) // A bar that can't be drawn is no reason to stop.
	}
	return len(p), nil
}

func (b *bytesBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar = nil
	}
}

func errBoth() error {
	return bad("--data 和 --server 只能指明一个", "want --data or --server, not both")
}
