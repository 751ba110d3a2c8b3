package yindu2020_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/model"
	"jindu/internal/store"
)

// facts gives everything that a ledger holds, but for where it was written.
func facts(t *testing.T, ledger store.Ledger) map[string]string {
	t.Helper()
	view, all := viewOf(t, ledger), map[string]string{}
	series, err := view.Select(t.Context(), model.Matcher{Name: "__name__", Op: model.Match, Value: ".+"})
	require.NoError(t, err)
	for _, s := range series {
		for p, err := range view.Points(t.Context(), s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			all[s.String()+" "+p.Period.String()] = fmt.Sprint(p.Value, p.Status)
		}
	}
	for _, kind := range model.Kinds() {
		for r, err := range view.Records(t.Context(), kind) {
			require.NoError(t, err)
			all[fmt.Sprint(r.Kind, r.Region, r.ID, r.ValidFrom)] = string(r.Body)
		}
	}
	return all
}

func TestWorkbookAndTablesAgree(t *testing.T) {
	book, tables := facts(t, taken(t, workbookOnly())), facts(t, taken(t, yindu2020.TableNames()))
	require.Greater(t, len(book), 1000)
	require.Empty(t, cmp.Diff(tables, book))
}

// The bulletin's figures, in base units, at the end of July.
func TestPublishedIndicators(t *testing.T) {
	view := viewOf(t, taken(t, workbookOnly()))
	for _, c := range []struct {
		code    string
		measure model.Measure
		want    float64
	}{
		{"industrial_value_added", model.YTDGrowth, 0.015},
		{"fixed_asset_investment", model.YTDGrowth, 0.271},
		{"general_public_budget_revenue", model.YearToDate, 1_219_000_000},
		{"general_public_budget_revenue", model.YTDGrowth, 0.079},
		{"out_of_province_funds", model.YearToDate, 6_800_000_000},
	} {
		i, ok := model.DefaultCatalog().Indicator(c.code)
		require.True(t, ok)
		july, found := model.NewMonth(2020, time.July), false
		for p, err := range view.Points(t.Context(), model.IndicatorSeries(i, yindu, c.measure, model.Published), july, july) {
			require.NoError(t, err)
			require.Equal(t, c.want, p.Value, "%s %s", c.code, c.measure)
			found = true
		}
		require.True(t, found, "%s %s", c.code, c.measure)
	}
}

func TestTwentyEightProjects(t *testing.T) {
	ledger := taken(t, workbookOnly())
	for _, at := range []time.Time{model.NewMonth(2020, time.July).End(shanghai), bulletinDay} {
		projects := projectsOf(boardAt(t, ledger, at), yindu)
		require.Len(t, projects, 28)
		var total, target, completed float64
		colours, newStarts, taskForces, coking := map[string]int{}, 0, 0, 0.0
		for _, p := range projects {
			require.True(t, p.Known && p.Total.Known && p.Target.Known && p.Completed.Known, p.ID)
			require.InDelta(t, 7.0/12, p.Pace.Value, 1e-12, "at the cut-off, whatever day it is")
			require.LessOrEqual(t, p.SinceStart.Value, p.Total.Value, p.ID)
			require.GreaterOrEqual(t, p.SinceStart.Value, p.Completed.Value, p.ID)
			total, target, completed = total+p.Total.Value, target+p.Target.Value, completed+p.Completed.Value
			colours[p.Verdicts[0].Colour]++
			if p.Nature == "新开工" {
				newStarts++
			}
			if p.TaskForce != "" {
				taskForces++
			}
			if strings.HasSuffix(p.Name, "焦炉转型升级项目") {
				coking += p.Total.Value
			}
		}
		require.Equal(t, 33_617_000_000.0, total)
		require.Equal(t, 6_557_000_000.0, target)
		require.Equal(t, 4_830_000_000.0, completed)
		require.Equal(t, 4_280_000_000.0, coking, "the three coking projects")
		require.Equal(t, 16, newStarts)
		require.Equal(t, 26, taskForces)
		require.Equal(t, map[string]int{"green": 17, "yellow": 6, "red": 5}, colours)
	}
}

func TestNamedProjects(t *testing.T) {
	ledger := taken(t, workbookOnly())
	day := func(month time.Month, day int) time.Time { return model.NewDate(2020, month, day).Start(shanghai) }

	zhongding := projectAt(t, ledger, "YD2020-001", day(7, 1))
	require.Equal(t, "中鼎智能年产20万吨铝型材家具制造项目", zhongding.Name)
	require.Equal(t, model.Production, zhongding.Stage, "produces from 1 July on")
	require.Equal(t, model.Building, projectAt(t, ledger, "YD2020-001", day(7, 1).Add(-time.Second)).Stage)
	entered := model.NewDate(2019, time.October, 1).Start(shanghai)
	require.True(t, projectAt(t, ledger, "YD2020-001", entered).Known)
	for _, p := range projectsOf(boardAt(t, ledger, entered.Add(-time.Second)), yindu) {
		require.NotEqual(t, "YD2020-001", p.ID, "enters its site on 1 October")
	}

	require.Equal(t, 1_000_000_000.0, projectAt(t, ledger, "YD2020-005", bulletinDay).Total.Value)
	for _, id := range []string{"YD2020-008", "YD2020-009", "YD2020-010"} {
		require.Equal(t, model.Signed, projectAt(t, ledger, id, bulletinDay).Stage, id)
	}
	require.Equal(t, "赵某某", projectAt(t, ledger, "YD2020-011", day(5, 15).Add(-time.Second)).Lead)
	require.Equal(t, "钱某某", projectAt(t, ledger, "YD2020-011", day(5, 15)).Lead)
	require.Contains(t, projectAt(t, ledger, "YD2020-019", bulletinDay).Note.Problems, "用地")
}

// On the bulletin's day one district has not reported one indicator.
func TestLateReport(t *testing.T) {
	board := boardAt(t, taken(t, workbookOnly()), bulletinDay)
	for region, late := range map[string]bool{yindu: false, "410502": false, "410503": true, "410506": false} {
		report := indicatorOf(t, board, "fixed_asset_investment", region).Report
		require.Equal(t, late, report.Late, region)
		require.False(t, indicatorOf(t, board, "general_public_budget_revenue", region).Report.Late, region)
		require.NotEmpty(t, projectsOf(board, region), region)
		require.NotEmpty(t, indicatorOf(t, board, "industrial_value_added", region).Targets, region)
	}
}

// Growth of investment is published on a comparable basis; that of revenue is
// the ratio of its levels.
func TestComparability(t *testing.T) {
	board := boardAt(t, taken(t, workbookOnly()), bulletinDay)
	for code, comparable := range map[string]bool{"fixed_asset_investment": false, "general_public_budget_revenue": true} {
		checks := indicatorOf(t, board, code, yindu).Growth
		require.NotEmpty(t, checks, code)
		require.Equal(t, comparable, checks[0].Comparable, code)
	}
}

// Every row says where its figures come from.
func TestRemarks(t *testing.T) {
	for _, name := range yindu2020.TableNames() {
		rows := records(t, name)
		require.Equal(t, "备注", rows[0][len(rows[0])-1], name)
		for i, row := range rows[1:] {
			remark := row[len(row)-1]
			require.True(t, strings.HasPrefix(remark, "公开：") || strings.HasPrefix(remark, "虚构"), "%s:%d: %q", name, i+2, remark)
		}
	}
}

func TestFiguresOfTheBulletin(t *testing.T) {
	rows := records(t, yindu2020.FiguresName)
	require.Len(t, rows, 1+44)
	require.Equal(t, []string{
		"id", "subject", "figure", "value", "unit", "period", "recorded", "basis", "qualifier", "text", "held", "query",
	}, rows[0])
	ids := map[string]bool{}
	for _, row := range rows[1:] {
		require.False(t, ids[row[0]], row[0])
		ids[row[0]] = true
		require.NotEmpty(t, row[10], "%s: which table holds it", row[0])
		require.NotEmpty(t, row[11], "%s: which query gives it", row[0])
	}
}

func TestWorkbookBytes(t *testing.T) {
	book, err := yindu2020.Workbook()
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(book, []byte("PK")))
}

func records(t *testing.T, name string) [][]string {
	t.Helper()
	content, err := fs.ReadFile(yindu2020.Files(), name)
	require.NoError(t, err)
	rest, ok := bytes.CutPrefix(content, []byte("\ufeff"))
	require.True(t, ok, "%s: Excel needs the byte order mark", name)
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	require.NoError(t, err)
	return rows
}
