package format

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"jindu/collector/table"
)

// readSheet reads the cells row by row, then fills the merged ones.
func (w *workbookReader) readSheet(ctx context.Context, s sheetPart) (table.Sheet, error) {
	sheet := table.Sheet{Name: s.name}
	r, err := w.open(s.part)
	if err != nil {
		return sheet, damaged(w.file, err)
	}
	defer func() { _ = r.Close() }()
	var merged []area
	tokens := tokenReader{xml.NewDecoder(r)}
	var row openRow
	for {
		if err := ctx.Err(); err != nil {
			return sheet, err
		}
		start, err := tokens.start("row", "c", "mergeCell")
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return sheet, damaged(w.file, fmt.Errorf("sheet %s: %w", s.name, err))
		}
		switch start.Name.Local {
		case "row":
			if err := w.endRow(&sheet, row.Row); err != nil {
				return sheet, err
			}
			row = openRow{Row: table.Row{Number: rowNumber(start, row.Number)}}
		case "c":
			if err := w.addCell(tokens, start, s.name, &row); err != nil {
				return sheet, w.unlessSaid(fmt.Errorf("sheet %s: %w", s.name, err))
			}
		case "mergeCell":
			if merged = appendArea(merged, start); len(merged) > w.limits.Rows {
				return sheet, tooLarge(w.file, s.name, "合并区域数", "merged ranges", int64(w.limits.Rows))
			}
		}
	}
	if err := w.endRow(&sheet, row.Row); err != nil {
		return sheet, err
	}
	slices.SortStableFunc(sheet.Rows, func(a, b table.Row) int { return cmp.Compare(a.Number, b.Number) })
	return w.fillMerged(sheet, merged)
}

// rowNumber reads a row's number. A row may leave it out; it then follows the
// one before.
func rowNumber(start xml.StartElement, before int) int {
	if text := attribute(start, "r"); text != "" {
		number, err := strconv.Atoi(text)
		if err != nil {
			return -1 // Beyond every limit.
		}
		return number
	}
	return before + 1
}

// An openRow is a row being read.
type openRow struct {
	table.Row
	column int // Of the last cell, empty or not.
}

// addCell reads a cell into its row. A cell may leave its place out; it then
// follows the one before.
func (w *workbookReader) addCell(tokens tokenReader, start xml.StartElement, sheet string, row *openRow) error {
	raw, err := tokens.cell(start)
	if err != nil {
		return err
	}
	row.column++
	if raw.ref != "" {
		named, _, ok := table.ParseRef(raw.ref)
		if !ok {
			return fmt.Errorf("cell %q", raw.ref)
		}
		row.column = named
	}
	if cell, ok := w.cell(raw); ok {
		if w.cells++; w.cells > w.limits.Cells {
			return tooLarge(w.file, "", "单元格数", "cells", int64(w.limits.Cells))
		}
		cell.Column = row.column
		if tooLong(cell.Text) {
			return longCell(w.file, sheet, table.Ref(row.column, row.Number), cell.Text)
		}
		row.Cells = append(row.Cells, cell)
	}
	return nil
}

// endRow keeps a row that holds something.
func (w *workbookReader) endRow(sheet *table.Sheet, row table.Row) error {
	if len(row.Cells) == 0 {
		return nil
	}
	slices.SortStableFunc(row.Cells, func(a, b table.Cell) int { return cmp.Compare(a.Column, b.Column) })
	sheet.Rows = append(sheet.Rows, row)
	switch {
	case row.Number > w.limits.Rows || row.Number < 1:
		return tooLarge(w.file, sheet.Name, "行数", "rows", int64(w.limits.Rows))
	case row.Cells[len(row.Cells)-1].Column > w.limits.Columns:
		return tooLarge(w.file, sheet.Name, "列数", "columns", int64(w.limits.Columns))
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
	tokens := tokenReader{xml.NewDecoder(r)}
	for {
		start, err := tokens.start("si")
		if errors.Is(err, io.EOF) {
			return nil
		}
		var text string
		if err == nil {
			text, err = tokens.text(start)
		}
		if err != nil {
			return fmt.Errorf("shared strings: %w", err)
		}
		if len(w.strings) >= w.limits.Cells {
			return tooLarge(w.file, "", "文本数", "texts", int64(w.limits.Cells))
		}
		w.strings = append(w.strings, text)
	}
}
