package bulletin

import (
	"slices"
)

// A Revision is a cell of a table that has another value now than when the
// bulletin was issued.
type Revision struct{ Table, Row, Column, Then, Now string }

// revisable are the tables whose figures stand for a past period. The others are
// of the day on which they are made.
func revisable() []string { return []string{"indicators", "ranking", "pipeline"} }

// Revised says which figures differ between two makings of a bulletin.
func Revised(o Order, then Facts, later Order, now Facts) (all []Revision) {
	before, after := Make(o, then), Make(later, now)
	old, fresh := tables(&before), tables(&after)
	for _, id := range revisable() {
		all = append(all, compare(tableOf(old, id), tableOf(fresh, id))...)
	}
	return all
}

func tableOf(all []Table, id string) Table {
	for _, t := range all {
		if t.ID == id {
			return t
		}
	}
	return Table{}
}

// compare goes through the rows of both by what they are of, and their columns
// by name.
func compare(was, is Table) (all []Revision) {
	title := was.Title
	if title == "" {
		title = is.Title
	}
	named := func(t Table) (names []string) {
		for i := range t.Rows {
			names = append(names, cellOf(t, i, t.of))
		}
		return names
	}
	olds, news := named(was), named(is)
	for i, name := range olds {
		j := slices.Index(news, name)
		if j < 0 {
			all = append(all, Revision{Table: title, Row: name, Then: "✓", Now: "–"})
			continue
		}
		for _, column := range columnsOf(was, is) {
			then, now := cellOf(was, i, column), cellOf(is, j, column)
			if then != now {
				all = append(all, Revision{title, name, column, dash(then), dash(now)})
			}
		}
	}
	for _, name := range news {
		if !slices.Contains(olds, name) {
			all = append(all, Revision{Table: title, Row: name, Then: "–", Now: "✓"})
		}
	}
	return all
}

// columnsOf are the columns of either.
func columnsOf(was, is Table) []string {
	all := slices.Clone(was.Columns)
	for _, column := range is.Columns {
		if !slices.Contains(all, column) {
			all = append(all, column)
		}
	}
	return all
}

func cellOf(t Table, row int, column string) string {
	c := slices.Index(t.Columns, column)
	if c < 0 {
		return ""
	}
	return t.Rows[row][c].String()
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
