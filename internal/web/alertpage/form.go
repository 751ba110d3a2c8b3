package alertpage

import (
	"cmp"
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// form is the one in which an officer says something of a subject, as the
// template sees it.
type form struct {
	Statement
	Closing bool
	About   string // What it is of, in words.
	Place   string
	Action  string // Where it is sent.
	Cancel  string // Where it is left for.
	Account bool   // By is the name of the account and not to be changed.
	Wrong   string // Why it was not taken.
	DueType string // Of the input: a date, or what was written.
}

// The parameters that open the form. The fields that are typed are in the body.
var formParameters = []string{"do", "of_region", "of_alert", "of_project", "of_indicator"}

// subjectOf is what the form is opened for.
func subjectOf(a page.Asked) (Statement, bool) {
	s := Statement{
		State: a.Query.Get("do"), Region: a.Query.Get("of_region"), Alert: a.Query.Get("of_alert"),
		Project: a.Query.Get("of_project"), Indicator: a.Query.Get("of_indicator"),
	}
	return s, s.State == string(model.Acknowledged) || s.State == string(model.AckClosed)
}

// offered tells that something can be said: there is somebody who takes it, and
// the page is about now.
func (s *shown) offered() bool { return s.State != nil && s.asked.Present }

// opener leads to the form.
func (s *shown) opener(about Statement, state model.AckState) template.HTML {
	word := model.Text{ZH: "督办…", EN: "acknowledge…"}
	if state == model.AckClosed {
		word = model.Text{ZH: "销号…", EN: "close…"}
	}
	return link(s.asked.Here("do", string(state), "of_region", about.Region, "of_alert", about.Alert,
		"of_project", about.Project, "of_indicator", about.Indicator)+"#form", word.In(s.asked.Lang))
}

// plain is the page without the form.
func (s *shown) plain() string {
	var pairs []string
	for _, name := range formParameters {
		pairs = append(pairs, name, "")
	}
	return s.asked.Here(pairs...)
}

// form is open for a subject, with what was typed.
func (s *shown) form(subject, typed Statement, account bool) *form {
	f := &form{
		Statement: subject, Closing: subject.State == string(model.AckClosed), Place: s.place(subject.Region, s.asked.Lang),
		Action: s.asked.Here(), Cancel: s.plain(), Account: account, DueType: "date",
	}
	f.By, f.Note, f.Due = typed.By, typed.Note, typed.Due
	if due, err := model.ParsePeriod(typed.Due, 0); typed.Due != "" && (err != nil || due.String() != typed.Due) {
		f.DueType = "text"
	}
	f.About = s.named(subject)
	return f
}

// named is what a subject is called.
func (s *shown) named(subject Statement) string {
	for _, r := range s.all {
		if r.Region == subject.Region && r.Project == subject.Project && r.Indicator == subject.Indicator &&
			(subject.Alert == "" || r.Name == subject.Alert) {
			if subject.Alert == "" {
				return s.subject(r)
			}
			return r.Summary.In(s.asked.Lang)
		}
	}
	for _, r := range s.register {
		if r.Region == subject.Region && r.Project == subject.Project && r.Indicator == subject.Indicator {
			return s.about(r)
		}
	}
	return cmp.Or(subject.Project, subject.Indicator, subject.Alert)
}

// maxForm is how much a form may hold.
const maxForm = 64 << 10

// take takes what was typed, and leads back to the page; or shows the form again
// with why it was not taken.
func (p *pages) take(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	typed := Statement{By: c.PostForm("by"), Note: c.PostForm("note"), Due: c.PostForm("due")}
	asked, wrong := p.Asked(c)
	subject, ok := subjectOf(asked)
	switch {
	case wrong != nil:
	case p.State == nil:
		wrong = &page.Refusal{Status: http.StatusMethodNotAllowed, Code: "read_only", Text: readOnly}
	case !ok:
		wrong = page.Bad(model.Text{ZH: "do：应为 acknowledged（督办）或 closed（销号）", EN: "do: want acknowledged or closed"})
	case !asked.Present:
		wrong = page.Bad(past)
	}
	if wrong != nil {
		p.template.Refuse(c, asked, *wrong)
		return
	}
	if name := account(c); name != "" {
		typed.By = name
	}
	statement := subject
	statement.By, statement.Note, statement.Due = typed.By, typed.Note, typed.Due
	refused := p.Options.State(c.Request.Context(), statement)
	s, wrong := p.look(c.Request.Context(), asked)
	switch {
	case refused == nil && wrong == nil:
		c.Redirect(http.StatusSeeOther, path+s.plain()+"#register")
	case refused == nil: // It is taken, whatever else.
		c.Redirect(http.StatusSeeOther, path)
	case wrong != nil:
		p.template.Refuse(c, asked, *refused)
	default:
		content := s.content()
		content.Form = s.form(subject, typed, account(c) != "")
		content.Form.Wrong = refused.Text.In(asked.Lang)
		p.template.WriteStatus(c, refused.Status, asked, title, content)
	}
}

// Why nothing can be said here.
var (
	readOnly = model.Text{
		ZH: "这里只供查阅，不能督办：请到有账本的 jindu", EN: "this jindu only reads: acknowledge at the one that has the ledger",
	}
	past = model.Text{
		ZH: "这是过去的情况，不能督办；回到现在再督办", EN: "this is how it was: nothing can be acknowledged of it; go back to now",
	}
)
