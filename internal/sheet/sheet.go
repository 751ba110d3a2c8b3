package sheet

import (
	"encoding/csv"
	"io"

	"jindu/internal/model"
)

// A Sheet is one table. Every row has as many cells as there are columns.
type Sheet struct {
	Name    string   // Of the sheet in a workbook.
	Notes   []string // Above the table in a workbook: what it is, and as of when.
	Columns []string // Their heads, with units.
	Rows    [][]Cell
}

// WriteCSV writes the table alone, with a byte order mark, by which Excel on a
// Chinese Windows knows UTF-8. No cell is a formula to a spreadsheet.
func (s Sheet) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	line := make([]string, len(s.Columns))
	for i, head := range s.Columns {
		line[i] = model.SpreadsheetText(head)
	}
	if err := table.Write(line); err != nil {
		return err
	}
	for _, row := range s.Rows {
		for i, cell := range row {
			line[i] = cell.String()
			if cell.Format == Words {
				line[i] = model.SpreadsheetText(line[i])
			}
		}
		if err := table.Write(line); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}
