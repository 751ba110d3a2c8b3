package format

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"jindu/collector/table"
)

// A xmlCell is a cell as the sheet's part holds it.
type xmlCell struct {
	Ref     string    `xml:"r,attr"`
	Style   int       `xml:"s,attr"`
	Type    string    `xml:"t,attr"`
	Formula *struct{} `xml:"f"`
	Value   *string   `xml:"v"`
	Inline  *richText `xml:"is"`
}

type xmlRow struct {
	Number int       `xml:"r,attr"`
	Cells  []xmlCell `xml:"c"`
}

// richText is a text whose parts may be written differently; readings (rPh)
// are not part of it.
type richText struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (t richText) String() string {
	if len(t.Runs) == 0 {
		return t.Text
	}
	var b strings.Builder
	b.WriteString(t.Text)
	for _, r := range t.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// readSheet reads the cells row by row, then fills the merged ones.
func (w *workbookReader) readSheet(ctx context.Context, s sheetPart) (table.Sheet, error) {
	sheet := table.Sheet{Name: s.name}
	r, err := w.open(s.part)
	if err != nil {
		return sheet, damaged(w.file, err)
	}
	defer func() { _ = r.Close() }()
	var merged []area
	decoder := xml.NewDecoder(r)
	for {
		if err := ctx.Err(); err != nil {
			return sheet, err
		}
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return sheet, damaged(w.file, fmt.Errorf("sheet %s: %w", s.name, err))
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "row":
			err = w.readRow(decoder, start, &sheet)
		case "mergeCell":
			merged = appendArea(merged, start)
		}
		if err != nil {
			return sheet, err
		}
	}
	slices.SortStableFunc(sheet.Rows, func(a, b table.Row) int { return cmp.Compare(a.Number, b.Number) })
	return w.fillMerged(sheet, merged)
}

func (w *workbookReader) readRow(decoder *xml.Decoder, start xml.StartElement, sheet *table.Sheet) error {
	var raw xmlRow
	if err := decoder.DecodeElement(&raw, &start); err != nil {
		return damaged(w.file, fmt.Errorf("sheet %s: %w", sheet.Name, err))
	}
	if raw.Number == 0 { // Rows may leave their number out; each then follows the one before.
		raw.Number = 1
		if n := len(sheet.Rows); n > 0 {
			raw.Number = sheet.Rows[n-1].Number + 1
		}
	}
	row := table.Row{Number: raw.Number}
	column := 0
	for _, c := range raw.Cells {
		column++
		if c.Ref != "" {
			named, _, ok := table.ParseRef(c.Ref)
			if !ok {
				return damaged(w.file, fmt.Errorf("sheet %s: cell %q", sheet.Name, c.Ref))
			}
			column = named
		}
		if cell, ok := w.cell(c); ok {
			cell.Column = column
			row.Cells = append(row.Cells, cell)
		}
	}
	if len(row.Cells) == 0 {
		return nil
	}
	slices.SortStableFunc(row.Cells, func(a, b table.Cell) int { return cmp.Compare(a.Column, b.Column) })
	sheet.Rows = append(sheet.Rows, row)
	return w.within(sheet.Name, row)
}

// within holds what has been read against the limits.
func (w *workbookReader) within(sheet string, row table.Row) error {
	w.cells += len(row.Cells)
	switch {
	case w.cells > w.limits.Cells:
		return tooLarge(w.file, "", "单元格数", "cells", int64(w.limits.Cells))
	case row.Number > w.limits.Rows || row.Number < 1:
		return tooLarge(w.file, sheet, "行数", "rows", int64(w.limits.Rows))
	case row.Cells[len(row.Cells)-1].Column > w.limits.Columns:
		return tooLarge(w.file, sheet, "列数", "columns", int64(w.limits.Columns))
	}
	return nil
}

// sharedStrings reads the texts that cells refer to by number.
func (w *workbookReader) sharedStrings() error {
	part := w.parts["xl/sharedstrings.xml"]
	if part == nil {
		return nil
	}
	r, err := w.open(part)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	decoder := xml.NewDecoder(r)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("shared strings: %w", err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			var text richText
			if err := decoder.DecodeElement(&text, &start); err != nil {
				return fmt.Errorf("shared strings: %w", err)
			}
			w.strings = append(w.strings, text.String())
		}
	}
}
