package submissions

import (
	"embed"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

//go:embed templates
var files embed.FS

// Path is where the pages are.
const Path = "/submissions"

// pages are all of them.
type pages struct {
	Options
	kit                                      *page.Kit
	list, receipt, refused, refusal, correct *page.Template
}

// New makes the pages.
func New(kit *page.Kit, o Options) (func(gin.IRouter), error) {
	p := &pages{Options: o, kit: kit}
	var err error
	for _, t := range []struct {
		to   **page.Template
		name string
	}{
		{&p.list, "list"}, {&p.receipt, "receipt"}, {&p.refused, "refused"}, {&p.refusal, "refusal"}, {&p.correct, "correct"},
	} {
		if *t.to, err = kit.Parse(files, "templates/parts.html", "templates/"+t.name+".html"); err != nil {
			return nil, err
		}
	}
	return p.register, nil
}

func (p *pages) register(r gin.IRouter) {
	read := func(path string, h gin.HandlerFunc) { r.Match([]string{http.MethodGet, http.MethodHead}, path, h) }
	read(Path, p.serveList)
	read(Path+"/:id", p.serveReceipt)
	read(Path+"/correct", p.serveCorrection)
	read("/template.xlsx", p.serveTemplate)
	if p.Desk == nil {
		return
	}
	read(Path+"/:id/files/:n", p.serveOriginal)
	read(Path+"/refused", p.serveRefusals)
	read(Path+"/refused/:hash", p.serveRefusal)
	read(Path+"/refused/:hash/files/:n", p.serveRefusedFile)
	r.POST(Path, p.submit)
	r.POST(Path+"/:id/withdrawal", p.withdraw)
	r.POST(Path+"/correct", p.takeCorrection)
}

// forPeople tells a request that wants a page, as browsers do: they name HTML
// first. What answers both says so to caches.
func forPeople(c *gin.Context) bool {
	c.Writer.Header().Add("Vary", "Accept")
	switch c.Query("format") {
	case "html", page.CSV, page.XLSX:
		return true
	case page.JSON:
		return false
	}
	first, _, _ := strings.Cut(c.GetHeader("Accept"), ",")
	kind, _, _ := strings.Cut(first, ";")
	kind = strings.TrimSpace(kind)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// asked reads what every page is asked for out of the address alone, whatever
// the names of a form's fields are.
func (p *pages) asked(c *gin.Context) (page.Asked, *page.Refusal) {
	whole := c.Request
	defer func() { c.Request = whole }()
	bare := *whole
	bare.Method, bare.Body, bare.Form, bare.PostForm, bare.MultipartForm = http.MethodGet, http.NoBody, nil, nil, nil
	c.Request = &bare
	return p.kit.Asked(c)
}

// limit is until when receipts are known to the reader; zero where all are.
func limit(a page.Asked) time.Time {
	switch {
	case a.Present:
		return time.Time{}
	case !a.AsOf.IsZero() && a.AsOf.Before(a.At):
		return a.AsOf
	}
	return a.At
}

// now is a page as of now, with parameters by pairs: what was just done is not
// known earlier.
func now(a page.Asked, path string, pairs ...string) string {
	return a.To(path, append([]string{"time", "", "as_of", "", "region", "", "only", ""}, pairs...)...)
}

// failed says why there is no page. What is not known here is told to the log only.
func (p *pages) failed(c *gin.Context, t *page.Template, a page.Asked, err error) {
	var failure *Failure
	switch {
	case errors.As(err, &failure):
		t.Refuse(c, a, page.Refusal{Status: failure.Status, Code: failure.Code, Text: failure.Text})
	case errors.Is(err, model.ErrNoReceipt):
		t.Refuse(c, a, *page.Missing("no_receipt", model.Text{
			ZH: "没有这个回执；应为收到过的回执编号，如 R000001", EN: "no such receipt: want the number of one that was given, such as R000001",
		}))
	default:
		t.Refuse(c, a, p.kit.Undrawn(c.Request.Context(), c.Request.URL.Path, err))
	}
}
