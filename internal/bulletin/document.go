package bulletin

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/sheet"
)

//go:embed document.html style.css
var pages embed.FS

// Style is the style sheet of the HTML, which keeps to elements below
// .bulletin but for its rules about the page.
func Style() (string, error) {
	text, err := pages.ReadFile("style.css")
	return string(text), err
}

// A Document is a bulletin as it is read.
type Document struct {
	Lang   model.Language
	Head   Head
	Title  string
	Body   string  // Markdown, below the title.
	Note   string  // By what was known when.
	Tables []Table // Of the text, in its order; all there are where it has none.
}

// Write makes a document of an order: its content by a template.
func Write(o Order, f Facts, e Edition, template string) (Document, error) {
	c := Make(o, f)
	text, w, err := write(TemplateName(o.Kind, o.Lang), template, &c)
	if err != nil {
		return Document{}, err
	}
	title, body, _ := strings.Cut(text, "\n")
	d := Document{
		Lang: o.Lang, Head: o.Office.head(o.Kind, o.Lang, c.Region, e), Title: strings.TrimSpace(strings.TrimLeft(title, "# ")),
		Body: strings.TrimSpace(body), Note: note(c), Tables: w.used,
	}
	if len(d.Tables) == 0 {
		d.Tables = w.tables
	}
	for i := range d.Tables {
		d.Tables[i].Notes = []string{d.Tables[i].Title, unescape(d.Title), strings.Join(present(d.Head.Masthead, d.Head.Number), " "), d.Note}
	}
	return d, nil
}

func note(c Content) string {
	cutoff, through := "", phrase.Day(c.Through)
	if c.Projects != nil && !c.Projects.Cutoff.IsZero() {
		cutoff = phrase.Day(c.Projects.Cutoff)
	}
	if cutoff == through {
		through = ""
	}
	return model.Text{
		ZH: join("，", say("数据截至%s", cutoff), say("所属期至%s", through), "按"+phrase.Minute(c.AsOf)+"所知编制"),
		EN: join("; ", say("cut-off %s", cutoff), say("for the period to %s", through), "as known at "+phrase.Minute(c.AsOf)),
	}.In(c.Lang)
}

// Markdown is the document as text.
func (d Document) Markdown() []byte {
	var b strings.Builder
	paragraph := func(text string) {
		if text != "" {
			b.WriteString(text + "\n\n")
		}
	}
	h := d.words()
	paragraph("**" + plain(d.Head.Masthead) + "**")
	paragraph(plain(join("　", d.Head.Number, h.Draft, h.Corrects)))
	paragraph(plain(join("　", d.Head.Office, h.Date)))
	paragraph("---")
	paragraph("# " + d.Title)
	paragraph(d.Body)
	paragraph(plain(h.Note))
	paragraph("---")
	paragraph(plain(h.To))
	paragraph(plain(h.CC))
	paragraph(plain(join("　", h.Signer, h.Editor, h.Copies)))
	return []byte(strings.TrimSpace(b.String()) + "\n")
}

// words are what stands around the text, each empty where it is not known.
type words struct{ Date, Draft, Corrects, Note, To, CC, Signer, Editor, Copies string }

func (d Document) words() words {
	t := func(zh, en, value string) string {
		if value == "" {
			return ""
		}
		return strings.ReplaceAll(model.Text{ZH: zh, EN: en}.In(d.Lang), "%s", value)
	}
	h := d.Head
	names := func(all []string) string { return strings.Join(all, model.Text{ZH: "，", EN: ", "}.In(d.Lang)) }
	w := words{
		Date: longDay(h.Date, d.Lang), Corrects: t("更正%s", "corrects %s", h.Corrects),
		Note: t("（%s）", "(%s)", d.Note),
		To:   t("送：%s。", "To: %s.", names(h.To)), CC: t("发：%s。", "Copies to: %s.", names(h.CC)),
		Signer: t("签发：%s", "Signed: %s", h.Signer), Editor: t("责任编辑：%s", "Editor: %s", h.Editor),
	}
	if h.Draft {
		w.Draft = model.Text{ZH: "送审稿", EN: "draft"}.In(d.Lang)
	}
	if h.Copies > 0 {
		w.Copies = t("共印%s份", "%s copies printed", strconv.Itoa(h.Copies))
	}
	return w
}

// reader knows the subset of Markdown that bulletins are written in: headings,
// paragraphs, lists, rules, emphasis and tables. HTML in it is text.
func reader() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewThematicBreakParser(), 200), util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400), util.Prioritized(parser.NewATXHeadingParser(), 600),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(util.Prioritized(parser.NewEmphasisParser(), 500)),
			parser.WithASTTransformers(util.Prioritized(shortColumns{}, 500)),
		)),
		goldmark.WithExtensions(extension.Table),
	)
}

func toHTML(markdown string) (template.HTML, error) {
	var b bytes.Buffer
	if err := reader().Convert([]byte(markdown), &b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil //nolint:gosec // The reader escapes all that it reads.
}

// Article is the document as an element of a page.
func (d Document) Article() (template.HTML, error) {
	var b bytes.Buffer
	if err := d.execute(&b, "article", ""); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil //nolint:gosec // The template escapes what it is given.
}

// HTML is the document as a file that prints to A4, with a style sheet.
func (d Document) HTML(style string) ([]byte, error) {
	var b bytes.Buffer
	err := d.execute(&b, "document", style)
	return b.Bytes(), err
}

func (d Document) execute(w io.Writer, name, style string) error {
	t, err := template.ParseFS(pages, "document.html")
	if err != nil {
		return err
	}
	title, err := toHTML("# " + d.Title)
	if err != nil {
		return err
	}
	body, err := toHTML(d.Body)
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, name, struct {
		Document
		Words   words
		Plain   string
		Style   template.CSS
		Heading template.HTML
		Text    template.HTML
	}{
		Document: d, Words: d.words(), Plain: unescape(d.Title), Style: template.CSS(style), //nolint:gosec // It is the program's own, or what was frozen of it.
		Heading: title, Text: body,
	})
}

// XLSX is the tables as a workbook.
func (d Document) XLSX(w io.Writer) error {
	sheets := make([]sheet.Sheet, 0, len(d.Tables)+1)
	for _, t := range d.Tables {
		sheets = append(sheets, t.Sheet)
	}
	if len(sheets) == 0 {
		name := model.Text{ZH: "没有表", EN: "no tables"}.In(d.Lang)
		sheets = []sheet.Sheet{{Name: name, Columns: []string{d.Note}}}
	}
	return sheet.WriteWorkbook(w, sheets...)
}
