package projects

import (
	"slices"
	"strconv"
	"strings"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// uncoloured is what ?colour= names projects by of which the pack says nothing.
const uncoloured = "none"

// filters are the parameters that narrow the list down.
var filters = []string{"q", "colour", "stage", "nature", "category", "task_force", "program", "late", "behind"}

// A filter is what the list is narrowed down by. What is empty narrows nothing.
type filter struct {
	words                                               []string // All of them stand somewhere in what a project is called or who answers.
	colour, stage, nature, category, taskForce, program string
	late, behind                                        bool
}

// filterOf reads the filter, and takes empty parameters away, which forms send,
// so that the links of the page are as short as can be.
func filterOf(a page.Asked) (f filter, wrong *page.Refusal) {
	for _, name := range filters {
		if strings.TrimSpace(a.Query.Get(name)) == "" {
			a.Query.Del(name)
		}
	}
	f = filter{
		words:  strings.Fields(strings.ToLower(a.Query.Get("q"))),
		colour: a.Query.Get("colour"), stage: a.Query.Get("stage"), nature: a.Query.Get("nature"),
		category: a.Query.Get("category"), taskForce: a.Query.Get("task_force"), program: a.Query.Get("program"),
	}
	for name, set := range map[string]*bool{"late": &f.late, "behind": &f.behind} {
		text := a.Query.Get(name)
		if text == "" {
			continue
		}
		var err error
		if *set, err = strconv.ParseBool(text); err != nil {
			return f, page.Bad(model.Text{
				ZH: name + "：“" + text + "” 应为 true 或 false", EN: name + `: "` + text + `": want true or false`,
			})
		}
	}
	return f, nil
}

// admits tells whether a project is wanted, whatever its colour is.
func (f filter) admits(r *row) bool {
	is := func(wanted, got string) bool { return wanted == "" || wanted == got }
	return is(f.stage, string(r.Stage)) && is(f.nature, r.Nature) && is(f.category, r.Category) &&
		is(f.taskForce, r.TaskForce) && (f.program == "" || slices.Contains(r.Programs, f.program)) &&
		(!f.late || late(r.ProjectState)) && (!f.behind || r.Gap.Known && r.Gap.Value < 0) && f.speaksOf(r)
}

func (f filter) speaksOf(r *row) bool {
	if len(f.words) == 0 {
		return true
	}
	text := strings.ToLower(strings.Join([]string{r.Name, r.ID, r.Lead, r.OwnerUnit, r.Owner}, "\n"))
	return !slices.ContainsFunc(f.words, func(word string) bool { return !strings.Contains(text, word) })
}

// coloured tells whether a project has the wanted colour.
func (f filter) coloured(r *row) bool {
	return f.colour == "" || f.colour == r.verdict.Colour || f.colour == uncoloured && r.verdict.Colour == ""
}

func late(p *progress.ProjectState) bool { return p.Report != nil && p.Report.Late }

// A choice is a list to choose a filter's value from.
type choice struct {
	Name, Label string
	Options     []page.Choice
}

// choices are what the projects that are shown can be narrowed down by. A list
// with nothing to choose between is left out.
func (f filter) choices(rows []*row, lang model.Language) (all []choice) {
	plain := func(value string) string { return value }
	stage := func(value string) string { return model.Stage(value).Name().In(lang) }
	for _, one := range []struct {
		name   string
		label  model.Text
		chosen string
		of     func(*row) []string
		called func(string) string
	}{
		{"stage", model.Text{ZH: "阶段", EN: "Stage"}, f.stage, func(r *row) []string { return []string{string(r.Stage)} }, stage},
		{"nature", model.Text{ZH: "性质", EN: "Nature"}, f.nature, func(r *row) []string { return []string{r.Nature} }, plain},
		{"category", model.Text{ZH: "类别", EN: "Category"}, f.category, func(r *row) []string { return []string{r.Category} }, plain},
		{"task_force", model.Text{ZH: "专班", EN: "Task force"}, f.taskForce, func(r *row) []string { return []string{r.TaskForce} }, plain},
		{"program", model.Text{ZH: "储备库、计划", EN: "Programme"}, f.program, func(r *row) []string { return r.Programs }, plain},
	} {
		values := map[string]bool{}
		for _, r := range rows {
			for _, value := range one.of(r) {
				values[value] = true
			}
		}
		delete(values, "")
		if len(values) < 2 && one.chosen == "" {
			continue
		}
		values[one.chosen] = true
		delete(values, "")
		c := choice{Name: one.name, Label: one.label.In(lang)}
		for _, value := range inOrder(values) {
			c.Options = append(c.Options, page.Choice{Value: value, Name: one.called(value), Chosen: value == one.chosen})
		}
		all = append(all, c)
	}
	return all
}

// inOrder sorts values, stages by the life cycle.
func inOrder(values map[string]bool) []string {
	var sorted []string
	for _, stage := range model.Stages() {
		if values[string(stage)] {
			sorted = append(sorted, string(stage))
		}
	}
	var others []string
	for value := range values {
		if !slices.Contains(sorted, value) {
			others = append(others, value)
		}
	}
	slices.Sort(others)
	return append(sorted, others...)
}
