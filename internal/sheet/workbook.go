package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// numberFormats are a spreadsheet's.
var numberFormats = map[Format]string{
	Whole: "0", Decimal: "0.##", Money: "0.00", Percent: "0.0%", Points: "+0.0;-0.0;0.0",
	Date: "yyyy-mm-dd", Minute: "yyyy-mm-dd hh:mm",
}

// WriteWorkbook writes tables as a workbook, one sheet each: numbers are
// numbers there, in the units of their columns' heads.
func WriteWorkbook(w io.Writer, sheets ...Sheet) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	styles, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = s.write(f, styles)
		}
		if err != nil {
			return fmt.Errorf("workbook, sheet %s: %w", s.Name, err)
		}
	}
	var packed bytes.Buffer
	if err := f.Write(&packed); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if err := inOrder(w, packed.Bytes()); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// inOrder writes a workbook's parts in the order of their names, for the library
// has none: the same tables are the same file, byte by byte.
func inOrder(w io.Writer, packed []byte) error {
	from, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	parts := slices.Clone(from.File)
	slices.SortFunc(parts, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	to := zip.NewWriter(w)
	for _, part := range parts {
		if err := to.Copy(part); err != nil {
			return err
		}
	}
	return to.Close()
}

// styles are numbers that a workbook gives its styles.
type styles struct {
	head, note int
	formats    map[Format]int
}

func newStyles(f *excelize.File) (styles, error) {
	all := styles{formats: map[Format]int{}}
	var err error
	border := []excelize.Border{{Type: "bottom", Color: "808080", Style: 1}}
	if all.head, err = f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Border: border, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	}); err != nil {
		return all, err
	}
	if all.note, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "606060"}}); err != nil {
		return all, err
	}
	for _, format := range slices.Sorted(maps.Keys(numberFormats)) { // In order: the same tables are the same file.
		text := numberFormats[format]
		if all.formats[format], err = f.NewStyle(&excelize.Style{CustomNumFmt: &text}); err != nil {
			return all, err
		}
	}
	return all, nil
}

// write streams the sheet: a province's has tens of thousands of rows.
func (s Sheet) write(f *excelize.File, styles styles) error {
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, width := range s.widths() {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	head := len(s.Notes) + 1
	if err := w.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: head, TopLeftCell: fmt.Sprintf("A%d", head+1), ActivePane: "bottomLeft",
	}); err != nil {
		return err
	}
	var rows [][]any
	for _, note := range s.Notes {
		rows = append(rows, []any{excelize.Cell{StyleID: styles.note, Value: note}})
	}
	heads := make([]any, len(s.Columns))
	for i, text := range s.Columns {
		heads[i] = excelize.Cell{StyleID: styles.head, Value: text}
	}
	rows = append(rows, heads)
	for _, row := range s.Rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = excelize.Cell{StyleID: styles.formats[cell.Format], Value: cell.value()}
		}
		rows = append(rows, cells)
	}
	for i, row := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return w.Flush()
}

// value is what a spreadsheet counts with.
func (c Cell) value() any {
	switch {
	case c.Empty():
		return nil
	case c.Format == Words:
		return c.Text
	case c.Format == Money:
		return shifted(c.Number.Value, -8)
	case c.Format == Points:
		return shifted(c.Number.Value, 2)
	case c.Format.Numeric():
		return c.Number.Value
	}
	_, offset := c.Time.Zone() // A spreadsheet knows no zones: the clock's reading counts.
	return c.Time.UTC().Add(time.Duration(offset) * time.Second)
}

// shifted moves the decimal point exactly: 0.153 is 15.3 in per cent.
func shifted(value float64, by int32) float64 {
	return decimal.NewFromFloat(value).Shift(by).InexactFloat64()
}

// The widths of columns, in characters.
const (
	narrowest = 8
	widest    = 48
)

// widths are as wide as what stands in the columns; a Chinese character takes
// the room of two.
func (s Sheet) widths() []float64 {
	all := make([]float64, len(s.Columns))
	fit := func(i int, text string) {
		wide := float64(len(text)-utf8.RuneCountInString(text))/2 + float64(utf8.RuneCountInString(text)) + 2
		all[i] = min(max(all[i], wide, narrowest), widest)
	}
	for i, head := range s.Columns {
		fit(i, head)
	}
	for _, row := range s.Rows {
		for i, cell := range row {
			fit(i, cell.String())
		}
	}
	return all
}

// SafeName makes a sheet's name of a text: no more than 31 characters, and none
// that a workbook has another use for.
func SafeName(text string) string {
	name := []rune{}
	for _, r := range text {
		switch r {
		case ':', '\\', '/', '?', '*', '[', ']', '\'':
			r = ' '
		}
		if name = append(name, r); len(name) == excelize.MaxSheetNameLength {
			break
		}
	}
	return string(name)
}
