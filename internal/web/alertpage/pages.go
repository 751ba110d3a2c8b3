package alertpage

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

//go:embed templates
var templates embed.FS

// path is where the page is.
const path = "/alerts"

// An Alert is one that fires.
type Alert struct {
	Name, Severity             string
	Region, Project, Indicator string // Codes; empty where it is about none.
	Subject                    model.Text
	Summary, Description, Who  model.Text
	Cutoff                     string    // 数据截至: a day; empty where it has none.
	Since                      time.Time // Zero where that is not known.
	Told                       []Telling // Who was told of it, where that is known.
}

// A Telling is that a receiver was told of an alert, by the machine's clock.
type Telling struct {
	Receiver string
	At       time.Time
}

// Fired is what fires at an instant.
type Fired struct {
	Alerts []Alert
	Unsure []string // Names of rules of which nobody knows whether they fire.
}

// A Statement is what an officer says of an alert, as it was written.
type Statement struct {
	Region, Alert, Project, Indicator string
	State, By, Note, Due              string
}

// Options are what the page shows. What is nil is not offered.
type Options struct {
	// Firing gives what fires now; nil where another evaluates the rules.
	Firing func() Fired
	// At gives what fires at t by what was known at asOf (zero: all that is
	// known). It is there where Firing is.
	At func(ctx context.Context, t, asOf time.Time) (Fired, error)
	// Action is what to do about an alert, by its name.
	Action func(alert string) model.Text
	// State takes a statement, or says why it does not; nil where nothing can
	// be taken.
	State func(ctx context.Context, s Statement) *page.Refusal
}

type pages struct {
	*page.Kit
	Options
	template *page.Template
}

// New makes the page.
func New(kit *page.Kit, o Options) (func(gin.IRouter), error) {
	t, err := kit.Parse(templates, "templates/alerts.html")
	if err != nil {
		return nil, err
	}
	p := &pages{kit, o, t}
	return func(r gin.IRouter) {
		r.Match([]string{http.MethodGet, http.MethodHead}, path, p.serve)
		r.POST(path, p.take)
	}, nil
}

// serve answers with the page, or with its tables to keep.
func (p *pages) serve(c *gin.Context) {
	asked, wrong := p.Asked(c)
	format, badFormat := asked.Format(page.CSV, page.XLSX)
	if wrong == nil {
		wrong = badFormat
	}
	var s *shown
	if wrong == nil {
		s, wrong = p.look(c.Request.Context(), asked)
	}
	if wrong != nil {
		p.template.Refuse(c, asked, *wrong)
		return
	}
	if format != page.HTML {
		p.Export(c, asked, format, "alerts", s.sheets()...)
		return
	}
	content := s.content()
	if subject, ok := subjectOf(asked); ok && content.Offered {
		content.Form = s.form(subject, Statement{By: account(c)}, account(c) != "")
	}
	p.template.Write(c, asked, title, content)
}

var title = model.Text{ZH: "告警", EN: "Alerts"}

// account is the name of who asks, where accounts are asked for.
func account(c *gin.Context) string {
	name, _, _ := c.Request.BasicAuth()
	return name
}
