package format

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"jindu/collector/table"
	"jindu/internal/model"
)

// CSV decodes comma, semicolon or tab separated text in UTF-8 (with a byte
// order mark or without), GB18030 (of which GBK and GB2312 are parts), or
// UTF-16 with a byte order mark. The one sheet is named as the file.
type CSV struct{}

// Decode reads the file as one sheet.
func (CSV) Decode(ctx context.Context, f File, limits Limits) (table.Book, error) {
	text, bad := decodeText(f.Content)
	if bad != nil {
		bad.File = f.Name
		return table.Book{}, &Error{Problem: *bad}
	}
	sheet := table.Sheet{Name: strings.TrimSuffix(f.Name, path.Ext(f.Name))}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = delimiter(text), -1, true
	cells := 0
	for extra := 0; ; {
		if err := ctx.Err(); err != nil {
			return table.Book{}, err
		}
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return table.Book{File: f.Name, Sheets: []table.Sheet{sheet}}, nil
		}
		if err != nil {
			return table.Book{}, csvError(f, err)
		}
		line, _ := r.FieldPos(0)
		row := csvRow(record, line-extra)
		for _, cell := range row.Cells {
			if tooLong(cell.Text) {
				return table.Book{}, longCell(f, "", table.Ref(cell.Column, row.Number), cell.Text)
			}
		}
		for _, field := range record {
			extra += strings.Count(field, "\n")
		}
		if cells += len(row.Cells); cells > limits.Cells {
			return table.Book{}, tooLarge(f, "", "单元格数", "cells", int64(limits.Cells))
		}
		if row.Number > limits.Rows {
			return table.Book{}, tooLarge(f, "", "行数", "rows", int64(limits.Rows))
		}
		if len(record) > limits.Columns && len(row.Cells) > 0 && row.Cells[len(row.Cells)-1].Column > limits.Columns {
			return table.Book{}, tooLarge(f, "", "列数", "columns", int64(limits.Columns))
		}
		if len(row.Cells) > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
	}
}

// csvRow numbers the row as a spreadsheet would that opens the file: a line
// break within quotes does not begin a row.
func csvRow(record []string, number int) table.Row {
	row := table.Row{Number: number}
	filled := 0
	for _, field := range record {
		if strings.TrimSpace(field) != "" {
			filled++
		}
	}
	if filled == 0 {
		return row
	}
	row.Cells = make([]table.Cell, 0, filled)
	for i, field := range record {
		if field = strings.TrimSpace(field); field != "" { // A part of its record's memory.
			row.Cells = append(row.Cells, table.Cell{Column: i + 1, Text: field, Number: looksNumeric(field)})
		}
	}
	return row
}

// looksNumeric tells a text that a spreadsheet would take for a number.
func looksNumeric(text string) bool {
	if text == "" || (text[0] != '-' && (text[0] < '0' || text[0] > '9')) {
		return false
	}
	for _, c := range []byte(text[1:]) {
		if c != '.' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func csvError(f File, err error) *Error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return &Error{Problem: model.Problem{File: f.Name, What: model.Text{ZH: "无法读取", EN: "can't be read"}}, Cause: err}
	}
	return &Error{Cause: err, Problem: model.Problem{
		File: f.Name, Cell: fmt.Sprintf("%d:%d", parse.Line, parse.Column),
		What: model.Text{
			ZH: fmt.Sprintf("第%d行第%d个字节处引号不成对：含引号、逗号或换行的内容应放在一对双引号内，内部的双引号写两个", parse.Line, parse.Column),
			EN: fmt.Sprintf("line %d, byte %d: a quote is not closed or stands alone; quote the whole field and double the quotes in it", parse.Line, parse.Column),
		},
	}}
}

// delimiter picks what parts the fields: whichever of comma, tab and semicolon
// the first lines have most of, outside of quotes.
func delimiter(text string) rune {
	counts := map[rune]int{}
	quoted, lines := false, 0
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			lines++
		case r == ',' || r == '\t' || r == ';':
			counts[r]++
		}
		if lines == 50 {
			break
		}
	}
	best := ','
	for _, r := range []rune{'\t', ';'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
