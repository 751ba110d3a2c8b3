package gate

import (
	"strings"

	"jindu/collector/table"
	"jindu/internal/model"
)

// id reads a project's number: what the office calls it by everywhere.
func (l *line) id() (string, table.Cell, bool) { return l.identity("project") }

// knownProject reads the number of a project that the ledger or this
// submission must have, and the region.
func (l *line) knownProject() (id, region string, ok bool) {
	id, cell, okID := l.id()
	region, okRegion := l.regionCode()
	if own, _ := l.cell("project"); okID && okRegion && !own.Blank() {
		l.c.mentions = append(l.c.mentions, mention{region, id, l.at(l.ref(cell.Column), id, model.Text{})})
	}
	return id, region, okID && okRegion
}

// identity reads what tells a thing from all others of its kind: a number or a
// name that must be there.
func (l *line) identity(key string) (string, table.Cell, bool) {
	read := l.text
	if l.column(key).Carried {
		read = l.carriedText
	}
	text, cell, ok := read(key)
	if ok && text == "" {
		l.needed(key, cell)
		return "", cell, false
	}
	return text, cell, ok && l.identifies(key, text, cell)
}

// optionalIdentity is identity for a column that may say nothing.
func (l *line) optionalIdentity(key string) (string, bool) {
	text, cell, ok := l.text(key)
	if !ok || text == "" || absent(text) {
		return "", ok
	}
	return text, l.identifies(key, text, cell)
}

// identifies says what keeps a text from being told from others.
func (l *line) identifies(key, text string, cell table.Cell) bool {
	what := l.column(key).Name
	if key == "project" {
		what.EN = "project number"
	}
	switch {
	case cell.Number && lossy(text):
		l.fail(cell, both(
			"%[1]s按数字保存，超过15位的数字已丢失；请把该列设为文本格式后重新输入",
			"the %[2]s was kept as a number, which holds 15 digits; format the column as text and enter it again", what.ZH, what.EN))
		return false
	case unfit(text):
		l.fail(cell, both("%[1]s应为不超过64个字的一行文字", "want %[2]s of one line and at most 64 letters", what.ZH, article(what.EN)))
		return false
	}
	return true
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// column is a column's declaration.
func (l *line) column(key string) table.Column {
	for _, c := range l.t.Spec.Columns {
		if c.Key == key {
			return c
		}
	}
	return table.Column{}
}

// thing reads which project a row of the pipeline is about, by its number, its
// name, or both.
func (f *form) thing(needed bool) (project, name string) {
	project, okProject := f.optionalIdentity("project")
	name, okName := f.optionalIdentity("name")
	f.sound = f.sound && okProject && okName
	if project != "" {
		f.put("project", project)
	}
	if name != "" {
		f.put("name", name)
	}
	if needed && okProject && okName && project == "" && name == "" {
		cell, _ := f.cell("project")
		f.wrong(cell, words("“项目编号”和“名称”至少填一个", "fill in 项目编号 (project), 名称 (name), or both"))
	}
	return project, name
}
