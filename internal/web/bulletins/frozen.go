package bulletins

import (
	"bytes"
	"context"
	"errors"
	"html/template"
	"slices"
	"time"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/web/page"
)

// find gives the issued bulletin that is meant: of the period, by its number,
// and of the kind and language that were named.
func (d *Desk) find(ctx context.Context, w wanted) (archive.Issue, *page.Refusal) {
	all, altered := d.kept()
	if altered != nil && !errors.Is(altered, archive.ErrAltered) {
		return archive.Issue{}, d.failed(ctx, altered)
	}
	var found []archive.Issue
	for _, i := range all {
		kind := bulletin.Kind(i.Kind)
		about, err := kind.PeriodFor(w.period)
		if err == nil && i.Number == w.number && i.Region == w.of.Code && i.Period == about && (w.anyKind || kind == w.kind) {
			found = append(found, i)
		}
	}
	kinds := func(i archive.Issue) string { return i.Kind }
	switch {
	case len(found) == 0 && altered != nil:
		return archive.Issue{}, d.failed(ctx, altered)
	case len(found) == 0:
		return archive.Issue{}, page.Missing("no_bulletin", model.Text{
			ZH: "没有印发过这一期：" + w.period.String() + "，" + w.number + " 号", EN: "no such bulletin was issued: " + w.period.String() + ", number " + w.number,
		})
	case slices.ContainsFunc(found, func(i archive.Issue) bool { return kinds(i) != kinds(found[0]) }):
		return archive.Issue{}, page.Bad(model.Text{ZH: "这个号有不止一种，请写明 kind", EN: "several kinds have this number: name the kind"})
	}
	if err := d.untold(ctx, found[0]); err != nil {
		return archive.Issue{}, d.failed(ctx, err)
	}
	return found[0], nil
}

// A Check is how a file that is made again compares with the one that was issued.
type Check struct {
	Name   string `json:"name"`
	Issued string `json:"issued_sha256"`
	Again  string `json:"again_sha256"`
	Same   bool   `json:"same"`
}

// A Verification says whether an issued bulletin comes out again byte by byte.
type Verification struct {
	Issue archive.Issue `json:"issue"`
	Same  bool          `json:"same"`
	Files []Check       `json:"files"`
	Note  *model.Text   `json:"note,omitempty"` // Why it may differ.
}

// verify makes an issued bulletin again: of the ledger as it was known then, by
// the template, style and settings of then.
func (d *Desk) verify(ctx context.Context, i archive.Issue) (v Verification, wrong *page.Refusal) {
	o, wrong := d.orderOf(i)
	if wrong != nil {
		return v, wrong
	}
	text, err := d.Archive.File(i, archive.Template)
	if err != nil {
		return v, d.failed(ctx, err)
	}
	style, err := d.Archive.File(i, archive.Style)
	if err != nil {
		return v, d.failed(ctx, err)
	}
	_, contents, err := d.render(ctx, o, i.Edition, string(text), string(style))
	if err != nil {
		return v, d.failed(ctx, err)
	}
	v = Verification{Issue: i, Same: true}
	for _, name := range []string{archive.Markdown, archive.HTML, archive.XLSX} {
		kept, err := d.Archive.File(i, name)
		if err != nil {
			return v, d.failed(ctx, err)
		}
		same := bytes.Equal(kept, contents[name])
		v.Files = append(v.Files, Check{name, archive.Hash(kept), archive.Hash(contents[name]), same})
		v.Same = v.Same && same
	}
	if !v.Same {
		v.Note = &model.Text{
			ZH: "印发时的文件未变；再次生成的不同，可能是因为补录了此前时间的数据、规则或目录改了，或 jindu 的版本不同（印发：" + i.Version + "，现在：" + d.kit.Version + "）",
			EN: "the files are as they were issued; what is made again differs, as it does after an import that was backdated, other rules or another catalog, or by another version of jindu (issued by " +
				i.Version + ", this is " + d.kit.Version + ")",
		}
	}
	return v, nil
}

// revisions says, in the reader's language, which figures are others now than an
// issued bulletin has.
func (d *Desk) revisions(ctx context.Context, i archive.Issue, lang model.Language) ([]bulletin.Revision, *page.Refusal) {
	o, wrong := d.orderOf(i)
	if wrong != nil {
		return nil, wrong
	}
	o.Lang = lang
	then, err := d.gather(ctx, o, o.AsOf)
	if err != nil {
		return nil, d.failed(ctx, err)
	}
	later := o
	later.AsOf = d.kit.Clock().In(d.kit.Zone)
	now, err := d.gather(ctx, later, time.Time{})
	if err != nil {
		return nil, d.failed(ctx, err)
	}
	return bulletin.Revised(o, then, later, now), nil
}

// article takes the element out of an issued document that a page shows.
func article(document []byte) template.HTML {
	from := bytes.Index(document, []byte("<article"))
	end := []byte("</article>")
	to := bytes.LastIndex(document, end)
	if from < 0 || to < from {
		return ""
	}
	return template.HTML(document[from : to+len(end)]) //nolint:gosec // It is jindu's own, by its hash.
}

// types are those of the files, by format.
var types = map[string]struct{ name, kind string }{
	"md":   {archive.Markdown, "text/markdown; charset=utf-8"},
	"html": {archive.HTML, "text/html; charset=utf-8"},
	"xlsx": {archive.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}
