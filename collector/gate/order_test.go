package gate_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/collector/gate"
	"jindu/collector/table"
)

// workbook is a district's tables, a row an object or a part of one.
func workbook() map[string][]string {
	return map[string][]string{
		"项目":  {"项目编号,名称,年度,年度目标（亿元）,计划开工,计划竣工", "P01,甲,2020,2,2020-03-15,2020-12-31", "P02,乙,2020,1,,"},
		"节点":  {"项目编号,节点,计划日期,实际日期", "P01,开工,,2020-03-20", "P01,封顶,2020-09-30,", "P02,开工,2020-05-01,", "P02,开工,,2020-05-03"},
		"工序":  {"项目编号,工序编号,工期,紧前工序,实际开始", "P01,A,30,,2020-03-20", "P01,B,20个工作日,A,", "P01,C,10,A、B,", "P01,C,,,"},
		"手续":  {"项目编号,手续,受理日期,办结日期,停止计时", "P01,立项,2020-03-01,,", "P01,立项,,2020-03-20,", "P02,立项,2020-03-01,,2020-03-03至2020-03-05 听证"},
		"储备库": {"储备库,项目编号,名称,行业,申报日期,总投资（亿元）", "省库,P01,,制造业,2020-03-01,10", "省库,P01,甲,,,", "省库,,绿道,文旅,2020-03-02,2"},
		"招商":  {"招商编号,总投资（亿元）,签约日期,月份,省外资金（万元）", "Z1,10,,2020-06,100", "Z1,,2020-01-01,2020-07,200", "Z1,10,2020-01-01,2020-05,300"},
		"企业":  {"企业,包保领导,日期,事项,数值,单位", "甲,张某,2020-09-01,日产量,1,万吨", "甲,,2020-09-02,日产量,2,万吨", "乙,,2020-09-01,日产量,3,吨"},
		"排名":  {"评比,期间,位次,参评数", "投资,2020-06,3,9", "投资,2020-07,2,9"},
		"汇总":  {"体系,名称,事项,数据截至,项数,金额", "储备库,省库,申报,2020-07-31,2,12亿元", "招商,,省外资金,2020-07-31,1,600万元", "招商,,签约,2020-07-31,4,"},
	}
}

// TestTheOrderOfRowsChangesNothing holds that sheets and rows in any order give
// the same facts, and say the same number of things about them.
func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	sheets := []string{"项目", "节点", "工序", "手续", "储备库", "招商", "企业", "排名", "汇总"}
	want := factsOf(t, sheets, func(rows []string) []string { return rows })
	require.Len(t, want, 34)
	rapid.Check(t, func(rt *rapid.T) {
		got := factsOf(rt, rapid.Permutation(sheets).Draw(rt, "sheets"), func(rows []string) []string {
			return append([]string{rows[0]}, rapid.Permutation(rows[1:]).Draw(rt, "rows")...)
		})
		require.Equal(rt, want, got)
	})
}

// factsOf gives everything a workbook comes to, in an order of its own.
func factsOf(t require.TestingT, sheets []string, order func([]string) []string) []string {
	book := table.Book{File: "a.xlsx"}
	for _, name := range sheets {
		var rows [][]string
		for _, row := range order(workbook()[name]) {
			rows = append(rows, strings.Split(row, ","))
		}
		book.Sheets = append(book.Sheets, sheetOf(name, rows))
	}
	v, err := newGate().Check(context.Background(), empty{}, gate.Request{Region: "410505", Books: []table.Book{book}})
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	var facts []string
	for _, o := range v.Observations {
		facts = append(facts, o.Series.String()+" "+o.Period.String()+" "+strconv.FormatFloat(o.Value, 'g', -1, 64))
	}
	for _, r := range v.Records {
		facts = append(facts, string(r.Kind)+" "+r.Region+" "+r.ID+" "+r.ValidFrom.UTC().String()+" "+string(r.Body))
	}
	for _, w := range v.Warnings {
		facts = append(facts, "warning "+w.Value+" "+w.What.EN)
	}
	slices.Sort(facts)
	return facts
}
