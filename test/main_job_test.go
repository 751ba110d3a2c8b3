package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

const (
	district   = `{region="410505"}`
	completion = `sum(jindu_project_completed_yuan` + district + `) / sum(jindu_project_target_yuan` + district + `)`
	revenue    = `jindu_indicator_yuan{indicator="general_public_budget_revenue",measure="ytd",origin="published",region="410505"}`
)

func TestTheExpositionHasTheBulletinsFigures(t *testing.T) {
	base := startDemo(t)
	_, metrics := get(t, base+"/metrics")
	for _, line := range []string{
		`jindu_indicator_yuan{indicator="general_public_budget_revenue",measure="ytd",origin="published",region="410505"} 1.219e+09`,
		`jindu_indicator_ratio{indicator="fixed_asset_investment",measure="ytd_yoy",origin="published",region="410505"} 0.271`,
		`jindu_indicator_ratio{indicator="industrial_value_added",measure="ytd_yoy",origin="published",region="410505"} 0.015`,
	} {
		require.Contains(t, metrics, line+"\n")
	}
	for query, want := range map[string]float64{
		"sum(jindu_project_total_investment_yuan" + district + ")": 3.3617e10,
		"sum(jindu_project_target_yuan" + district + ")":           6.557e9,
		"sum(jindu_project_completed_yuan" + district + ")":        4.83e9,
	} {
		require.Equal(t, want, value(t, base, query, "", ""))
	}
}

// A later day makes reports late, not projects slow.
func TestTheBoardStandsAtItsCutoff(t *testing.T) {
	base := startDemo(t)
	for _, at := range [][]string{{"--time", "2020-07-31"}, {"--time", "2020-08-20"}, nil} {
		ask := func(expr string) string {
			return mustJindu(t, append([]string{"query", expr, "--server", base}, at...)...)
		}
		require.Equal(t, "0.7366", ask(completion), "%v", at)
		require.Equal(t, "0.5833", ask("avg(jindu_project_pace_ratio"+district+")"), "%v", at)
	}
	late := `sum(jindu_project_report_late` + district + `)`
	require.Equal(t, 28.0, value(t, base, late, "2020-08-20", ""), "July's reports were due on 5 August and came on 8 September")
	require.Equal(t, 28.0, value(t, base, late, "", ""), "August's were due on 5 September")
}

func TestARevisionAndItsWithdrawal(t *testing.T) {
	base := startDemo(t)
	file := filepath.Join(t.TempDir(), "指标.csv")
	require.NoError(t, os.WriteFile(file, []byte(
		"指标,地区,期间,口径,数值（亿元）\n一般公共预算收入,殷都区,2020年1-7月,累计,12.25\n"), 0o600))
	ask := func(args ...string) string {
		return mustJindu(t, append([]string{"query", revenue + " / 1e8", "--server", base, "--format", "csv"}, args...)...)
	}
	ends := func(out, want string) {
		t.Helper()
		require.True(t, strings.HasSuffix(out, ","+want), "want %s:\n%s", want, out)
	}
	ends(ask(), "12.19")
	receipt := mustJindu(t, "ingest", file, "--server", base)
	require.Contains(t, receipt, "R000002: 1 figure (1 revised)")
	require.Contains(t, mustJindu(t, "ingest", file, "--server", base), "already taken as R000002")
	ends(ask(), "12.25")
	ends(ask("--as-of", "2020-09-08T08:59:00+08:00"), "12.19")
	ends(ask("--time", "2020-07"), "12.25")
	require.Contains(t, mustJindu(t, "withdraw", "R000002", "--reason", "typed wrongly", "--server", base), "R000002 is withdrawn")
	ends(ask(), "12.19")
	_, errs, code := jindu(t, "withdraw", "R000002", "--reason", "again", "--server", base)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "withdrawn already")
	require.Contains(t, mustJindu(t, "ingest", file, "--server", base), "R000004", "what was withdrawn can be sent again")

	later := filepath.Join(t.TempDir(), "指标.csv")
	require.NoError(t, os.WriteFile(later, []byte(
		"指标,地区,期间,口径,数值（亿元）\n一般公共预算收入,殷都区,2020年1-7月,累计,12.3\n"), 0o600))
	mustJindu(t, "ingest", later, "--server", base)
	_, errs, code = jindu(t, "ingest", file, "--server", base)
	require.Zero(t, code)
	require.Contains(t, errs, "R000005", "what was revised since is said to be")
}

// A workbook with five different errors is refused with all five, and nothing
// of it is in the ledger.
func TestFiveErrorsAreAllNamed(t *testing.T) {
	base := startDemo(t)
	facts := func() string {
		_, text := get(t, base+"/metrics/self")
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "jindu_ledger_facts ") {
				return line
			}
		}
		return ""
	}
	before := facts()
	out, errs, code := jindu(t, "ingest", fiveErrors(t), "--server", base)
	require.Equal(t, 2, code)
	require.Empty(t, out)
	require.Contains(t, errs, "five.xlsx: 5 problems; nothing was taken")
	for _, want := range []string{"指标 › A3", "指标 › C4", "指标 › E5", "指标 › F6", "进度 › A2"} {
		require.Contains(t, errs, want)
	}
	require.NotEmpty(t, before)
	require.Equal(t, before, facts())
	require.Equal(t, 12.19e8, value(t, base, revenue, "", ""), "its good row was not taken either")
}

// fiveErrors writes a workbook with a good row and five bad ones.
func fiveErrors(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetName("Sheet1", "指标"))
	_, err := book.NewSheet("进度")
	require.NoError(t, err)
	fill := func(sheet string, rows ...[]any) {
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			require.NoError(t, err)
			require.NoError(t, book.SetSheetRow(sheet, cell, &row))
		}
	}
	fill("指标",
		[]any{"指标", "地区", "期间", "口径", "数值", "单位"},
		[]any{"一般公共预算收入", "殷都区", "2020年1-7月", "累计", 12.5, "亿元"},
		[]any{"幸福指数", "殷都区", "2020年1-7月", "累计", 1, "亿元"},
		[]any{"固定资产投资", "殷都区", "2020年13月", "累计同比", 27, "%"},
		[]any{"税收收入", "殷都区", "2020年1-7月", "累计", "约9亿", "亿元"},
		[]any{"省外资金", "殷都区", "2020年1-7月", "累计", 68, "公斤"},
	)
	fill("进度",
		[]any{"项目编号", "地区", "数据截至", "本年完成投资（亿元）"},
		[]any{"YD2020-999", "殷都区", "2020-07-31", 1},
	)
	file := filepath.Join(t.TempDir(), "five.xlsx")
	require.NoError(t, book.SaveAs(file))
	require.NoError(t, book.Close())
	return file
}

func TestAChangeOfLead(t *testing.T) {
	base := startDemo(t)
	file := filepath.Join(t.TempDir(), "项目.csv")
	require.NoError(t, os.WriteFile(file, []byte(
		"项目编号,地区,包保领导,生效日期\nYD2020-005,殷都区,钱某,2020-08-15\n"), 0o600))
	mustJindu(t, "ingest", file, "--server", base)
	joined := `jindu_project_completed_yuan{project="YD2020-005",region="410505"}
		* on (region, project) group_left (lead, name) jindu_project_info`
	for at, want := range map[string]string{
		"2020-08-14": "赵某某", "2020-08-14T23:59:59+08:00": "赵某某",
		"2020-08-15T00:00:00+08:00": "钱某", "2020-08-15": "钱某", "2020-12-31": "钱某", "": "钱某",
	} {
		v := vector(t, base, joined, at, "")
		require.Len(t, v, 1, at)
		require.Equal(t, want, string(v[0].Metric["lead"]), at)
		require.Equal(t, "安西铁路联络线项目", string(v[0].Metric["name"]), at)
	}
	require.Equal(t, 28.0, value(t, base, `count(jindu_project_info`+district+`)`, "", ""), "one info each")
}
