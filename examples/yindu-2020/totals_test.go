package yindu2020_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	yindu2020 "jindu/examples/yindu-2020"
)

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
