package bulletins

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/width"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/web/page"
)

// What is read of a form, in bytes, and how long a name may be, in characters.
const (
	maxForm = 64 << 10
	maxName = 100
)

// Answer is what an issue is answered with.
type Answer struct {
	Issue   archive.Issue `json:"issue"`
	Receipt model.Receipt `json:"receipt"`
}

// issue issues a bulletin: the fields number, signer, corrects, as_of and by of
// the form, and kind, lang and region as for a draft.
func (d *Desk) issue(c *gin.Context) {
	if d.Committer == nil {
		c.Header("Allow", "GET, HEAD")
		page.Refusal{Status: http.StatusMethodNotAllowed, Code: "read_only", Text: model.Text{
			ZH: "这里只供查阅，不能印发", EN: "this jindu only reads: bulletins are issued at the one that has the ledger",
		}}.JSON(c)
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	w, wrong := d.read(c)
	var answer Answer
	if wrong == nil {
		answer, wrong = d.issued(c, w)
	}
	switch {
	case wrong != nil && wantsJSON(c):
		wrong.JSON(c)
	case wrong != nil:
		d.one.Refuse(c, w.Asked, *wrong)
	case wantsJSON(c):
		c.JSON(http.StatusCreated, answer)
	default:
		c.Redirect(http.StatusSeeOther, w.To(c.Request.URL.Path, "kind", answer.Issue.Kind, "number", answer.Issue.Number, "time", "", "as_of", ""))
	}
}

func wantsJSON(c *gin.Context) bool {
	return strings.Contains(c.GetHeader("Accept"), "application/json")
}

// issued makes the bulletin, keeps it and tells the ledger.
func (d *Desk) issued(c *gin.Context, w wanted) (a Answer, wrong *page.Refusal) {
	ctx := c.Request.Context()
	now := d.kit.Clock().In(d.kit.Zone).Truncate(time.Millisecond)
	if w.AsOf.IsZero() {
		w.AsOf = now
	}
	edition := bulletin.Edition{
		Number: width.Narrow.String(strings.TrimSpace(w.number)), Date: now, Signer: strings.TrimSpace(c.PostForm("signer")), Corrects: strings.TrimSpace(c.PostForm("corrects")),
	}
	by := strings.TrimSpace(c.PostForm("by"))
	if name, _, ok := c.Request.BasicAuth(); ok && name != "" {
		by = name
	}
	if wrong := cmp.Or(name("signer", edition.Signer), name("by", by), d.check(ctx, w, &edition, now)); wrong != nil {
		return a, wrong
	}
	i, contents, err := d.make(ctx, w, edition, now)
	if err != nil {
		return a, d.failed(ctx, err)
	}
	if err := d.Archive.Put(&i, contents); errors.Is(err, archive.ErrTaken) {
		return a, taken(edition.Number, now.Year())
	} else if err != nil {
		return a, d.failed(ctx, err)
	}
	receipt, err := d.tell(ctx, i, by)
	if err != nil {
		return a, d.failed(ctx, errors.Join(err, d.Archive.Drop(i)))
	}
	return Answer{i, receipt}, nil
}

// name refuses what is no name of a person.
func name(field, text string) *page.Refusal {
	strange := func(r rune) bool { return !unicode.IsPrint(r) }
	if utf8.RuneCountInString(text) <= maxName && !strings.ContainsFunc(text, strange) {
		return nil
	}
	return page.Bad(model.Text{
		ZH: fmt.Sprintf("%s：应为一行，不超过%d个字", field, maxName), EN: fmt.Sprintf("%s: want one line of at most %d characters", field, maxName),
	})
}

// check refuses what can't be issued, and fills the edition in.
func (d *Desk) check(ctx context.Context, w wanted, e *bulletin.Edition, now time.Time) *page.Refusal {
	if err := archive.CheckNumber(e.Number); err != nil {
		return page.Bad(said(err))
	}
	if w.period.Start(d.kit.Zone).After(now) {
		return page.Bad(model.Text{
			ZH: "期间 " + w.period.String() + " 还没有开始，不能印发", EN: "period: " + w.period.String() + " has not begun and can't be issued yet",
		})
	}
	if w.AsOf.After(now) {
		return page.Bad(model.Text{
			ZH: "as_of：不能晚于现在：以后还会知道什么，现在无从固定", EN: "as_of: want no later than now: what will be known then can't be frozen",
		})
	}
	all, err := d.statements(ctx)
	if err != nil {
		return d.failed(ctx, err)
	}
	has := func(number string) bool {
		return slices.ContainsFunc(all, func(s statement) bool {
			return s.Region == w.of.Code && s.Kind == string(w.kind) && s.Year == now.Year() && s.Number == number
		})
	}
	if has(e.Number) {
		return taken(e.Number, now.Year())
	}
	if e.Corrects != "" && !has(e.Corrects) {
		return page.Bad(model.Text{
			ZH: "corrects：本年没有印发过 " + e.Corrects + " 号", EN: "corrects: no " + e.Corrects + " was issued this year",
		})
	}
	paper := bulletin.Edition{Date: now}
	if err := d.paper(ctx, w, &paper); err != nil {
		return d.failed(ctx, err)
	}
	if paper.Number == e.Number {
		e.Copies = paper.Copies
	}
	return nil
}

func taken(number string, year int) *page.Refusal {
	y := model.NewYear(year).String()
	return &page.Refusal{Status: http.StatusConflict, Code: "number_taken", Text: model.Text{
		ZH: y + "年的 " + number + " 号已经印发，不能覆盖；更正请用新号，并用 corrects 写明所更正的号",
		EN: "number " + number + " of " + y + " is issued, and never overwritten; a correction takes a new number and names this one as corrects",
	}}
}

// make writes the files of an issue.
func (d *Desk) make(ctx context.Context, w wanted, e bulletin.Edition, now time.Time) (i archive.Issue, contents map[string][]byte, err error) {
	o := w.order(d.kit.Zone, d.Office, w.AsOf)
	template := d.Templates.Text(w.kind, w.Lang)
	title, contents, err := d.render(ctx, o, e, template, d.style)
	if err != nil {
		return i, nil, err
	}
	contents[archive.Template], contents[archive.Style] = []byte(template), []byte(d.style)
	return archive.Issue{
		Bulletin: model.Bulletin{
			Kind: string(w.kind), Number: e.Number, Year: now.Year(), Period: w.period, AsOf: w.AsOf, Issued: now,
			Signer: cmp.Or(e.Signer, d.Office.Signer), Lang: w.Lang, Title: title, Corrects: e.Corrects,
		},
		Region: w.of.Code, Only: w.only, Edition: e, Office: d.Office, Version: d.kit.Version,
	}, contents, nil
}

// render writes a bulletin in all its formats.
func (d *Desk) render(
	ctx context.Context, o bulletin.Order, e bulletin.Edition, template, style string,
) (title string, contents map[string][]byte, err error) {
	f, err := d.gather(ctx, o, o.AsOf)
	if err != nil {
		return "", nil, err
	}
	document, err := bulletin.Write(o, f, e, template)
	if err != nil {
		return "", nil, err
	}
	html, err := document.HTML(style)
	if err != nil {
		return "", nil, err
	}
	var book bytes.Buffer
	if err := document.XLSX(&book); err != nil {
		return "", nil, err
	}
	return document.Title, map[string][]byte{
		archive.Markdown: document.Markdown(), archive.HTML: html, archive.XLSX: book.Bytes(),
	}, nil
}

// tell states to the ledger that it was issued.
func (d *Desk) tell(ctx context.Context, i archive.Issue, by string) (model.Receipt, error) {
	record, err := model.NewRecord(model.KindBulletin, i.Region, i.ID(), i.Issued.Truncate(time.Second), i.Bulletin)
	if err != nil {
		return model.Receipt{}, err
	}
	return d.Committer.Commit(ctx, model.Submission{By: cmp.Or(by, i.Signer), Source: "http", Records: []model.Record{record}})
}

// failed is why something could not be done.
func (d *Desk) failed(ctx context.Context, err error) *page.Refusal {
	switch {
	case errors.Is(err, model.ErrDiskFull):
		return &page.Refusal{Status: http.StatusInsufficientStorage, Code: "disk_full", Text: model.Text{ZH: "服务器磁盘已满", EN: "the server's disk is full"}}
	case errors.Is(err, archive.ErrNotKept):
		d.kit.Logger.Error("bulletin", "err", err)
		return &page.Refusal{Status: http.StatusInternalServerError, Code: "not_kept", Text: model.Text{
			ZH: "没有印发：文件写不进数据目录，详见日志", EN: "it is not issued: its files can't be written to the data folder; see the log",
		}}
	case errors.Is(err, archive.ErrAltered):
		d.kit.Logger.Error("bulletin", "err", err)
		return &page.Refusal{Status: http.StatusInternalServerError, Code: "altered", Text: model.Text{
			ZH: "印发的文件与印发时不同，不再出示，详见日志", EN: "the file is not as it was issued and is not shown; see the log",
		}}
	}
	var spoken *model.Fault
	if errors.As(err, &spoken) {
		return &page.Refusal{Status: http.StatusUnprocessableEntity, Code: "bad_template", Text: said(spoken)}
	}
	refusal := d.kit.Undrawn(ctx, "bulletin", err)
	return &refusal
}
