package table_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/collector/gate"
	"jindu/collector/table"
)

// TestKinds holds which table a sheet is taken for by its name and headers.
func TestKinds(t *testing.T) {
	for _, c := range []struct{ sheet, headers, as, want string }{
		{"节点", "项目编号,节点,计划日期", "", "milestones"},
		{"重点项目节点", "项目编号,节点,计划日期", "", "milestones"},
		{"项目储备库", "储备库,名称,申报日期", "", "reserve"},
		{"年度计划", "计划,年度,名称", "", "programmes"},
		{"Sheet1", "招商编号,名称,签约日期", "", "attraction"},
		{"2020年开工情况", "仪式,日期,名称", "", "ceremonies"},
		{"2020年开工情况", "项目编号,名称,性质,阶段,总投资", "", "projects"},
		{"年度投资计划", "项目编号,名称,年度,年度目标", "", "projects"},
		{"汇总", "体系,事项,数据截至,项数", "", "totals"},
		{"汇总", "体系,数据截至,项数", "", "totals"},      // And a column is missing.
		{"汇总", "科室,人数", "", ""},                 // An office's own sheet.
		{"存在问题", "序号,内容", "", ""},               // Likewise.
		{"企业名单", "法人,电话", "", ""},               // Likewise.
		{"汇总", "科室,人数", "totals", "totals"},     // But someone says so.
		{"节点", "名称,时间", "", "milestones"},       // Not a common word.
		{"重点项目", "序号,内容", "", "projects"},       // Likewise.
		{"a", "项目编号,包保领导,生效日期", "责任", "duties"}, // By headers it would be projects.
		{"Totals", "system,step,cutoff,items", "", "totals"},
		{"Approvals", "project,procedure,accepted", "", "procedures"},
	} {
		t.Run(c.sheet+" "+c.headers, func(t *testing.T) {
			got, ok, notes := table.Find("a.xlsx", sheetOf(c.sheet, c.headers+"\n"), gate.Tables(), c.as)
			if c.want == "" {
				require.False(t, ok)
				require.Len(t, notes, 1, "and it is said")
				return
			}
			require.True(t, ok)
			require.Equal(t, c.want, got.Spec.Kind)
		})
	}
}

// TestNamesThatBeginLikeFootnotes holds that a row whose project is left blank
// is not taken for a line below the table.
func TestNamesThatBeginLikeFootnotes(t *testing.T) {
	got, ok, _ := table.Find("a.csv", sheetOf("手续", "项目编号,手续,受理日期\n"+
		"P01,立项,2020-03-01\n"+
		",审核施工图,2020-03-02\n"+
		"填表人：张三,审核：李四,\n"+
		",审核：李四,\n"), gate.Tables(), "")
	require.True(t, ok)
	var rows []int
	for _, row := range got.Rows {
		rows = append(rows, row.Number)
	}
	require.Equal(t, []int{2, 3}, rows)
}
