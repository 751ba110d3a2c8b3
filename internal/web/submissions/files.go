package submissions

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// fileLink is where a file of an upload is: by its place among them, for its
// name was chosen by a stranger.
func fileLink(of string, n int) string { return of + "/files/" + strconv.Itoa(n) }

// errNoFile says that a file is not there.
var errNoFile = &Failure{Status: http.StatusNotFound, Code: "not_kept", Text: model.Text{
	ZH: "没有留存这个文件", EN: "this file is not kept",
}}

// serveOriginal hands out a file of a receipt.
func (p *pages) serveOriginal(c *gin.Context) {
	p.hand(c, p.receipt, func(n int) (string, io.ReadSeekCloser, error) {
		r, err := p.Receipts.Receipt(c.Request.Context(), c.Param("id"))
		if err != nil {
			return "", nil, err
		}
		names, err := p.Desk.Originals(r.Hash)
		if err != nil || n >= len(names) {
			return "", nil, errors.Join(err, errNoFile)
		}
		f, err := p.Desk.Original(r.Hash, names[n])
		return names[n], f, err
	})
}

// serveRefusedFile hands out a file of a refused upload.
func (p *pages) serveRefusedFile(c *gin.Context) {
	p.hand(c, p.refusal, func(n int) (string, io.ReadSeekCloser, error) {
		r, err := p.Desk.Refusal(c.Param("hash"))
		if err != nil || n >= len(r.Files) {
			return "", nil, errors.Join(err, errNoFile)
		}
		f, err := p.Desk.RefusedFile(r.Hash, r.Files[n])
		return r.Files[n], f, err
	})
}

// hand hands out the file whose number is asked for, to be saved and never
// shown: it is whatever somebody sent.
func (p *pages) hand(c *gin.Context, t *page.Template, open func(n int) (string, io.ReadSeekCloser, error)) {
	a, _ := p.asked(c)
	n, err := strconv.ParseUint(c.Param("n"), 10, 16)
	if err != nil {
		p.failed(c, t, a, errNoFile)
		return
	}
	name, f, err := open(int(n))
	if err != nil {
		p.failed(c, t, a, err)
		return
	}
	defer f.Close() //nolint:errcheck // It was only read.
	attachment(c, "application/octet-stream", name)
	c.Header("Cache-Control", "private, no-store")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f)
}

// attachment says that what follows is to be saved under a name.
func attachment(c *gin.Context, kind, name string) {
	c.Header("Content-Type", kind)
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Content-Security-Policy", "default-src 'none'; sandbox")
	c.Header("Content-Disposition", `attachment; filename*=UTF-8''`+url.PathEscape(name))
}

// serveTemplate hands out the blank workbook.
func (p *pages) serveTemplate(c *gin.Context) {
	lang := page.Language(c.Request)
	var book bytes.Buffer
	if err := p.Template(&book, lang); err != nil {
		p.kit.Logger.Error("blank workbook", "err", err)
		c.String(http.StatusInternalServerError, "%s\n", page.Undrawn.In(lang))
		return
	}
	c.Writer.Header().Add("Vary", "Accept-Language")
	attachment(c, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		model.Text{ZH: "报送模板.xlsx", EN: "jindu-template.xlsx"}.In(lang))
	c.Header("Cache-Control", "no-cache")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(book.Bytes()))
}
