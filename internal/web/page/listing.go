package page

import (
	"html/template"
	"slices"
	"strings"

	"jindu/internal/model"
	"jindu/internal/sheet"
)

// A Column of a list of things of one kind.
type Column[R any] struct {
	Key   string // As ?sort= names it; a column without one does not sort.
	Name  model.Text
	Cell  func(R) sheet.Cell
	Order func(R) sheet.Cell    // What it sorts by, where that is not the cell.
	Show  func(R) template.HTML // On the page, where that is more than the cell; nil shows the cell.
	Worst bool                  // The smallest is what readers look for: the first click puts it first.
}

// A Listing shows things in columns: sorted as ?sort= says, a page at a time,
// and as a table to keep.
type Listing[R any] struct {
	Columns []Column[R]
	Whole   bool // All rows stand on one page.
}

// A Table is a list as a page shows it.
type Table struct {
	Heads []Head
	Rows  [][]Shown
	Pages Pages
}

// A Head is that of a column. Its link sorts by it.
type Head struct {
	Name, Link, Arrow string
	Sorted            string // For those who hear the page: ascending, descending or none; empty where it does not sort.
	Numeric           bool
}

// Shown is a cell on a page.
type Shown struct {
	HTML    template.HTML
	Numeric bool
}

// Sort puts rows in the order that ?sort= asks for: a column's key, with a
// minus before it for the largest first. Rows that have nothing there come
// last; equal ones stay as they are. It says what is wrong with an unknown key.
func (l Listing[R]) Sort(rows []R, a Asked) *Refusal {
	key, down := strings.CutPrefix(a.Query.Get("sort"), "-")
	if key == "" {
		return nil
	}
	at := slices.IndexFunc(l.Columns, func(c Column[R]) bool { return c.Key == key })
	if at < 0 {
		return l.unsortable()
	}
	cell := l.Columns[at].Cell
	if order := l.Columns[at].Order; order != nil {
		cell = order
	}
	slices.SortStableFunc(rows, func(x, y R) int {
		a, b := cell(x), cell(y)
		switch {
		case a.Empty() || b.Empty():
			return FalseFirst(a.Empty(), b.Empty())
		case down:
			return b.Compare(a)
		}
		return a.Compare(b)
	})
	return nil
}

// FalseFirst orders what is false before what is true.
func FalseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (l Listing[R]) unsortable() *Refusal {
	var known []string
	for _, c := range l.Columns {
		if c.Key != "" {
			known = append(known, c.Key)
		}
	}
	list := strings.Join(known, ", ")
	return Bad(model.Text{
		ZH: "sort：应为 " + list + " 之一，前加 - 则从大到小", EN: "sort: want one of " + list + ", with - before it for the largest first",
	})
}

// Table shows the rows of the page that ?page= asks for.
func (l Listing[R]) Table(rows []R, a Asked) Table {
	t := Table{Pages: pagesOf(len(rows), a)}
	if l.Whole {
		t.Pages = Pages{Rows: len(rows), Number: 1, Of: 1, to: len(rows)}
	}
	for _, c := range l.Columns {
		t.Heads = append(t.Heads, l.head(c, a))
	}
	for _, row := range rows[t.Pages.from:t.Pages.to] {
		shown := make([]Shown, len(l.Columns))
		for i, c := range l.Columns {
			cell := c.Cell(row)
			shown[i] = Shown{template.HTML(template.HTMLEscapeString(cell.String())), cell.Format.Numeric()} //nolint:gosec // It is escaped.
			if cell.Empty() && cell.Format != sheet.Words {
				shown[i].HTML = `<span class="soft">–</span>`
			}
			if c.Show != nil {
				shown[i].HTML = c.Show(row)
			}
		}
		t.Rows = append(t.Rows, shown)
	}
	return t
}

// head leads to the list sorted by its column: first by what readers look for,
// then the other way round.
func (l Listing[R]) head(c Column[R], a Asked) Head {
	var none R
	h := Head{Name: c.Name.In(a.Lang), Numeric: c.Cell(none).Format.Numeric()}
	if c.Key == "" {
		return h
	}
	first, second := c.Key, "-"+c.Key
	if h.Numeric && !c.Worst {
		first, second = second, first
	}
	sorted := a.Query.Get("sort")
	h.Link, h.Sorted = a.Here("sort", first, "page", ""), "none"
	if sorted == first {
		h.Link = a.Here("sort", second, "page", "")
	}
	switch sorted {
	case c.Key:
		h.Arrow, h.Sorted = "▲", "ascending"
	case "-" + c.Key:
		h.Arrow, h.Sorted = "▼", "descending"
	}
	return h
}

// Sheet is the whole list to keep.
func (l Listing[R]) Sheet(name string, rows []R, a Asked) sheet.Sheet {
	s := sheet.Sheet{Name: sheet.SafeName(name)}
	for _, c := range l.Columns {
		s.Columns = append(s.Columns, c.Name.In(a.Lang))
	}
	for _, row := range rows {
		cells := make([]sheet.Cell, len(l.Columns))
		for i, c := range l.Columns {
			cells[i] = c.Cell(row)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}
