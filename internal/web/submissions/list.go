package submissions

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// perPage is how many receipts the list shows.
const perPage = 50

// listContent is what the list shows.
type listContent struct {
	Table         page.Table
	Total         uint64 // Receipts in all.
	Filter        filter
	Filtered      bool
	Newer, Older  string // Links; empty where there are none.
	Form          *uploadForm
	Outcome       *outcome
	RefusedLink   string
	CorrectLink   string
	Refused       int // Kept ones.
	RegionIgnored bool
}

// serveList shows the receipts, hands them out, or answers a program.
func (p *pages) serveList(c *gin.Context) {
	if !forPeople(c) {
		p.API.List(c)
		return
	}
	a, wrong := p.asked(c)
	format, unknown := a.Format(page.CSV, page.XLSX)
	if wrong == nil {
		wrong = unknown
	}
	f, unclear := newFilter(a.Query, p.kit.Zone)
	if wrong == nil {
		wrong = unclear
	}
	if wrong != nil {
		p.list.Refuse(c, a, *wrong)
		return
	}
	if format == page.HTML {
		p.showList(c, a, f, nil, nil)
		return
	}
	f.before = 0 // A table has no pages.
	rows, _, err := p.read(c.Request.Context(), f, limit(a), math.MaxInt)
	if err != nil {
		p.failed(c, p.list, a, err)
		return
	}
	name := model.Text{ZH: "回执", EN: "submissions"}.In(a.Lang)
	p.kit.Export(c, a, format, name, p.listing(a, true).Sheet(name, rows, a))
}

// showList draws the list, below what became of an upload where there was one.
func (p *pages) showList(c *gin.Context, a page.Asked, f filter, form *uploadForm, out *outcome) {
	rows, more, err := p.read(c.Request.Context(), f, limit(a), perPage)
	if err != nil {
		p.failed(c, p.list, a, err)
		return
	}
	content := listContent{
		Table: p.listing(a, false).Table(rows, a), Total: p.kit.Ledger.Stats().Commits, Filter: f,
		Filtered: f.narrows(), Outcome: out, RegionIgnored: a.Region.Code != "", CorrectLink: a.To(Path + "/correct"),
	}
	if more {
		content.Older = a.Here("before", strconv.FormatUint(rows[len(rows)-1].Number, 10))
	}
	if f.before > 0 {
		content.Newer = a.Here("before", "")
	}
	if p.Desk != nil {
		content.RefusedLink = a.To(Path + "/refused")
		if _, content.Refused, err = p.Desk.Refusals(0, 0); err != nil {
			p.kit.Logger.Warn("refused uploads", "err", err)
		}
		if content.Form = form; form == nil && a.Present {
			content.Form = p.uploadForm(c, a, Upload{})
		}
	}
	status := http.StatusOK
	if out != nil {
		status = out.Status
	}
	p.list.WriteStatus(c, status, a, model.Text{ZH: "报送", EN: "Submissions"}, content)
}

// A filter says which receipts are wanted.
type filter struct {
	Text, By, From, To, Withdrawn string // As they were written.
	Warned                        bool

	from, to time.Time
	before   uint64 // Number of the receipt below which to go on; zero begins with the newest.
}

func newFilter(query url.Values, zone *time.Location) (f filter, wrong *page.Refusal) {
	f = filter{
		Text: strings.TrimSpace(query.Get("q")), By: strings.TrimSpace(query.Get("by")),
		From: query.Get("from"), To: query.Get("to"), Withdrawn: query.Get("withdrawn"), Warned: query.Get("warnings") != "",
	}
	f.before, _ = strconv.ParseUint(query.Get("before"), 10, 64)
	for _, bound := range []struct {
		name, text string
		to         *time.Time
		days       int
	}{{"from", f.From, &f.from, 0}, {"to", f.To, &f.to, 1}} {
		if bound.text == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, bound.text, zone)
		if err != nil {
			return f, page.Bad(model.Text{
				ZH: bound.name + "：“" + bound.text + "” 应为日期，如 2020-09-08", EN: bound.name + `: "` + bound.text + `": want a day such as 2020-09-08`,
			})
		}
		*bound.to = day.AddDate(0, 0, bound.days)
	}
	return f, nil
}

// narrows tells that not all receipts are wanted.
func (f filter) narrows() bool {
	return f.Text != "" || f.By != "" || f.From != "" || f.To != "" || f.Withdrawn != "" || f.Warned
}

// matches tells a receipt that is wanted, but for its day.
func (f filter) matches(r model.Receipt) bool {
	switch {
	case f.Text != "" && !contains(f.Text, r.ID, r.By, r.File, r.Source, r.Reason, r.Withdraws, r.WithdrawnBy),
		f.By != "" && !contains(f.By, r.By),
		f.Warned && len(r.Warnings) == 0,
		f.Withdrawn == "yes" && r.WithdrawnBy == "",
		f.Withdrawn == "no" && (r.WithdrawnBy != "" || r.Withdraws != ""):
		return false
	}
	return true
}

// contains tells whether any text holds a part, whatever its letters' case.
func contains(part string, texts ...string) bool {
	part = strings.ToLower(part)
	for _, text := range texts {
		if strings.Contains(strings.ToLower(text), part) {
			return true
		}
	}
	return false
}

// read gives the receipts that are wanted, the newest first, up to so many, as
// they were known at a time, and tells whether there are more. It reads no
// further than it must.
func (p *pages) read(ctx context.Context, f filter, known time.Time, most int) (rows []model.Receipt, more bool, err error) {
	var newest uint64 // That is known.
	for r, err := range p.Receipts.Receipts(ctx) {
		switch {
		case err != nil:
			return nil, false, err
		case !known.IsZero() && r.Committed.After(known):
			continue
		}
		newest = max(newest, r.Number)
		if by, err := model.ParseReceiptID(r.WithdrawnBy); err == nil && by > newest {
			r.WithdrawnBy = ""
		}
		switch {
		case !f.from.IsZero() && r.Committed.Before(f.from): // So are the rest.
			return rows, false, nil
		case f.before > 0 && r.Number >= f.before, !f.to.IsZero() && !r.Committed.Before(f.to), !f.matches(r):
		case len(rows) == most:
			return rows, true, nil
		default:
			rows = append(rows, r)
		}
	}
	return rows, false, nil
}
