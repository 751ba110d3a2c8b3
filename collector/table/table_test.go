package table_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/collector/gate"
	"jindu/collector/table"
	"jindu/internal/model"
)

// sheetOf lays CSV text out as a sheet.
func sheetOf(name, text string) table.Sheet {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	records, _ := r.ReadAll() // What can't be read is left out.
	sheet := table.Sheet{Name: name}
	for i, record := range records {
		row := table.Row{Number: i + 1}
		for j, field := range record {
			if field != "" {
				row.Cells = append(row.Cells, table.Cell{Column: j + 1, Text: field})
			}
		}
		if len(row.Cells) > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
	}
	return sheet
}

func TestTitle(t *testing.T) {
	july := model.NewMonth(2020, 7)
	for text, want := range map[string]table.Title{
		"2020年重点项目":              {Year: 2020},
		"2020年1—7月主要指标":          {Year: 2020, Period: july.WithSpan(7)},
		"二〇二〇年，2020年7月份完成情况":     {Year: 2020, Period: july},
		"2020年项目进度（截至7月25日）":     {Year: 2020, CutOff: model.NewDate(2020, 7, 25)},
		"重点项目（截至2020年7月底）":       {Year: 2020, Period: july, CutOff: july},
		"重点项目（截止到2020年7月25日）":    {Year: 2020, CutOff: model.NewDate(2020, 7, 25)},
		"截至 2020-07-25":          {Year: 2020, CutOff: model.NewDate(2020, 7, 25)},
		"填报日期：2020年8月10日":        {},
		"单位：万元":                  {Units: units("万元")},
		"（单位：亿元、%）":              {Units: units("亿元", "%")},
		"计量单位: 万元":               {Units: units("万元")},
		"填报单位：区发改委":              {},
		"地区：殷都区":                 {Region: table.Said{Text: "殷都区", Ref: "A1"}},
		"region: Yindu":          {Region: table.Said{Text: "Yindu", Ref: "A1"}},
		"2020年项目 地区：殷都区 单位：亿元":   {Year: 2020, Region: table.Said{Text: "殷都区", Ref: "A1"}, Units: units("亿元")},
		"unit: 100 million yuan": {Units: units("亿元")},
	} {
		t.Run(text, func(t *testing.T) {
			got, ok, _ := table.Find("a", sheetOf("项目", text+"\n项目编号,名称\nP,x\n"), gate.Tables(), "")
			require.True(t, ok)
			require.Equal(t, want, got.Title)
			require.Empty(t, got.Problems)
		})
	}
}

func units(names ...string) []model.Unit {
	var all []model.Unit
	for _, n := range names {
		u, _ := model.ParseUnit(n)
		all = append(all, u)
	}
	return all
}

func TestFindSettlesTheKind(t *testing.T) {
	const headers = "指标,期间,口径,数值\nGDP,2020Q2,累计,1\n"
	for _, c := range []struct{ sheet, as, text, kind string }{
		{"指标", "", headers, "indicators"},
		{"Indicators", "", headers, "indicators"},
		{"2020年主要经济指标", "", headers, "indicators"},
		{"Sheet1", "", headers, "indicators"},
		{"Sheet1", "指标", headers, "indicators"},
		{"项目进度", "", "项目编号,数据截至,本年完成投资\nP,2020-07-31,1\n", "progress"},
		{"项目进度", "", "项目编号,名称,总投资\nP,x,1\n", "projects"},
		{"说明", "", headers, ""},
		{"指标说明", "", headers, ""},
		{"Sheet1", "", "姓名,电话\n张,1\n", ""},
		{"Sheet1", "", "指标\nGDP\n", ""},
	} {
		t.Run(c.sheet+" "+c.kind, func(t *testing.T) {
			got, ok, _ := table.Find("a", sheetOf(c.sheet, c.text), gate.Tables(), c.as)
			require.Equal(t, c.kind != "", ok)
			require.Equal(t, c.kind, got.Spec.Kind)
		})
	}
}

func TestRefs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		column, row := rapid.IntRange(1, 16384).Draw(t, "column"), rapid.IntRange(1, 1<<20).Draw(t, "row")
		gotColumn, gotRow, ok := table.ParseRef(table.Ref(column, row))
		require.True(t, ok)
		require.Equal(t, []int{column, row}, []int{gotColumn, gotRow})
	})
	for _, bad := range []string{"", "A", "1", "a1", "A0", "A-1", "AAAA1", "A1B", "A99999999999999999999"} {
		_, _, ok := table.ParseRef(bad)
		require.False(t, ok, bad)
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		" a ": "a", "１２．１９％": "12.19%", "（亿元）": "(亿元)", "一、二": "一、二", "\u3000甲\u00a0": "甲", "a\u200bb\ufeff": "ab",
	} {
		require.Equal(t, want, table.Fold(text))
	}
}

// FuzzFind lays any text out as a sheet: a table is found or not, and whatever
// is said of it names a cell that there is.
func FuzzFind(f *testing.F) {
	f.Add("指标", "2020年1—7月,单位：亿元\n指标,6月,,7月,\n,累计,同比增长（%）,累计,同比\nGDP,1,2,3,4\n合计,1,2,3,4\n")
	f.Add("项目", "序号,项目编号,总投资（万元）\n,一、工业,\n1,P,2\n,小计,2\n注：无,,\n")
	f.Add("x", "截至13月32日,单位：\n项目编号,数据截至\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		sheet := sheetOf(name, text)
		got, ok, notes := table.Find("a", sheet, gate.Tables(), "")
		if !ok {
			require.Empty(t, got.Rows)
		}
		for _, p := range append(append(notes, got.Problems...), got.Warnings...) {
			require.NotEmpty(t, p.What.ZH)
			require.NotEmpty(t, p.What.EN)
			if p.Cell != "" {
				_, _, ok := table.ParseRef(p.Cell)
				require.True(t, ok, p.Cell)
			}
		}
		require.LessOrEqual(t, len(got.Rows), len(sheet.Rows))
	})
}
