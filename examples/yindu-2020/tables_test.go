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

// items gives the rows that a total is made of, and the column that its amount
// is the sum of.
func items(t *testing.T, total row) (rows []row, amount string) {
	t.Helper()
	want := row{"地区": total["地区"]}
	if total["行业"] != "" {
		want["行业"] = total["行业"]
	}
	column := map[string]string{
		"申报": "申报日期", "入库": "入库日期", "签约": "签约日期", "开工": "开工日期", "受理": "受理日期", "办结": "办结日期",
	}[total["事项"]]
	switch total["体系"] {
	case "储备库":
		want["储备库"], want[column] = total["名称"], "*"
		return matching(table(t, "储备库"), want), "总投资"
	case "计划":
		want["计划"] = total["名称"]
		return matching(table(t, "计划"), want), "年度计划投资"
	case "招商":
		if total["事项"] == "省外资金" {
			want["月份"] = "*"
			return matching(table(t, "招商"), want), "省外资金"
		}
		want[column] = "*"
		return matching(table(t, "招商"), want), "总投资"
	case "开工":
		rows = matching(table(t, "开工"), want)
		if total["事项"] == "仪式" {
			return matching(rows, row{"项目编号": ""}), ""
		}
		return matching(rows, row{"项目编号": "*"}), "总投资"
	case "资金":
		want["资金来源"] = total["名称"]
		rows = matching(table(t, "资金"), want)
		if total["事项"] == "开工" {
			rows = slices.DeleteFunc(rows, func(r row) bool { return r["开工日期"] == "" && !begun(t, r["项目编号"]) })
		}
		return rows, "金额"
	case "手续":
		if total["事项"] != "项目" {
			want[column] = "*"
		}
		return matching(table(t, "手续"), want), ""
	}
	t.Fatalf("unknown system %s", total["体系"])
	return nil, ""
}

// begun tells whether a project's works have begun.
func begun(t *testing.T, project string) bool {
	t.Helper()
	return len(matching(table(t, "节点"), row{"项目编号": project, "节点": "开工", "实际日期": "*"})) > 0
}

// The totals are what the items come to, exactly; of one programme the bulletin
// gives nothing but the total.
func TestItemsAddUpToTheTotals(t *testing.T) {
	for _, total := range table(t, "汇总") {
		t.Run(total["地区"]+total["体系"]+total["名称"]+total["事项"]+total["行业"], func(t *testing.T) {
			rows, amount := items(t, total)
			if total["名称"] == "省补短板“982”工程" {
				require.Empty(t, rows)
				return
			}
			n := len(rows)
			if total["事项"] == "项目" {
				n = len(cells(rows, "项目编号"))
			}
			if total["项数"] != "" {
				require.Equal(t, total["项数"], decimal.NewFromInt(int64(n)).String())
			}
			if total["金额"] != "" {
				require.Equal(t, total["金额"], sumOf(t, rows, amount).StringFixed(2))
			}
			for _, r := range rows {
				for _, header := range []string{"申报日期", "入库日期", "入选日期", "签约日期", "开工日期", "下达日期", "受理日期", "办结日期"} {
					require.LessOrEqual(t, r[header], total["数据截至"])
				}
			}
		})
	}
}

// The totals that are marked as published are the bulletin's.
func TestTotalsAreTheBulletins(t *testing.T) {
	type cell struct{ system, name, step, industry, column string }
	figures := map[string]string{}
	for _, f := range records(t, yindu2020.FiguresName)[1:] {
		value, err := decimal.NewFromString(f[3])
		if err == nil { // Not a date.
			figures[f[0]] = value.String()
		}
	}
	const provincial, drc = "河南省重点项目储备库", "省发改委重大项目库"
	const shortboard, bonds = "省补短板“982”工程", "地方政府专项债券"
	want := map[cell]string{
		{"储备库", provincial, "申报", "", "项数"}:       "reserve.provincial_key.declared",
		{"储备库", provincial, "申报", "", "金额"}:       "reserve.provincial_key.declared_investment",
		{"储备库", provincial, "申报", "产业转型发展", "项数"}: "reserve.provincial_key.transformation",
		{"储备库", provincial, "申报", "产业转型发展", "金额"}: "reserve.provincial_key.transformation_investment",
		{"储备库", provincial, "入库", "", "项数"}:       "reserve.provincial_key.admitted",
		{"储备库", drc, "入库", "", "项数"}:              "reserve.provincial_drc.admitted",
		{"储备库", drc, "入库", "", "金额"}:              "reserve.provincial_drc.investment",
		{"计划", shortboard, "入选", "", "项数"}:        "reserve.shortboard_982.selected",
		{"计划", shortboard, "入选", "", "金额"}:        "reserve.shortboard_982.annual_investment",
		{"计划", "省、市重点项目", "入选", "", "项数"}:         "key_projects.count",
		{"计划", "省、市重点项目", "入选", "", "金额"}:         "key_projects.annual_target",
		{"招商", "", "签约", "", "项数"}:                "attraction.signed",
		{"招商", "", "开工", "", "项数"}:                "attraction.started",
		{"招商", "", "省外资金", "", "金额"}:              "attraction.out_of_province_funds",
		{"开工", "", "仪式", "", "项数"}:                "starts.ceremonies",
		{"开工", "", "开工", "", "项数"}:                "starts.projects",
		{"开工", "", "开工", "", "金额"}:                "starts.investment",
		{"资金", bonds, "下达", "", "项数"}:             "funding.special_bonds.projects",
		{"资金", bonds, "下达", "", "金额"}:             "funding.special_bonds",
		{"资金", bonds, "开工", "", "项数"}:             "funding.special_bonds.started",
		{"手续", "", "项目", "", "项数"}:                "approvals.projects",
		{"手续", "", "受理", "", "项数"}:                "approvals.procedures",
		{"手续", "", "办结", "", "项数"}:                "approvals.done",
	}
	for _, r := range matching(table(t, "汇总"), row{"地区": "殷都区"}) {
		require.True(t, strings.HasPrefix(r["备注"], "公开："))
		for _, column := range []string{"项数", "金额"} {
			if r[column] == "" {
				continue
			}
			at := cell{r["体系"], r["名称"], r["事项"], r["行业"], column}
			value, err := decimal.NewFromString(r[column])
			require.NoError(t, err)
			require.Equal(t, figures[want[at]], value.String(), at)
			delete(want, at)
		}
	}
	require.Empty(t, want, "published, but not in the totals")
	for _, r := range table(t, "汇总") {
		require.Equal(t, r["地区"] == "殷都区", strings.HasPrefix(r["备注"], "公开："), "sister districts are made up")
	}
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
