package format

import (
	"encoding/xml"
	"slices"
	"strings"

	"jindu/collector/table"
)

// An area is a range of merged cells.
type area struct{ left, top, right, bottom int }

func appendArea(areas []area, start xml.StartElement) []area {
	for _, attr := range start.Attr {
		if attr.Name.Local != "ref" {
			continue
		}
		first, last, _ := strings.Cut(attr.Value, ":")
		left, top, ok := table.ParseRef(first)
		right, bottom, also := table.ParseRef(last)
		if ok && also && left <= right && top <= bottom {
			areas = append(areas, area{left, top, right, bottom})
		}
	}
	return areas
}

// fillMerged gives every cell of a merged range the value of its first cell.
// Rows that hold nothing of their own stay left out.
func (w *workbookReader) fillMerged(sheet table.Sheet, areas []area) (table.Sheet, error) {
	for _, a := range areas {
		i, ok := slices.BinarySearchFunc(sheet.Rows, a.top, func(r table.Row, n int) int { return r.Number - n })
		if !ok {
			continue
		}
		value := sheet.Rows[i].At(a.left)
		if value.Blank() {
			continue
		}
		value.Copy = true
		for ; i < len(sheet.Rows) && sheet.Rows[i].Number <= a.bottom; i++ {
			w.fillRow(&sheet.Rows[i], a, value)
			if w.cells > w.limits.Cells {
				return sheet, tooLarge(w.file, "", "单元格数", "cells", int64(w.limits.Cells))
			}
		}
	}
	return sheet, nil
}

// fillRow fills the part of an area that lies in a row.
func (w *workbookReader) fillRow(row *table.Row, a area, value table.Cell) {
	for column := a.left; column <= min(a.right, w.limits.Columns); column++ {
		w.cells++
		if column == a.left && row.Number == a.top {
			continue
		}
		value.Column = column
		at, found := slices.BinarySearchFunc(row.Cells, column, func(c table.Cell, n int) int { return c.Column - n })
		if found {
			row.Cells[at] = value
		} else {
			row.Cells = slices.Insert(row.Cells, at, value)
		}
	}
}
