package table

import (
	"strings"

	"jindu/internal/model"
)

// A Spec declares one kind of table.
type Spec struct {
	Kind    string     // What the gate knows it by: indicators.
	Name    model.Text // What a sheet or a file is called: 指标, indicators.
	Aliases []string
	Columns []Column

	// Across allows periods and measures as headers, each such column holding
	// figures (months across the columns).
	Across bool

	// Common says that offices give the name to sheets of their own too: one
	// without these headers is another sheet, and not this one gone wrong.
	Common bool
}

// A Column declares one column of a kind of table.
type Column struct {
	Key      string     // What the gate knows it by: completed.
	Name     model.Text // The header: 本年完成投资, completed.
	Aliases  []string
	Required bool
	Sum      bool // The figures add up, so a row of totals can be checked.
	Carried  bool // A blank means the same as above.

	// FromTitle tells that a required column may be missing where the lines
	// above the table say the same for every row.
	FromTitle func(Title) bool
}

// A reader is a spec with its headers at hand.
type reader struct {
	Spec
	keys map[string]string // A column's key by each of its names, folded.
}

func newReader(s Spec) reader {
	keys := map[string]string{}
	for _, c := range s.Columns {
		for _, n := range append([]string{c.Key, c.Name.ZH, c.Name.EN}, c.Aliases...) {
			keys[foldName(n)] = c.Key
		}
	}
	return reader{s, keys}
}

// column gives the declaration of a column.
func (s Spec) column(key string) Column {
	for _, c := range s.Columns {
		if c.Key == key {
			return c
		}
	}
	return Column{}
}

// Label names the column for people.
func (c Column) Label() string { return c.Name.ZH + " (" + c.Name.EN + ")" }

// ignoredHeaders are columns that offices keep for themselves.
var ignoredHeaders = map[string]bool{
	"序号": true, "no.": true, "no": true, "#": true, "排名": true,
}

// ignoredSheets end the names of sheets that hold words for the reader.
var ignoredSheets = []string{
	"说明", "目录", "封面", "解释", "字典", "readme", "instructions", "instruction", "contents", "notes", "cover",
}

// ignorable tells a sheet that is for people, not for the collector.
func ignorable(sheet string) bool {
	name := foldName(sheet)
	for _, end := range ignoredSheets {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// named gives the specs that a sheet's name points to: the one it is called
// exactly, or else all whose name it contains.
func named(sheet string, specs []Spec) (found []Spec, exact bool) {
	name := foldName(sheet)
	var contained []Spec
	for _, s := range specs {
		for _, n := range append([]string{s.Kind, s.Name.ZH, s.Name.EN}, s.Aliases...) {
			n = foldName(n)
			if name == n {
				return []Spec{s}, true
			}
			if strings.Contains(name, n) {
				contained = append(contained, s)
				break
			}
		}
	}
	return contained, false
}
