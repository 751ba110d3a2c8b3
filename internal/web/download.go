package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Where whole ledgers are handed out.
const (
	BackupPath = "/api/jindu/v1/backup"
	ExportPath = "/api/jindu/v1/export"
)

// A Download is a large file that is made while it is sent.
type Download struct {
	Type string // Of its content.
	Name string // What a browser would save it as.
	// Write makes it. What it has written when it gives an error is no file,
	// and whoever reads it can tell.
	Write func(ctx context.Context, query url.Values, w io.Writer) error
}

// Downloads hand whole ledgers out, one at a time.
type Downloads struct {
	backup, export Download
	logger         *slog.Logger
	busy           chan struct{}
	stopped        chan struct{}
}

// NewDownloads makes them; nothing runs until they are asked for.
func NewDownloads(backup, export Download, logger *slog.Logger) *Downloads {
	return &Downloads{
		backup: backup, export: export, logger: logger,
		busy: make(chan struct{}, 1), stopped: make(chan struct{}),
	}
}

// Register routes them. They are asked for by POST, though nothing is changed:
// making one is work, which a page of another site must not start; and a Grafana
// passes on whatever its readers GET of a data source, but no POST of this kind.
func (s *Downloads) Register(r gin.IRouter) {
	r.POST(BackupPath, s.download(s.backup))
	r.POST(ExportPath, s.download(s.export))
}

// Run ends what is under way when its context ends: whoever stops jindu does
// not wait for a slow download. It is called once.
func (s *Downloads) Run(ctx context.Context) error {
	<-ctx.Done()
	close(s.stopped)
	return nil
}

// download sends one at a time.
func (s *Downloads) download(d Download) gin.HandlerFunc {
	return func(c *gin.Context) {
		select {
		case s.busy <- struct{}{}:
			defer func() { <-s.busy }()
		default:
			c.Header("Retry-After", "60")
			sayWhy(c, http.StatusServiceUnavailable, "busy", model.Text{
				ZH: "另一份正在生成，请稍后再试", EN: "another one is being made: try again later",
			})
			return
		}
		s.send(c, d)
	}
}

func (s *Downloads) send(c *gin.Context, d Download) {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	go func() {
		select {
		case <-s.stopped:
			cancel()
		case <-ctx.Done():
		}
	}()
	w := &sentWriter{Writer: c.Writer}
	c.Header("Content-Type", d.Type)
	c.Header("Content-Disposition", `attachment; filename="`+d.Name+`"`)
	c.Header("Cache-Control", "no-store")
	err := d.Write(ctx, c.Request.URL.Query(), w)
	if err == nil {
		return
	}
	var asked *AskedError
	if !errors.As(err, &asked) {
		s.logger.Error("a download was not finished", "path", c.Request.URL.Path, "sent_bytes", w.sent, "err", err)
	}
	if w.sent == 0 {
		c.Writer.Header().Del("Content-Disposition")
		failed(c, err)
	}
}

func failed(c *gin.Context, err error) {
	var asked *AskedError
	switch {
	case errors.As(err, &asked):
		sayWhy(c, http.StatusBadRequest, "bad_request", asked.Text)
	case errors.Is(err, model.ErrDiskFull):
		sayWhy(c, http.StatusInsufficientStorage, "disk_full", model.Text{
			ZH: "账本所在磁盘空间不足", EN: "the ledger's disk is too full",
		})
	default:
		sayWhy(c, http.StatusInternalServerError, "internal", model.Text{ZH: "内部错误，详见日志", EN: "internal error; the log says more"})
	}
}

// An AskedError says what is wrong with what was asked for.
type AskedError struct{ model.Text }

// Error says it in English.
func (e *AskedError) Error() string { return e.EN }

func sayWhy(c *gin.Context, status int, code string, message model.Text) {
	text, err := json.Marshal(map[string]any{"error": map[string]any{"code": code, "message": message}})
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	c.Data(status, "application/json; charset=utf-8", text)
}

// A sentWriter counts what was sent.
type sentWriter struct {
	io.Writer

	sent int64
}

// Write sends a part.
func (w *sentWriter) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	w.sent += int64(n)
	return n, err
}
