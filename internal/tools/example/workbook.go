package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// The rows of a sheet: a title, what the shading means, the header.
const (
	titleRow  = 1
	legendRow = 2
	headRow   = 3
)

const (
	legend = "灰色斜体为虚构数据，其余见于公报（见“说明”） / grey italics are made up, the rest is published"
	// bulletinDay is the workbook's date: a workbook of the same figures is the
	// same file on any day.
	bulletinDay = "2020-09-08T01:00:00Z"
)

// build writes the workbook of the CSV files in a folder.
func build(files fs.FS, to io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() { err = firstOf(err, f.Close()) }()
	b := &book{file: f, styles: map[look]int{}}
	if err := b.explain(); err != nil {
		return fmt.Errorf("sheet 说明: %w", err)
	}
	for _, l := range layouts() {
		s, err := readSource(files, l.name)
		if err != nil {
			return err
		}
		if err := b.sheet(l, s); err != nil {
			return fmt.Errorf("sheet %s: %w", l.name, err)
		}
	}
	if err := b.finish(); err != nil {
		return err
	}
	if err := f.Write(to); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

type book struct {
	file   *excelize.File
	styles map[look]int
}

// finish fixes what would differ from one run to the next.
func (b *book) finish() error {
	if err := b.file.DeleteSheet("Sheet1"); err != nil {
		return fmt.Errorf("drop the first sheet: %w", err)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Creator: "jindu", LastModifiedBy: "jindu", Title: "殷都区2020", Language: "zh-CN",
		Created: bulletinDay, Modified: bulletinDay,
	}); err != nil {
		return fmt.Errorf("set the document's properties: %w", err)
	}
	b.file.SetActiveSheet(0)
	return nil
}

func (b *book) sheet(l layout, s source) error {
	if _, err := b.file.NewSheet(l.name); err != nil {
		return err
	}
	kept := columnsOf(l, s)
	if err := b.dress(l, s, kept); err != nil {
		return err
	}
	for i, row := range s.rows {
		if l.units != nil && row[slices.Index(s.head, "单位")] != unitOf(l, s, row) {
			return fmt.Errorf("row %d: unit %q: the header says %s", i+2, row[slices.Index(s.head, "单位")], inHundredMillion)
		}
		for at, column := range kept {
			if err := b.cell(l, s, row, column, at+1, headRow+1+i); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnsOf gives the columns that the sheet shows: all, but 单位 where the
// headers carry the units.
func columnsOf(l layout, s source) []int {
	var kept []int
	for i, name := range s.head {
		if name != "单位" || l.units == nil {
			kept = append(kept, i)
		}
	}
	return kept
}

// unitOf is the unit that a row must have where the headers carry the units:
// none where it has no figure.
func unitOf(l layout, s source, row []string) string {
	for i, name := range s.head {
		if l.units[name] != "" && row[i] != "" {
			return l.units[name]
		}
	}
	return ""
}

// dress draws everything but the rows: title, legend, header, widths, panes.
func (b *book) dress(l layout, s source, kept []int) error {
	for at, column := range kept {
		name := s.head[column]
		text, width := name, l.widths[name]
		if u := l.units[name]; u != "" {
			text += "（" + u + "）"
		}
		if width == 0 {
			width = defaultWidth
		}
		letter, err := excelize.ColumnNumberToName(at + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(l.name, letter, letter, width); err != nil {
			return err
		}
		if err := b.put(l.name, at+1, headRow, text, look{kind: header}); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(len(kept), headRow+len(s.rows))
	if err != nil {
		return err
	}
	return firstOf(
		b.put(l.name, 1, titleRow, l.title, look{kind: heading}),
		b.put(l.name, 1, legendRow, legend, look{kind: note}),
		b.file.AutoFilter(l.name, "A"+strconv.Itoa(headRow)+":"+last, nil),
		b.file.SetPanes(l.name, &excelize.Panes{
			Freeze: true, XSplit: 1, YSplit: headRow, TopLeftCell: "B" + strconv.Itoa(headRow+1), ActivePane: "bottomRight",
		}),
	)
}

// cell writes one value as what it is: a number, a date or words.
func (b *book) cell(l layout, s source, row []string, column, x, y int) error {
	text, name := row[column], s.head[column]
	if text == "" {
		return nil
	}
	shaded, err := s.invented(row, column)
	if err != nil {
		return err
	}
	kind := look{kind: words, shaded: shaded}
	var value any = text
	switch {
	case dates[name]:
		kind.format = isoDate
		value, err = time.Parse(time.DateOnly, text)
	case years[name]:
		value, err = strconv.Atoi(text)
	case figures[name]:
		kind.format = l.digits
		value, err = strconv.ParseFloat(text, 64) // The shortest decimal of it is the text again.
	}
	if err != nil {
		return fmt.Errorf("column %s: %w", name, err)
	}
	return b.put(l.name, x, y, value, kind)
}

func (b *book) put(sheet string, x, y int, value any, l look) error {
	ref, err := excelize.CoordinatesToCellName(x, y)
	if err != nil {
		return err
	}
	style, err := b.style(l)
	if err != nil {
		return err
	}
	return firstOf(b.file.SetCellValue(sheet, ref, value), b.file.SetCellStyle(sheet, ref, ref, style))
}

func (b *book) explain() error {
	const sheet = "说明"
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	if err := b.file.SetColWidth(sheet, "A", "A", 130); err != nil {
		return err
	}
	for i, line := range explanation() {
		kind := look{kind: paragraph}
		if i == 0 {
			kind.kind = heading
		}
		if err := b.put(sheet, 1, i+1, line, kind); err != nil {
			return err
		}
	}
	return nil
}
