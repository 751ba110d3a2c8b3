package table

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"jindu/internal/model"
)

// A Heading is one column of a table as it was found in a sheet.
type Heading struct {
	Column  int           // From 1.
	Key     string        // Of the spec's column; empty where the column is not read.
	Text    string        // As written, the rows of a header joined.
	Unit    *model.Unit   // 投资额（亿元）; nil where the header names none.
	Period  model.Period  // Of figures across the columns.
	Measure model.Measure // Likewise.
	Figure  bool          // A column of figures by its period or measure.
	problem *model.Text   // Why the header can't be used.
}

// headerRows is how far down a sheet the header is looked for.
const headerRows = 40

// placeholderYear stands in while the year of the sheet is not known yet.
const placeholderYear = 2000

var bracketed = regexp.MustCompile(`^(.*?)\s*[(\[【]([^()\[\]【】]*)[)\]】]\s*$`)

// A header is where the header of a table lies, one row or two, and how many
// columns it names; 0 where there is none.
type header struct{ top, bottom, names int } // Indexes of rows.

// findHeader looks for the row that names the most columns of a spec.
func findHeader(rows []Row, spec reader) header {
	best, most := -1, 0
	for i := range min(len(rows), headerRows) {
		if score := spec.score(rows[i]); score > most {
			best, most = i, score
		}
	}
	if best < 0 || most < 2 {
		return header{}
	}
	if best > 0 && spec.joins(rows[best-1], rows[best]) {
		return header{best - 1, best, most}
	}
	if best+1 < len(rows) && spec.joins(rows[best], rows[best+1]) {
		return header{best, best + 1, most}
	}
	return header{best, best, most}
}

// score counts the columns of the spec that a row names. Periods and measures
// count only beside one of those.
func (s reader) score(row Row) int {
	if !slices.ContainsFunc(row.Cells, s.mayName) {
		return 0 // Most rows: those of data.
	}
	names, figures := 0, 0
	for _, cell := range row.Cells {
		h := s.heading(cell.Text, "", placeholderYear)
		switch {
		case h.Figure:
			figures++
		case h.Key != "":
			names++
		}
	}
	if names == 0 {
		return 0
	}
	return names + figures
}

// mayName tells a cell that can be the name of a column; heading says whether
// it is.
func (s reader) mayName(cell Cell) bool {
	if _, ok := s.keys[foldName(cell.Text)]; ok {
		return true
	}
	name, unit := splitUnit(cell.Text)
	_, ok := s.keys[foldName(name)]
	return ok && unit != nil
}

// joins tells whether two rows are one header: the lower continues merged
// cells of the upper, or leaves the first column to it, and has only words.
func (s reader) joins(upper, lower Row) bool {
	if lower.Number != upper.Number+1 || len(upper.Cells) == 0 || len(lower.Cells) == 0 {
		return false
	}
	first := s.heading(upper.Cells[0].Text, "", placeholderYear)
	continued := lower.At(upper.Cells[0].Column).Blank() && (first.Key != "" || first.ignored())
	named := false
	for _, cell := range lower.Cells {
		above := upper.At(cell.Column)
		if cell.Copy && above.Text == cell.Text {
			continued = true
			continue
		}
		if cell.Number || cell.Fault != nil {
			return false
		}
		h := s.heading(s.above(upper, lower, cell.Column), cell.Text, placeholderYear)
		named = named || h.Key != ""
	}
	return continued && named
}

// above gives the text over a cell of the lower row; a file without merged
// cells leaves the columns after the first of a group blank.
func (s reader) above(upper, lower Row, column int) string {
	for c := column; c > 0; c-- {
		if cell := upper.At(c); !cell.Blank() {
			return cell.Text
		}
		if lower.At(c).Blank() {
			return ""
		}
	}
	return ""
}

// headings reads every column of the header.
func (s reader) headings(rows []Row, at header, year int) []Heading {
	top, bottom := rows[at.top], rows[at.bottom]
	last := 0
	for _, row := range []Row{top, bottom} {
		if n := len(row.Cells); n > 0 {
			last = max(last, row.Cells[n-1].Column)
		}
	}
	var found []Heading
	for column := 1; column <= last; column++ {
		upper, lower := top.At(column).Text, bottom.At(column).Text
		switch {
		case at.top == at.bottom:
			upper = ""
		case lower == upper:
			lower, upper = upper, ""
		case Fold(lower) == "":
			lower, upper = upper, ""
		default:
			upper = s.above(top, bottom, column)
		}
		if Fold(lower) == "" {
			continue
		}
		h := s.heading(upper, lower, year)
		h.Column = column
		found = append(found, h)
	}
	return found
}

// heading reads a header of one row (upper is empty) or of two.
func (s reader) heading(upper, lower string, year int) Heading {
	if Fold(lower) == "" {
		upper, lower = "", upper
	}
	upperName, upperUnit := splitUnit(upper)
	lowerName, lowerUnit := splitUnit(lower)
	if lowerUnit == nil {
		lowerUnit = upperUnit
	}
	h := Heading{Text: strings.TrimSpace(Fold(upper) + " " + Fold(lower)), Unit: lowerUnit}
	for _, name := range joined(upperName, lowerName) {
		if s.match(&h, name, year) {
			return h
		}
	}
	if upper == "" { // 固定资产投资（不含农户） is a name with its bracket.
		s.match(&h, Fold(lower), year)
	}
	return h
}

// otherYears are words over a group of columns that make them speak of
// something else than the columns' own names do.
var otherYears = regexp.MustCompile(`上年|去年|同期|计划|last year|planned`)

// joined gives the readings of a header of two rows, the likeliest first.
func joined(upper, lower string) []string {
	switch {
	case upper == "":
		return []string{lower}
	case lower == "": // The lower row holds but the unit.
		return []string{upper}
	case otherYears.MatchString(upper):
		return []string{upper + lower, lower + upper}
	}
	return []string{upper + lower, lower + upper, lower}
}

// splitUnit parts a header from the unit in its brackets.
func splitUnit(text string) (string, *model.Unit) {
	text = Fold(text)
	if last, _ := utf8.DecodeLastRuneInString(text); !strings.ContainsRune(")]】", last) {
		return text, nil
	}
	if m := bracketed.FindStringSubmatch(text); m != nil {
		if u, ok := model.ParseUnit(m[2]); ok {
			return m[1], &u
		}
	}
	return text, nil
}

// match fills the heading in where the name is one of the spec's columns, or a
// period or measure where figures go across.
func (s reader) match(h *Heading, name string, year int) bool {
	if key, ok := s.keys[foldName(name)]; ok {
		h.Key = key
		return true
	}
	return s.matchFigure(h, name, year)
}

// ignored tells a column that offices keep for themselves.
func (h Heading) ignored() bool { return h.Key == "" && ignoredHeaders[foldName(h.Text)] }
