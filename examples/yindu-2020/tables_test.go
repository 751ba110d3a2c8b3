package yindu2020_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	yindu2020 "jindu/examples/yindu-2020"
)

// A row is one line of a CSV file by its headers.
type row map[string]string

func table(t *testing.T, name string) []row {
	t.Helper()
	lines := records(t, name+".csv")
	rows := make([]row, 0, len(lines)-1)
	for _, line := range lines[1:] {
		r := row{}
		for i, header := range lines[0] {
			r[header] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// matching gives the rows whose cells are as asked; "*" is anything but blank.
func matching(rows []row, want row) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		for header, text := range want {
			if r[header] != text && (text != "*" || r[header] == "") {
				return true
			}
		}
		return false
	})
}

func sumOf(t *testing.T, rows []row, header string) decimal.Decimal {
	t.Helper()
	var sum decimal.Decimal
	for _, r := range rows {
		if r[header] != "" {
			value, err := decimal.NewFromString(r[header])
			require.NoError(t, err)
			sum = sum.Add(value)
		}
	}
	return sum
}

func cells(rows []row, header string) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r[header])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Funds from outside the province are the same by project and as an indicator.
func TestFundsByMonth(t *testing.T) {
	before := decimal.Decimal{}
	for _, month := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		span := "2020年1-" + month + "月"
		if month == "1" {
			span = "2020年1月"
		}
		published := matching(table(t, "指标"), row{"指标": "省外资金", "地区": "殷都区", "口径": "累计", "期间": span})
		require.Len(t, published, 1, span)
		rows := matching(table(t, "招商"), row{"地区": "殷都区", "月份": "2020年" + month + "月"})
		soFar := before.Add(sumOf(t, rows, "省外资金"))
		require.Equal(t, published[0]["数值"], soFar.StringFixed(2), span)
		before = soFar
	}
}

// Every table speaks of projects that 项目 has, of the same district and by the
// same name; people are placeholders.
func TestTablesAgreeOnProjects(t *testing.T) {
	person := regexp.MustCompile(`^\p{Han}某{1,2}$`)
	names, regions := map[string]string{}, map[string]string{}
	for _, r := range table(t, "项目") {
		regions[r["项目编号"]] = r["地区"]
		if r["名称"] != "" {
			names[r["项目编号"]] = r["名称"]
		}
	}
	for _, file := range yindu2020.TableNames() {
		for i, r := range table(t, strings.TrimSuffix(file, ".csv")) {
			if id := r["项目编号"]; id != "" {
				require.Contains(t, names, id, "%s:%d", file, i+2)
				require.Equal(t, regions[id], r["地区"], "%s:%d", file, i+2)
				if r["项目名称"] != "" {
					require.Equal(t, names[id], r["项目名称"], "%s:%d", file, i+2)
				}
			}
			if lead := r["包保领导"]; lead != "" {
				require.Regexp(t, person, lead, "%s:%d", file, i+2)
			}
		}
	}
}

// A project that started at a ceremony started on that day.
func TestStartsAreMilestones(t *testing.T) {
	for _, r := range matching(table(t, "开工"), row{"项目编号": "*"}) {
		start := matching(table(t, "节点"), row{"项目编号": r["项目编号"], "节点": "开工"})
		require.Len(t, start, 1, r["项目编号"])
		require.Equal(t, r["日期"], start[0]["实际日期"], r["项目编号"])
	}
	for _, r := range matching(table(t, "计划"), row{"地区": "殷都区"}) {
		project := matching(table(t, "项目"), row{"项目编号": r["项目编号"], "年度": "2020"})
		require.Len(t, project, 1, r["项目编号"])
		require.Equal(t, project[0]["年度目标"], r["年度计划投资"], r["项目编号"])
	}
}

// The 16 new starts have five procedures each, and four of the 80 are open.
func TestProcedures(t *testing.T) {
	rows := matching(table(t, "手续"), row{"地区": "殷都区"})
	require.Len(t, rows, 80)
	for _, project := range cells(rows, "项目编号") {
		require.Len(t, matching(rows, row{"项目编号": project}), 5, project)
		require.NotEmpty(t, matching(table(t, "项目"), row{"项目编号": project, "性质": "新开工", "年度": "2020"}), project)
	}
	open := matching(rows, row{"办结日期": ""})
	require.Len(t, open, 4)
	require.NotEmpty(t, matching(open, row{"容缺": "是", "补齐期限": "*", "补齐日期": ""}), "documents are missing")
	require.True(t, slices.ContainsFunc(open, func(r row) bool { return strings.Contains(r["停止计时"], "至 ") }), "a clock stands still")
	for _, r := range rows {
		if r["办结日期"] != "" {
			require.LessOrEqual(t, r["受理日期"], r["办结日期"])
		}
	}
}

// Two obstacles of Yindu are overdue on the bulletin's day, most are closed or
// in time.
func TestObstacles(t *testing.T) {
	overdue, open, kinds := []string{}, 0, map[string]bool{}
	for _, r := range matching(table(t, "问题"), row{"地区": "殷都区"}) {
		kinds[r["类型"]] = true
		if r["销号日期"] == "" {
			open++
		}
		if r["销号日期"] == "" && r["办结期限"] < "2020-09-08" {
			overdue = append(overdue, r["项目编号"])
		}
		require.LessOrEqual(t, r["提出日期"], r["办结期限"])
	}
	require.Equal(t, []string{"YD2020-005", "YD2020-019"}, overdue)
	require.Equal(t, 9, open)
	require.Len(t, kinds, 5, "every kind")
}
