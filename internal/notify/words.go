package notify

import (
	"embed"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"sort"
	"strings"
	"text/template"
	"time"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// Templates are the words of messages, and what to do about each alert.
//
//go:embed words
var templates embed.FS

// WordsOptions are what Words are made of.
type WordsOptions struct {
	Language model.Language
	Template string                       // File in place of the embedded words; empty for those.
	Pages    string                       // Address of jindu's pages; empty where nobody can reach them.
	Runbooks string                       // Address of docs/alerts.md; empty where it is nowhere.
	Zone     *time.Location               // Of the times that are told.
	Region   func(code string) model.Text // Names regions.
}

// Words put groups of alerts into words.
type Words struct {
	WordsOptions
	text    *template.Template
	actions map[string]model.Text
}

// NewWords reads the template.
func NewWords(o WordsOptions) (*Words, error) {
	name := "words/" + string(o.Language) + ".tmpl"
	content, err := templates.ReadFile(name)
	if o.Template != "" {
		name = o.Template
		content, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, model.Faultf("模板：%w", "template: %w", err)
	}
	w := &Words{WordsOptions: o}
	if w.text, err = template.New("words").Option("missingkey=zero").Funcs(markup{}.functions()).Parse(string(content)); err != nil {
		return nil, faultyTemplate(name, err)
	}
	if w.actions, err = Actions(); err != nil {
		return nil, err
	}
	for _, part := range []string{"title", "alert", "more"} {
		if w.text.Lookup(part) == nil {
			return nil, model.Faultf("模板 %s：缺少 %q 的定义", "template %s: want a definition of %q", name, part)
		}
	}
	return w, w.try(name)
}

// faultyTemplate says that a template can't be used. Of what is wrong with its
// code only the template's own reader has words, which are English.
func faultyTemplate(name string, err error) error {
	return model.Faultf("模板 %s 有误（%w）", "template %s: %w", name, err)
}

// Actions are what to do about each alert, by its name.
func Actions() (map[string]model.Text, error) {
	content, err := templates.ReadFile("words/actions.yml")
	if err != nil {
		return nil, err
	}
	actions := map[string]model.Text{}
	if err := yaml.UnmarshalWithOptions(content, &actions, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("actions: %w", err)
	}
	return actions, nil
}

// try finds what is wrong with a template before something has to be said.
func (w *Words) try(name string) error {
	a := Alert{Status: Firing, Labels: map[string]string{"alertname": "ReportLate", "severity": "warning", "region": "410505"}}
	for _, status := range []string{Firing, Resolved} {
		a.Status = status
		_, err := w.message(NewGroup("", "", nil, []Alert{a, a}), plainMarkup, func(string, string) bool { return true })
		if err != nil {
			return faultyTemplate(name, err)
		}
	}
	return nil
}

// functions are what a template may use.
func (m markup) functions() template.FuncMap {
	return template.FuncMap{"bold": m.bold, "link": m.link}
}

// A message is what is sent.
type message struct {
	Title string // Plain, on one line.
	Text  string // With the title where the messenger has no other place for it.
}

// message words a group: as many alerts as fit, the most urgent first, and how
// many more there are. Where not even one fits, what it quotes is shortened.
func (w *Words) message(g Group, m markup, fits func(title, text string) bool) (message, error) {
	text, err := w.text.Clone()
	if err != nil {
		return message{}, err
	}
	text.Funcs(m.functions())
	for _, signs := range []int{longValue, shortValue, tinyValue} {
		v := viewer{w, m, signs}
		title, err := run(text, "title", v.group(g, false))
		if err != nil {
			return message{}, err
		}
		head, err := run(text, "title", v.group(g, true))
		if err != nil {
			return message{}, err
		}
		blocks, err := v.blocks(text, g)
		if err != nil {
			return message{}, err
		}
		head = m.title(head, severityOf(g))
		write := func(n int) message {
			parts := append([]string{}, blocks[:n]...)
			if left := len(blocks) - n + int(g.TruncatedAlerts); left > 0 {
				more, _ := run(text, "more", map[string]any{"Count": left, "Link": w.page(g.CommonLabels["region"])}) // It was tried.
				parts = append(parts, more)
			}
			if head != "" {
				parts = append([]string{head}, parts...)
			}
			return message{title, strings.ReplaceAll(strings.Join(parts, "\n\n"), "\n", m.newline)}
		}
		n := sort.Search(len(blocks), func(i int) bool { one := write(i + 1); return !fits(one.Title, one.Text) })
		if n > 0 {
			return write(n), nil
		}
	}
	return message{}, failf(ReasonRefused, "not even one alert fits into a message: shorten the template")
}

// run gives a part of the template without spaces around it.
func run(t *template.Template, part string, data any) (string, error) {
	var b strings.Builder
	if err := t.ExecuteTemplate(&b, part, data); err != nil {
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}

// severityOf is the gravest severity that fires, or Resolved.
func severityOf(g Group) string {
	if len(g.Alerts) == 0 || g.Alerts[0].Status != Firing {
		return Resolved
	}
	return severities[min(gravity(g.Alerts[0]), len(severities)-1)]
}

// page is where a region's board is; empty where nobody can reach it.
func (w *Words) page(region string) string { return Page(w.Pages, region) }

// maxRegion is longer than any code of a region, in bytes.
const maxRegion = 64

// Page is where a region's board is, below the address of the pages.
func Page(pages, region string) string {
	switch {
	case pages == "":
		return ""
	case region == "", len(region) > maxRegion:
		return strings.TrimRight(pages, "/") + "/"
	}
	return strings.TrimRight(pages, "/") + "/?" + url.Values{"region": {region}}.Encode()
}

// chapter is the place in a runbook.
var chapter = regexp.MustCompile(`#([a-z0-9-]{1,80})$`)

// runbook is where to read what to do. Only the chapter is the alert's.
func (w *Words) runbook(annotation string) string {
	found := chapter.FindString(annotation)
	if w.Runbooks == "" || found == "" {
		return ""
	}
	return w.Runbooks + found
}
