package bulletins

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/web/page"
)

// shown is a bulletin on its page.
type shown struct {
	Kind      bulletin.Kind
	Period    string
	Article   template.HTML
	Style     template.CSS
	Issue     *archive.Issue // Nil of a draft.
	Verified  *Verification  // Where it was asked for.
	Revisions []bulletin.Revision
	Issued    []statement // Of the same kind and period.
	CanIssue  bool
	Signer    string
	Before    string // Periods beside it.
	After     string
}

// Kinds are the tabs.
func (shown) Kinds() []bulletin.Kind { return bulletin.Kinds() }

// serve answers with a draft or an issued bulletin, on a page or as a file.
func (d *Desk) serve(c *gin.Context) {
	w, wrong := d.read(c)
	if wrong == nil {
		wrong = d.answer(c, w)
	}
	switch {
	case wrong == nil:
	case w.Asked.Query.Get("format") != "" || wantsJSON(c):
		wrong.JSON(c)
	default:
		d.one.Refuse(c, w.Asked, *wrong)
	}
}

func (d *Desk) answer(c *gin.Context, w wanted) *page.Refusal {
	format := c.Query("format")
	if _, ok := types[format]; !ok && format != "" && format != "json" {
		return page.Bad(model.Text{ZH: "format：应为 html、md 或 xlsx", EN: "format: want html, md or xlsx"})
	}
	if w.number != "" {
		return d.frozen(c, w, format)
	}
	if format == "json" {
		return page.Bad(model.Text{ZH: "format：json 只用于已印发的，请写明 number", EN: "format: json is for issued ones: name the number"})
	}
	document, err := d.draft(c.Request.Context(), w)
	if err != nil {
		return d.failed(c.Request.Context(), err)
	}
	if format != "" {
		return d.file(c, w, format, document)
	}
	content, wrong := d.content(c, w)
	if wrong != nil {
		return wrong
	}
	if content.Article, err = document.Article(); err != nil {
		return d.failed(c.Request.Context(), err)
	}
	content.Signer = d.Office.Signer
	d.one.Write(c, w.Asked, title(w), content)
	return nil
}

func title(w wanted) model.Text {
	name := w.kind.Name()
	return model.Text{ZH: name.ZH + " " + w.period.String(), EN: w.period.String() + ", " + name.EN}
}

// content is what the page has beside the bulletin itself.
func (d *Desk) content(c *gin.Context, w wanted) (shown, *page.Refusal) {
	s := shown{
		Kind: w.kind, Period: w.period.String(), Style: template.CSS(d.style), //nolint:gosec // It is the program's own.
		CanIssue: d.Committer != nil, Before: w.period.Add(-1).String(), After: w.period.Add(1).String(),
	}
	all, err := d.statements(c.Request.Context())
	if err != nil {
		return s, d.failed(c.Request.Context(), err)
	}
	for _, one := range all {
		if one.Kind == string(w.kind) && one.Period == w.period && one.Region == w.of.Code {
			s.Issued = append(s.Issued, one)
		}
	}
	return s, nil
}

// file hands a draft out.
func (d *Desk) file(c *gin.Context, w wanted, format string, document bulletin.Document) *page.Refusal {
	var content []byte
	var err error
	switch format {
	case "md":
		content = document.Markdown()
	case "html":
		content, err = document.HTML(d.style)
	default:
		var book bytes.Buffer
		err = document.XLSX(&book)
		content = book.Bytes()
	}
	if err != nil {
		return d.failed(c.Request.Context(), err)
	}
	send(c, w, format, content)
	return nil
}

func send(c *gin.Context, w wanted, format string, content []byte) {
	if format != "html" {
		name := string(w.kind) + "-" + w.period.String() + "." + format
		c.Header("Content-Disposition", `attachment; filename*=UTF-8''`+url.PathEscape(name))
	}
	c.Header("Cache-Control", "no-cache")
	c.Header("Vary", "Accept-Language")
	c.Data(http.StatusOK, types[format].kind, content)
}

// frozen answers with an issued bulletin, from its file.
func (d *Desk) frozen(c *gin.Context, w wanted, format string) *page.Refusal {
	ctx := c.Request.Context()
	i, wrong := d.find(ctx, w)
	if wrong != nil {
		return wrong
	}
	w.kind, w.period = bulletin.Kind(i.Kind), i.Period
	var verified *Verification
	if c.Query("verify") != "" {
		v, wrong := d.verify(ctx, i)
		if wrong != nil {
			return wrong
		}
		if format != "" || !strings.Contains(c.GetHeader("Accept"), "text/html") {
			c.JSON(http.StatusOK, v)
			return nil
		}
		verified = &v
	}
	if format == "json" {
		c.JSON(http.StatusOK, i)
		return nil
	}
	if format != "" {
		content, err := d.Archive.File(i, types[format].name)
		if err != nil {
			return d.failed(ctx, err)
		}
		send(c, w, format, content)
		return nil
	}
	document, err := d.Archive.File(i, archive.HTML)
	if err != nil {
		return d.failed(ctx, err)
	}
	style, err := d.Archive.File(i, archive.Style)
	if err != nil {
		return d.failed(ctx, err)
	}
	content, wrong := d.content(c, w)
	if wrong != nil {
		return wrong
	}
	content.Issue, content.Article, content.Style = &i, article(document), template.CSS(style) //nolint:gosec // Likewise.
	content.Verified = verified
	if content.Revisions, wrong = d.revisions(ctx, i, w.Lang); wrong != nil {
		return wrong
	}
	d.one.Write(c, w.Asked, title(w), content)
	return nil
}
