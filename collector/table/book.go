package table

import (
	"strconv"
	"strings"

	"jindu/internal/model"
)

// A Book is one decoded file: a workbook with its sheets, or a CSV file, whose
// one sheet is named as the file.
type Book struct {
	File     string
	Sheets   []Sheet
	Warnings []model.Problem // What the decoder left out, such as hidden sheets.
}

// A Sheet is a grid of cells. Empty rows and empty cells are left out.
type Sheet struct {
	Name string
	Rows []Row // In the order of their numbers.
}

// A Row holds the cells of one row that have something in them.
type Row struct {
	Number int // From 1.
	Cells  []Cell
}

// A Cell is one value as a reader of the sheet understands it: a date as
// 2020-07-25, a percentage as 27.1%, a number with all its digits.
type Cell struct {
	Column int // From 1.
	Text   string
	Fault  *model.Text // Why the cell has no value that can be used, such as #REF!.
	Number bool        // Kept as a number, not as text, so the digits typed may have been lost.
	Copy   bool        // Within a merged range, and not the cell that holds the value.
}

// At gives the cell of a column, empty where the row has none.
func (r Row) At(column int) Cell {
	low, high := 0, len(r.Cells)
	for low < high {
		middle := (low + high) / 2
		if r.Cells[middle].Column < column {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(r.Cells) && r.Cells[low].Column == column {
		return r.Cells[low]
	}
	return Cell{Column: column}
}

// Blank tells that nothing is written in the cell.
func (c Cell) Blank() bool { return c.Fault == nil && Fold(c.Text) == "" }

// Ref writes a cell's place as spreadsheets do: E5.
func Ref(column, row int) string { return string(AppendRef(make([]byte, 0, 16), column, row)) }

// AppendRef appends what Ref gives.
func AppendRef(to []byte, column, row int) []byte {
	return strconv.AppendInt(appendColumn(to, column), int64(row), 10)
}

// ColumnName writes a column as spreadsheets do: 1 is A, 27 is AA.
func ColumnName(column int) string {
	return string(appendColumn(nil, column))
}

func appendColumn(to []byte, column int) []byte {
	if column <= 0 {
		return to
	}
	return append(appendColumn(to, (column-1)/26), byte('A'+(column-1)%26))
}

// ParseRef reads what Ref wrote.
func ParseRef(ref string) (column, row int, ok bool) {
	letters := strings.TrimRight(ref, "0123456789")
	if len(letters) == 0 || len(letters) > 3 {
		return 0, 0, false
	}
	for _, c := range []byte(letters) {
		if c < 'A' || c > 'Z' {
			return 0, 0, false
		}
		column = column*26 + int(c-'A') + 1
	}
	row, err := strconv.Atoi(ref[len(letters):])
	return column, row, err == nil && row > 0
}
