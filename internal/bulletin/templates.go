package bulletin

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"jindu/internal/model"
)

//go:embed templates
var embedded embed.FS

// Templates are the texts that bulletins are written by, of every kind and
// language.
type Templates struct{ texts map[string]string }

// TemplateName is the file of a kind and language: xinxi.zh.md.
func TemplateName(k Kind, lang model.Language) string { return string(k) + "." + string(lang) + ".md" }

// templateNames are all of them.
func templateNames() (names []string) {
	for _, k := range Kinds() {
		names = append(names, TemplateName(k, model.Chinese), TemplateName(k, model.English))
	}
	return names
}

// ReadTemplates reads the embedded templates, and those of a folder in their
// place; an empty folder's name means none. A file there that is none of them,
// and one that can't be parsed, are errors that name file and line.
func ReadTemplates(dir string) (*Templates, error) {
	t := &Templates{map[string]string{}}
	for _, name := range templateNames() {
		text, err := embedded.ReadFile("templates/" + name)
		if err != nil {
			return nil, err
		}
		t.texts[name] = string(text)
	}
	if dir == "" {
		return t, nil
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault("模板：%w", "templates: %w", err)
	}
	var problems []error
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".") || f.IsDir() {
			continue
		}
		problems = append(problems, t.read(filepath.Join(dir, f.Name()), f.Name()))
	}
	return t, errors.Join(problems...)
}

func (t *Templates) read(path, name string) error {
	if !slices.Contains(templateNames(), name) {
		return fault("模板 %s：没有这种模板，应为 %s 之一", "template %s: there is no such template: want one of %s", path, strings.Join(templateNames(), ", "))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fault("模板：%w", "template: %w", err)
	}
	if _, err := parse(path, string(text), &writing{content: &Content{}}); err != nil {
		return err
	}
	t.texts[name] = strings.TrimPrefix(string(text), "\ufeff")
	return nil
}

// Text is the template of a kind and language.
func (t *Templates) Text(k Kind, lang model.Language) string { return t.texts[TemplateName(k, lang)] }

func parse(name, text string, w *writing) (*template.Template, error) {
	parsed, err := template.New(name).Funcs(w.functions()).Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, templateFault(err)
	}
	w.template = parsed
	return parsed, nil
}

// templateFault drops what the library says of itself: name:line: what.
func templateFault(err error) error {
	text := strings.TrimPrefix(err.Error(), "template: ")
	return fault("模板 %s", "template %s", text)
}

// maxText bounds what a template writes, in bytes: twenty times a ranking of 5,000
// projects. One that repeats itself without end must not take the memory.
const maxText = 32 << 20

// A bounded text is refused where it grows too long.
type bounded struct{ text strings.Builder }

func (b *bounded) Write(p []byte) (int, error) {
	if b.text.Len()+len(p) > maxText {
		return 0, fmt.Errorf("it writes more than %d MiB", maxText>>20)
	}
	return b.text.Write(p)
}

var blanks = regexp.MustCompile(`\n{3,}`)

// write writes the content by a template. The first line is the title.
func write(name, text string, c *Content) (string, *writing, error) {
	w := &writing{content: c, tables: tables(c)}
	parsed, err := parse(name, text, w)
	if err != nil {
		return "", nil, err
	}
	var b bounded
	if err := parsed.Execute(&b, c); err != nil {
		return "", nil, templateFault(err)
	}
	lines := strings.Split(b.text.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
	}
	written := blanks.ReplaceAllString(strings.Join(lines, "\n"), "\n\n")
	return strings.TrimSpace(written) + "\n", w, nil
}

// Try writes every template of an empty content, so that a name which is not
// there is found before a bulletin is due.
func (t *Templates) Try() error {
	var problems []error
	for _, k := range Kinds() {
		for _, lang := range []model.Language{model.Chinese, model.English} {
			full := example(k, lang)
			for _, c := range []Content{{Kind: k, Lang: lang}, full} {
				if _, _, err := write(TemplateName(k, lang), t.Text(k, lang), &c); err != nil {
					problems = append(problems, err)
					break
				}
			}
		}
	}
	return errors.Join(problems...)
}

// example is a content in which every part is there, so that every branch of
// a template that asks for one is tried.
func example(k Kind, lang model.Language) Content {
	return Content{
		Kind: k, Lang: lang, Region: "—", Indicators: []Indicator{{Name: "—", Task: true}, {Name: "—", Old: true, Goal: "—"}},
		Projects: &Projects{Colours: []Colour{{}}}, Ranking: []Project{{}}, Behind: []Project{{Months: 1, Escalation: "—"}},
		Reports: &Reports{Waiting: []Report{{}}, Late: 1}, Approvals: &Approvals{Open: []Due{{}}, Limit: 1, Goal: 1, Late: 1},
		Obstacles: &Obstacles{Rows: []Due{{}}, Late: 1}, Libraries: []Library{{Industry: "—"}}, Programmes: []Programme{{}},
		Attraction: &Attraction{Leading: true, LandedNames: []string{"—"}, SignedNames: []string{"—"}},
		Starts:     &Starts{Groups: []Group{{Names: []string{"—"}}, {}}}, Funds: []Fund{{}}, Fastest: &Fastest{},
		Works: []Work{{}}, Standings: []Standing{{Months: 1}}, Changes: []Change{{}, {Bad: true}}, Due: []Due{{}}, Overdue: []Due{{Late: true}},
	}
}
