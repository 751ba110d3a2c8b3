package template

import (
	"jindu/collector/table"
	"jindu/internal/model"
)

// lists writes the choices that the tables offer, a list a column.
func (b *book) lists() error {
	sheet := listsName.In(b.Lang)
	if _, err := b.NewSheet(sheet); err != nil {
		return err
	}
	for i, l := range lists(b.Catalog) {
		name := table.ColumnName(i + 1)
		if err := b.put(sheet, i+1, 1, l.title.In(b.Lang), b.styles.header); err != nil {
			return err
		}
		for n, choice := range l.choices {
			if err := b.SetCellStr(sheet, table.Ref(i+1, n+2), choice.In(b.Lang)); err != nil {
				return err
			}
		}
		if err := b.SetColWidth(sheet, name, name, 18); err != nil {
			return err
		}
	}
	return b.paper(sheet)
}

// rules are what holds for every table.
var rules = []model.Text{
	{ZH: "只填需要报送的表；没有填的表不影响其他表。不用的列可以删除，列的顺序可以调换。", EN: "Fill in the tables that you report; the others are passed over. Columns that are not needed may be deleted or moved."},
	{ZH: "带*的列必填。空格表示不变：以前报的仍然有效。“-”或“无”表示取消以前所报。", EN: "Columns with * must be filled in. A blank says nothing: what was said before holds. - or 无 takes it back."},
	{ZH: "日期如 2020-07-25。金额的单位写在列名的括号里；要用别的单位，就在单元格里写明，如 500万元。", EN: "Dates are such as 2020-07-25. Money is in the unit of the header's brackets; for another, write it in the cell, such as 500万元 for five million."},
	{ZH: "编号按文本填写，否则超过15位的数字会丢失。", EN: "Numbers of projects are text; as numbers they would lose what is beyond 15 digits."},
	{ZH: "有列表的列从列表中选。列表的内容在最后一张表。", EN: "Columns with a list are chosen from it. The lists are on the last sheet."},
	{ZH: "一份文件整体入库：有一处错误，全部退回，并逐处写明错在哪里、应填什么。", EN: "The file is taken whole or not at all: every error is named, with its cell and what was expected."},
}

// instructions explains every table and every column.
func (b *book) instructions() error {
	sheet := instructionsName.In(b.Lang)
	for column, wide := range map[string]float64{"A": 24, "B": 10, "C": 18, "D": 110} {
		if err := b.SetColWidth(sheet, column, column, wide); err != nil {
			return err
		}
	}
	if err := b.put(sheet, 1, 1, instructionsName.In(b.Lang), b.styles.title); err != nil {
		return err
	}
	row := 2
	for _, rule := range rules {
		if err := b.put(sheet, 1, row, rule.In(b.Lang), b.styles.hint); err != nil {
			return err
		}
		row++
	}
	for _, t := range tables() {
		var err error
		if row, err = b.explain(sheet, row+1, t); err != nil {
			return err
		}
	}
	return b.paper(sheet)
}

var explained = []model.Text{
	{ZH: "列", EN: "column"}, {ZH: "必填", EN: "required"}, {ZH: "单位", EN: "unit"}, {ZH: "填什么", EN: "what to fill in"},
}

// explain writes what one table is for, and its columns; it gives the row
// after them.
func (b *book) explain(sheet string, row int, t tableHelp) (int, error) {
	if err := b.put(sheet, 1, row, b.sheetName(t), b.styles.section); err != nil {
		return row, err
	}
	if err := b.put(sheet, 2, row, t.purpose.In(b.Lang), b.styles.hint); err != nil {
		return row, err
	}
	row++
	for i, head := range explained {
		if err := b.put(sheet, i+1, row, head.In(b.Lang), b.styles.header); err != nil {
			return row, err
		}
	}
	for _, c := range t.columns {
		row++
		bare, needed := c, ""
		bare.unit = model.Text{}
		if b.declared(t, c.key).Required {
			needed = model.Text{ZH: "是", EN: "yes"}.In(b.Lang)
		}
		for i, text := range []string{b.header(t, bare), needed, c.unit.In(b.Lang), c.help.In(b.Lang)} {
			if err := b.put(sheet, i+1, row, text, b.styles.name); err != nil {
				return row, err
			}
		}
	}
	return row + 1, nil
}
