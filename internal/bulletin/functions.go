package bulletin

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A writing is one text that is being written: it numbers its sections and
// tables as they come, and remembers which tables it has.
type writing struct {
	template *template.Template
	content  *Content
	tables   []Table
	used     []Table
	sections int
}

// functions are what templates may call; docs/bulletin.md lists them.
func (w *writing) functions() template.FuncMap {
	lang := w.content.Lang
	return template.FuncMap{
		"money":    func(n progress.Number) string { return money(n, lang) },
		"part":     func(n, whole progress.Number) string { return part(n, whole, lang) },
		"level":    func(i Indicator) string { return i.levelText(lang) },
		"percent":  phrase.Percent,
		"whole":    phrase.WholePercent,
		"growth":   func(n progress.Number) string { return growth(n, lang) },
		"against":  func(n progress.Number) string { return against(n, lang) },
		"above":    func(i Indicator) string { return above(i, lang) },
		"ending":   ending,
		"plural":   pluralAny,
		"points":   phrase.Points,
		"count":    counted,
		"over":     func(n any) string { return overAny(n, lang) },
		"times":    func(n progress.Number) string { return times(n, lang) },
		"day":      func(t time.Time) string { return longDay(t, lang) },
		"date":     phrase.Day,
		"list":     func(names []string) string { return list(names, lang) },
		"first":    first,
		"say":      say,
		"join":     join,
		"text":     textOf,
		"each":     w.each,
		"sentence": func(parts ...string) string { return sentence(lang, parts...) },
		"section":  w.section,
		"table":    w.table,
	}
}

// counted writes how many; empty where that is not known.
func counted(n any) (string, error) {
	switch n := n.(type) {
	case progress.Number:
		return phrase.Rounded(n, 0), nil
	case int:
		return strconv.Itoa(n), nil
	}
	return "", fmt.Errorf("count: want a number, not %T", n)
}

func pluralAny(what string, n any) (string, error) {
	switch n := n.(type) {
	case progress.Number:
		return plural(what, n), nil
	case int:
		return plural(what, count(n)), nil
	}
	return "", fmt.Errorf("plural: want a number, not %T", n)
}

func overAny(n any, lang model.Language) string {
	if i, ok := n.(int); ok {
		n = count(i)
	}
	number, _ := n.(progress.Number)
	return over(number, lang)
}

// first gives as many of a list as there are, and at most n.
func first(n int, all any) (any, error) {
	list := reflect.ValueOf(all)
	if list.Kind() != reflect.Slice || n < 0 {
		return nil, fmt.Errorf("first: want a number and a list, not %T", all)
	}
	return list.Slice(0, min(n, list.Len())).Interface(), nil
}

// say fills a text in: nothing is said where one of the values is not known.
func say(form string, values ...string) string {
	filled := make([]any, len(values))
	for i, v := range values {
		if v == "" {
			return ""
		}
		filled[i] = v
	}
	return fmt.Sprintf(form, filled...)
}

// textOf is a text, and nothing of what is none: so and and or can be said of.
func textOf(v any) string {
	s, _ := v.(string)
	return s
}

// join puts what is said between separators.
func join(separator string, parts ...string) string {
	return strings.Join(present(slices.Clone(parts)...), separator)
}

// sentence makes one of parts, or of nothing none. Its end follows the language.
func sentence(lang model.Language, parts ...string) string {
	said := present(slices.Clone(parts)...)
	if lang == model.Chinese {
		if len(said) == 0 {
			return ""
		}
		return strings.Join(said, "，") + "。"
	}
	text := strings.Join(said, ", ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:] + ". "
}

// each writes every one of a list by a template of its own, on one line, and puts
// what is said between separators.
func (w *writing) each(separator, name string, all any) (string, error) {
	list := reflect.ValueOf(all)
	if list.Kind() != reflect.Slice {
		return "", fmt.Errorf("each: want a list, not %T", all)
	}
	var parts []string
	for i := range list.Len() {
		var b strings.Builder
		if err := w.template.ExecuteTemplate(&b, name, list.Index(i).Interface()); err != nil {
			return "", err
		}
		lines := strings.Split(b.String(), "\n")
		for i, line := range lines {
			lines[i] = strings.TrimSpace(line)
		}
		parts = append(parts, strings.Join(present(lines...), " "))
	}
	return join(separator, parts...), nil
}

// section begins one, numbered as the language does.
func (w *writing) section(title string) string {
	w.sections++
	if w.content.Lang == model.Chinese {
		return "\n\n## " + chinese(w.sections) + "、" + title + "\n\n"
	}
	return "\n\n## " + strconv.Itoa(w.sections) + ". " + title + "\n\n"
}

func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	if n <= 10 {
		return digits[n]
	}
	return "十" + digits[n%10] // Nobody writes twenty sections.
}

// table puts one into the text; nothing where it has no rows.
func (w *writing) table(id string) (string, error) {
	if !slices.Contains(TableIDs(), id) {
		return "", fmt.Errorf("table: there is no %q: want one of %s", id, strings.Join(TableIDs(), ", "))
	}
	for _, t := range w.tables {
		if t.ID == id {
			w.used = append(w.used, t)
			return t.markdown(len(w.used), w.content.Lang), nil
		}
	}
	return "", nil
}

// TableIDs are the tables that a template can ask for.
func TableIDs() []string {
	return []string{"indicators", "ranking", "behind", "reports", "approvals", "obstacles", "pipeline", "overdue", "due"}
}

// FunctionNames are the functions that a template may call beside those that
// text/template has itself.
func FunctionNames() []string {
	w := &writing{content: &Content{}}
	return slices.Sorted(maps.Keys(w.functions()))
}

// FieldNames are what a template may read: the fields of a content by their
// names, and those of each of its parts behind the part's.
func FieldNames() (names []string) {
	own := reflect.TypeFor[Content]()
	seen := map[reflect.Type]bool{}
	var visit func(of reflect.Type, before string)
	visit = func(of reflect.Type, before string) {
		if seen[of] {
			return
		}
		seen[of] = true
		for i := range of.NumField() {
			f := of.Field(i)
			if !f.IsExported() {
				continue
			}
			names = append(names, before+f.Name)
			part := f.Type
			for part.Kind() == reflect.Slice || part.Kind() == reflect.Pointer {
				part = part.Elem()
			}
			if part.Kind() == reflect.Struct && part.PkgPath() == own.PkgPath() {
				visit(part, part.Name()+".")
			}
		}
	}
	visit(own, "")
	return names
}
