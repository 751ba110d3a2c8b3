package gate

import (
	"fmt"
	"regexp"
	"strings"

	"jindu/collector/table"
	"jindu/internal/model"
)

// A sheet is a table being read, with what carries over from row to row.
type sheet struct {
	c          *checker
	t          *table.Table
	columns    map[string]table.Heading // The first of each key.
	figures    []table.Heading          // The columns of values, across or not.
	region     string                   // Code of the line above the table; empty where there is none.
	regionless bool                     // It has been said that no region is known.
	above      map[string]table.Cell    // The last value of a column that may be left blank for "same as above".
	carried    map[string]int           // How many blanks were filled so.
}

func newSheet(c *checker, t *table.Table) *sheet {
	s := &sheet{
		c: c, t: t, columns: map[string]table.Heading{}, above: map[string]table.Cell{}, carried: map[string]int{},
	}
	for _, h := range t.Headings {
		if _, ok := s.columns[h.Key]; !ok {
			s.columns[h.Key] = h
		}
		if h.Key == table.FigureKey {
			s.figures = append(s.figures, h)
		}
	}
	if said := t.Title.Region; said.Text != "" {
		region, ok := c.Catalog.Region(said.Text)
		if !ok && said.Ref != "" { // Without a place it is another table's, and said there.
			c.problem(s.at(said.Ref, said.Text, c.unknownRegion(said.Text)))
		}
		s.region = region.Code
	}
	return s
}

// finish says what was filled in from above.
func (s *sheet) finish() {
	for _, key := range []string{"indicator", "region", "period", "project"} {
		if n := s.carried[key]; n > 0 {
			h := s.columns[key]
			s.c.warning(s.at("", "", both("“%s”列有 %d 格空着，按“同上”理解",
				"blank cells of the column %s that were read as the same as above: %d", h.Text, n)))
		}
	}
}

func (s *sheet) at(ref, value string, what model.Text) model.Problem {
	return model.Problem{File: s.t.File, Sheet: s.t.Sheet, Cell: ref, Value: shorten(value), What: what}
}

// shorten keeps a long text from swelling a list of problems.
func shorten(value string) string {
	if runes := []rune(value); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return strings.Clone(value) // Which may be a part of its whole row.
}

// A line is one row of a table being read. Its readers say what is wrong and
// then report false.
type line struct {
	*sheet
	row table.Row
}

// ref is a cell's place, and place the same with its sheet, as facts keep it.
func (l *line) ref(column int) string { return table.Ref(column, l.row.Number) }

func (l *line) place(column int) string {
	text := append(append(make([]byte, 0, 64), l.t.Sheet...), '!')
	return string(table.AppendRef(text, column, l.row.Number))
}

func (l *line) fail(cell table.Cell, what model.Text) {
	l.c.problem(l.at(l.ref(cell.Column), cell.Text, what))
}

func (l *line) warn(cell table.Cell, what model.Text) {
	l.c.warning(l.at(l.ref(cell.Column), cell.Text, what))
}

// cell gives the cell of a column; false where the table has no such column.
func (l *line) cell(key string) (table.Cell, bool) {
	h, ok := l.columns[key]
	if !ok {
		return table.Cell{Column: 1}, false
	}
	return l.row.At(h.Column), true
}

// text gives the words of a cell, trimmed and narrowed; empty where there are
// none. It reports false for a cell in error.
func (l *line) text(key string) (string, table.Cell, bool) {
	cell, _ := l.cell(key)
	if cell.Fault != nil {
		l.fail(cell, *cell.Fault)
		return "", cell, false
	}
	return table.Fold(cell.Text), cell, true
}

// carriedText is text, with a blank (or 同上) read as the same as above.
func (l *line) carriedText(key string) (string, table.Cell, bool) {
	text, cell, ok := l.text(key)
	if !ok {
		return "", cell, false
	}
	above, has := l.above[key]
	switch text {
	case "", "同上", "〃", `"`, "″":
		if has {
			l.carried[key]++
			above.Column = cell.Column
			return table.Fold(above.Text), above, true
		}
		return "", cell, true
	}
	l.above[key] = cell
	return text, cell, true
}

// own tells that the row itself has the words of a column, which are not
// carried from above: what is wrong with those has been said there.
func (l *line) own(key, text string) bool {
	cell, _ := l.cell(key)
	return table.Fold(cell.Text) == text
}

// needed is what to say of a blank cell that must not be one. That a whole
// column is missing has been said of the header.
func (l *line) needed(key string, cell table.Cell) {
	if _, has := l.columns[key]; !has {
		return
	}
	l.fail(cell, both("不能为空：%s", "must not be blank: %s", l.column(key).Label()))
}

// indicator reads the indicator of a row.
func (l *line) indicator() (model.Indicator, bool) {
	text, cell, ok := l.carriedText("indicator")
	if !ok {
		return model.Indicator{}, false
	}
	if text == "" {
		l.needed("indicator", cell)
		return model.Indicator{}, false
	}
	f, known := l.c.indicators[cell.Text]
	if !known {
		f.what, f.ok = l.findIndicator(cell.Text)
		l.c.indicators.keep(cell.Text, f)
	}
	i, ok := f.what, f.ok
	if !ok && l.own("indicator", text) {
		l.fail(cell, l.c.unknownIndicator(text))
	}
	return i, ok
}

// numbering is what printed tables put before a name: 一、 (二) 1. 其中：
var numbering = regexp.MustCompile(`^(\s*(\(?[一二三四五六七八九十]+\)?[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.)]|其中:|#))+\s*`)

// findIndicator looks a name up, with the numbering and 其中 that printed
// tables put before it left out where that finds it.
func (l *line) findIndicator(text string) (model.Indicator, bool) {
	folded := table.Fold(text)
	trimmed := numbering.ReplaceAllString(folded, "")
	for _, name := range []string{text, folded, strings.Join(strings.Fields(folded), ""), trimmed} {
		if i, ok := l.c.Catalog.Indicator(name); ok {
			return i, true
		}
	}
	for _, i := range l.c.Catalog.Indicators { // The catalog's own names may have wide brackets.
		for _, name := range append([]string{i.Code, i.Name, i.NameEN}, i.Aliases...) {
			if strings.EqualFold(table.Fold(name), folded) || strings.EqualFold(table.Fold(name), trimmed) {
				return i, true
			}
		}
	}
	return model.Indicator{}, false
}

// regionCode reads the region of a row: its own column, the line above the
// table, or that of the whole submission.
func (l *line) regionCode() (string, bool) {
	text, cell, ok := l.carriedText("region")
	if !ok {
		return "", false
	}
	if text != "" {
		region, ok := l.c.regionOf(text)
		if !ok && l.own("region", text) {
			l.fail(cell, l.c.unknownRegion(text))
		}
		return region.Code, ok
	}
	if l.t.Title.Region.Text != "" {
		return l.region, l.region != "" // What is wrong with it has been said.
	}
	if l.c.badRegion || l.regionless {
		return "", false // Said once for the whole upload, or sheet: the rows below take the first one's.
	}
	if l.c.region == "" {
		l.regionless = true
		l.fail(cell, words(
			"不知道是哪个地区：请填写“地区”列，或在表上方写明，如“地区：殷都区”；也可在报送时指明，或写在 jindu.yml 的 region 中",
			"the region is not known: fill in the column 地区 (region), or write it above the table, such as 地区：殷都区; "+
				"or name it as you hand in, or in jindu.yml (region)"))
	}
	return l.c.region, l.c.region != ""
}

// lossy tells a number with more digits than a spreadsheet keeps.
func lossy(text string) bool {
	return len(strings.TrimLeft(text, "-0")) > 15 && !strings.Contains(text, ".") || strings.ContainsAny(text, "eE")
}

// record takes a statement in.
func (l *line) record(r model.Record, err error) { l.state(r, err, nil) }

// state takes a statement in with the form that it was read from; nil for one
// that is not to be merged with others.
func (l *line) state(r model.Record, err error, f *form) {
	if err != nil { // Bodies are made of strings and numbers.
		panic(fmt.Sprintf("gate: %v", err))
	}
	r.Cell = l.place(l.first())
	l.c.stated = append(l.c.stated, stated{r, f})
}

// first is the column of the row's first cell.
func (l *line) first() int {
	if len(l.row.Cells) == 0 {
		return 1
	}
	return l.row.Cells[0].Column
}
