package table

import (
	"fmt"
	"path"
	"strings"

	"jindu/internal/model"
)

// A Table is a sheet's table, found and laid out.
type Table struct {
	Spec     Spec
	File     string
	Sheet    string
	Title    Title
	Headings []Heading // Of the columns that are read, in their order.
	Rows     []Row     // The rows of data: no titles, totals or footnotes.
	Problems []model.Problem
	Warnings []model.Problem
}

// Find reads every table of a sheet's or a file's kinds that the specs know.
// As says which kind a sheet is, whatever it is called; empty leaves that to
// the sheet's name and headers. It gives false, and what to say about it, for
// a sheet that is no known table.
func Find(file string, sheet Sheet, specs []Spec, as string) (Table, bool, []model.Problem) {
	if len(sheet.Rows) == 0 || (as == "" && ignorable(sheet.Name)) {
		return Table{}, false, nil
	}
	candidates, exact := named(sheet.Name, specs)
	sure := exact && !candidates[0].Common
	if as != "" {
		candidates, _ = named(as, specs)
		sure = true
	}
	spec, at, ok := choose(sheet.Rows, candidates, sure, specs)
	if !ok {
		return Table{}, false, []model.Problem{{File: file, Sheet: sheet.Name, What: unknownSheet(specs)}}
	}
	t := Table{Spec: spec.Spec, File: file, Sheet: sheet.Name}
	t.read(spec, sheet, at)
	return t, true, nil
}

// choose settles a sheet's kind: the one it is named after, or else the one
// whose headers it has. Where the name leaves that in doubt, it gives way to
// the headers of another kind, and a common word alone makes no table.
func choose(rows []Row, candidates []Spec, sure bool, all []Spec) (reader, header, bool) {
	if len(candidates) == 1 {
		return settle(rows, newReader(candidates[0]), sure, all)
	}
	if len(candidates) == 0 {
		candidates = all
	}
	var best reader
	var place header
	most := 0
	for _, c := range candidates {
		spec := newReader(c)
		at := findHeader(rows, spec)
		if at.names > most && spec.fits(rows, at) {
			best, place, most = spec, at, at.names
		}
	}
	return best, place, most > 0
}

// settle takes the one kind that a sheet is named after, unless that is in
// doubt and the headers are another's.
func settle(rows []Row, spec reader, sure bool, all []Spec) (reader, header, bool) {
	at := findHeader(rows, spec)
	fits := spec.fits(rows, at)
	if sure || fits && spec.whole(rows, at) {
		return spec, at, true
	}
	other, place, ok := choose(rows, nil, false, all) // 2020年开工情况 can be a table of projects.
	if ok && (!fits || place.names > at.names && other.whole(rows, place)) {
		return other, place, true
	}
	if fits {
		return spec, at, true
	}
	return spec, at, !spec.Common
}

// fits tells whether a header names enough of the columns that must be there.
func (s reader) fits(rows []Row, at header) bool {
	return at.names > 0 && len(s.missing(s.headings(rows, at, placeholderYear), Title{})) <= s.lenient()
}

// whole tells whether a header names every column that must be there.
func (s reader) whole(rows []Row, at header) bool {
	return len(s.missing(s.headings(rows, at, placeholderYear), Title{})) == 0
}

// lenient is how many required columns may be missing for a sheet to be still
// taken for the kind, so that the reader is told which.
func (s Spec) lenient() int {
	required := 0
	for _, c := range s.Columns {
		if c.Required {
			required++
		}
	}
	return required / 2
}

func (t *Table) read(spec reader, sheet Sheet, at header) {
	if at.names == 0 {
		t.problem("", "", model.Text{
			ZH: "找不到表头：表“" + spec.Name.ZH + "”应有列 " + spec.labels(true, Chinese),
			EN: "no header found: the table " + spec.Name.EN + " needs the columns " + spec.labels(true, English),
		})
		return
	}
	title, remarks := readTitle(sheet.Name, sheet.Rows[:at.top])
	if title.Year == 0 { // 2020年重点项目.xlsx
		title.readYear(yearAlone, Fold(strings.TrimSuffix(t.File, path.Ext(t.File))))
	}
	t.Title = title
	for _, r := range remarks {
		t.warning(r.ref, r.value, r.what)
	}
	headings := spec.headings(sheet.Rows, at, title.Year)
	t.place(spec, headings, sheet.Rows[at.bottom].Number)
	t.Rows = t.dataRows(spec, headings, sheet.Rows, at)
}

// place keeps the columns that are read, and says what is wrong with the rest.
func (t *Table) place(spec reader, headings []Heading, row int) {
	seen := map[string]Heading{}
	for _, h := range headings {
		ref := Ref(h.Column, row)
		switch {
		case h.ignored():
			continue
		case h.Key == "":
			t.warning(ref, h.Text, model.Text{
				ZH: "未知的列，未读取；本表认识的列：" + spec.labels(false, Chinese),
				EN: "unknown column, not read; this table knows " + spec.labels(false, English),
			})
			continue
		case h.problem != nil:
			t.problem(ref, h.Text, *h.problem)
		}
		identity := h.Key
		if h.Figure {
			identity = fmt.Sprintf("%s %s %s", h.Key, h.Period, h.Measure)
		}
		if first, twice := seen[identity]; twice {
			t.problem(ref, h.Text, model.Text{
				ZH: fmt.Sprintf("列重复：%s列“%s”已是此列", ColumnName(first.Column), first.Text),
				EN: fmt.Sprintf("duplicate column: column %s, %q, is this one already", ColumnName(first.Column), first.Text),
			})
			continue
		}
		seen[identity] = h
		t.Headings = append(t.Headings, h)
	}
	if missing := spec.missing(t.Headings, t.Title); len(missing) > 0 {
		var names []string
		var hint model.Text
		for _, c := range missing {
			names = append(names, c.Label())
			if c.FromTitle != nil {
				hint = inTitle[c.Key]
			}
		}
		t.problem(Ref(1, row), "", model.Text{
			ZH: "缺少列：" + strings.Join(names, "、") + hint.ZH,
			EN: "missing columns: " + strings.Join(names, ", ") + hint.EN,
		})
	}
}

// inTitle is how the lines above a table say what a column would.
var inTitle = map[string]model.Text{
	"period": {ZH: "；期间也可写在标题中，如“2020年1—7月”", EN: "; the title may name the period instead, such as 2020年1—7月"},
	"year":   {ZH: "；年度也可写在标题中，如“2020年”", EN: "; the title may name the year instead, such as 2020年"},
	"cutoff": {ZH: "；数据截至也可写在标题中，如“截至2020年7月25日”", EN: "; the title may name the cut-off instead, such as 截至2020年7月25日"},
}

// missing are the required columns that neither the headings nor the title
// give.
func (s Spec) missing(headings []Heading, title Title) []Column {
	has := map[string]bool{}
	for _, h := range headings {
		has[h.Key] = true
		if h.Figure && (!h.Period.IsZero() || h.problem != nil) {
			has["period"] = true
		}
		if h.Figure && h.Measure != "" {
			has["measure"] = true
		}
	}
	var missing []Column
	for _, c := range s.Columns {
		if !c.Required || has[c.Key] || (c.FromTitle != nil && c.FromTitle(title)) {
			continue
		}
		missing = append(missing, c)
	}
	return missing
}

// The languages that lists of columns are written in.
const (
	Chinese = model.Chinese
	English = model.English
)

// labels lists the columns, or the required ones, in a language.
func (s Spec) labels(required bool, lang model.Language) string {
	var names []string
	for _, c := range s.Columns {
		if c.Required || !required {
			names = append(names, c.Name.In(lang))
		}
	}
	if lang == Chinese {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

func unknownSheet(specs []Spec) model.Text {
	var zh, en []string
	for _, s := range specs {
		zh, en = append(zh, s.Name.ZH), append(en, s.Name.EN)
	}
	return model.Text{
		ZH: "不是认识的表，未读取；工作表或文件应名为 " + strings.Join(zh, "、"),
		EN: "not a known table, so it is not read; name the sheet or the file " + strings.Join(en, ", "),
	}
}

func (t *Table) problem(ref, value string, what model.Text) {
	t.Problems = append(t.Problems, t.at(ref, value, what))
}

func (t *Table) warning(ref, value string, what model.Text) {
	t.Warnings = append(t.Warnings, t.at(ref, value, what))
}

func (t *Table) at(ref, value string, what model.Text) model.Problem {
	return model.Problem{File: t.File, Sheet: t.Sheet, Cell: ref, Value: value, What: what}
}
