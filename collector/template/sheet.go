package template

import (
	"fmt"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"jindu/collector/table"
	"jindu/internal/model"
)

var hint = model.Text{
	ZH: "带*的列必填。空格表示不变，“-”表示取消以前所报。逐列说明见“填表说明”，也见列名上的批注。",
	EN: "Columns with * must be filled in. A blank says nothing, - takes back what was said. See the sheet Instructions, or the notes on the headers.",
}

// table writes the sheet of a table.
func (b *book) table(t tableHelp) error {
	sheet := b.sheetName(t)
	if _, err := b.NewSheet(sheet); err != nil {
		return err
	}
	for i, c := range t.columns {
		if err := b.column(sheet, i+1, t, c); err != nil {
			return fmt.Errorf("column %s of %s: %w", c.key, t.kind, err)
		}
	}
	lines := map[int]model.Text{titleRow: t.purpose, hintRow: hint}
	for row, style := range map[int]int{titleRow: b.styles.title, hintRow: b.styles.hint} { // After the columns, whose styles go down all rows.
		if err := b.put(sheet, 1, row, lines[row].In(b.Lang), style); err != nil {
			return err
		}
	}
	if err := b.SetRowHeight(sheet, headerRow, 32); err != nil {
		return err
	}
	if err := b.paper(sheet); err != nil {
		return err
	}
	return b.SetPanes(sheet, &excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: headerRow, TopLeftCell: table.Ref(2, firstRow), ActivePane: "bottomRight",
	})
}

func (b *book) put(sheet string, column, row int, text string, style int) error {
	at := table.Ref(column, row)
	if err := b.SetCellStr(sheet, at, text); err != nil {
		return err
	}
	return b.SetCellStyle(sheet, at, at, style)
}

// column writes a header and formats what is below it.
func (b *book) column(sheet string, n int, t tableHelp, c column) error {
	name, header := table.ColumnName(n), b.header(t, c)
	if err := b.SetColStyle(sheet, name, b.styles.looks[c.look]); err != nil {
		return err
	}
	if err := b.SetColWidth(sheet, name, name, width(c.look, header)); err != nil {
		return err
	}
	style := b.styles.header
	if b.declared(t, c.key).Required {
		style = b.styles.needed
	}
	if err := b.put(sheet, n, headerRow, header, style); err != nil {
		return err
	}
	if err := b.note(sheet, table.Ref(n, headerRow), c.help.In(b.Lang)); err != nil {
		return err
	}
	if c.choices == "" {
		return nil
	}
	return b.offer(sheet, n, c)
}

// width fits the header, and what is commonly typed under it.
func width(l look, header string) float64 {
	wide := 2.0
	for _, r := range header {
		wide += float64(min(utf8.RuneLen(r), 2))
	}
	common := map[look]float64{words: 14, prose: 32, number: 16, day: 12, month: 16, figure: 12, whole: 8}
	return min(max(wide, common[l]), 36)
}

func (b *book) note(sheet, cell, text string) error {
	return b.AddComment(sheet, excelize.Comment{
		Cell: cell, Author: "jindu", Width: 260, Height: 90, Paragraph: []excelize.RichTextRun{{Text: text}},
	})
}

// offer lets a column choose from a list.
func (b *book) offer(sheet string, n int, c column) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = table.Ref(n, firstRow) + ":" + table.Ref(n, lastRow)
	v.SetSqrefDropList(b.ranges[c.choices])
	if c.open {
		v.ShowErrorMessage = false
	} else {
		v.SetError(excelize.DataValidationErrorStyleStop, model.Text{ZH: "请从列表中选择", EN: "Choose from the list"}.In(b.Lang),
			c.help.In(b.Lang))
	}
	return b.AddDataValidation(sheet, v)
}
