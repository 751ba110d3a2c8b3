package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	prom "github.com/prometheus/common/model"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store/pebble"
)

// approvalsOffice is a folder with a ledger of sixteen projects and eighty
// procedures, five of each, of which 76 are done, as a district had them in
// July 2020. Procedure k of a project takes about k+1 weeks.
func approvalsOffice(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	ledger, err := pebble.Open(t.Context(), pebble.Options{Dir: filepath.Join(dir, "ledger"), Zone: officetest.Zone})
	require.NoError(t, err)
	var records []model.Record
	state := func(kind model.Kind, id string, from time.Time, body any) {
		r, err := model.NewRecord(kind, officetest.Region, id, from, body)
		require.NoError(t, err)
		records = append(records, r)
	}
	limit := decimal.NewFromInt(100)
	target := model.Target{
		Indicator: model.ApprovalWorkdays, Measure: model.Stock, Issuer: model.ByCity, Year: 2020,
		Base: model.Items, Value: &limit, Bound: model.AtMost,
	}
	state(model.KindTarget, target.ID(), officetest.Date(2020, 1, 1), target)
	for i := range 16 {
		project := "P" + strconv.Itoa(10+i)
		state(model.KindProject, project, officetest.Date(2020, 1, 1), model.Project{Name: "项目" + project})
		for k, name := range []string{"立项", "用地", "环评", "规划许可", "施工许可"} {
			p := model.Procedure{Project: project, Procedure: name, Authority: "区行政审批局", Limit: 30}
			p.Accepted = model.NewDate(2020, 2, 3).Add(25*k + i)
			if i > 3 || k < 4 {
				p.Completed = p.Accepted.Add(7*(k+1) + i)
			}
			if i == 0 && k == 4 {
				p.Deferred, p.SupplyBy = true, model.NewDate(2020, 7, 1)
			}
			state(model.KindProcedure, p.ID(), model.Always(), p)
		}
	}
	start := model.Milestone{Project: "P10", Milestone: model.MilestoneStart, Planned: model.NewDate(2020, 3, 31), Actual: model.NewDate(2020, 4, 2)}
	state(model.KindMilestone, start.ID(), model.Always(), start)
	finish := model.Milestone{Project: "P10", Milestone: model.MilestoneFinish, Planned: model.NewDate(2020, 6, 30)}
	state(model.KindMilestone, finish.ID(), model.Always(), finish)
	land := model.Obstacle{Project: "P10", Obstacle: "1", Kind: model.LackOfLand, What: "征地", Raised: model.NewDate(2020, 7, 1)}
	state(model.KindObstacle, land.ID(), model.Always(), land)
	_, err = ledger.Commit(t.Context(), model.Submission{Records: records})
	require.NoError(t, err)
	require.NoError(t, ledger.Close())
	return dir
}

func jinduRun(t *testing.T, args ...string) (out, problems string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), args, &stdout, &stderr)
	return stdout.String(), stderr.String(), code
}

func TestApprovals(t *testing.T) {
	dir := approvalsOffice(t)
	ask := func(args ...string) string {
		t.Helper()
		out, problems, code := jinduRun(t, append([]string{"--lang", "en", "approvals", "--data", dir, "--time", "2020-07-31"}, args...)...)
		require.Zero(t, code, problems)
		return out
	}
	var report approvalsReport
	require.NoError(t, json.Unmarshal([]byte(ask("--format", "json")), &report))
	require.Len(t, report.Procedures, 80)
	require.Len(t, report.Projects, 16)
	s := report.Summary
	require.Equal(t, 80, s.Procedures)
	require.Equal(t, 76, s.Done)
	require.Equal(t, 0.95, s.DoneRatio)
	require.Equal(t, 4, s.Overdue)
	require.Equal(t, 80, s.Done+s.Open+s.NearDue+s.Overdue)
	require.Equal(t, 1, s.SupplyOverdue)

	table := ask()
	require.Contains(t, table, "80 procedures, 76 done, 95.0 % (")
	require.Contains(t, table, "4 overdue; documents overdue: 1\n")
	require.Contains(t, table, "2020-07-01 (overdue)")
	require.Contains(t, ask("--project", "P10"), "5 procedures, 4 done, 80.0 %")
	require.Equal(t, 81, strings.Count(ask("--format", "csv"), "\n"))
	require.Contains(t, ask("--region", "Yindu", "--lang", "zh"), "手续80项，已办结76项，办结率95.0%")

	// What the command sums up is what PromQL says of the same board.
	const done = `(jindu_approval_workdays and jindu_approval_completed_timestamp_seconds)`
	query := asking(t, dir)
	for expr, want := range map[string]float64{
		`sum(jindu_approval_state{state=~"done|done_late"}) / count(jindu_approval_info)`: s.DoneRatio,
		`avg(` + done + `)`:           s.DoneWorkdays.Mean,
		`quantile(0.5, ` + done + `)`: s.DoneWorkdays.P50,
		`quantile(0.9, ` + done + `)`: s.DoneWorkdays.P90,
		`max(` + done + `)`:           s.DoneWorkdays.Max,
		`count(jindu_project_approval_workdays > 100) or vector(0)`:                                   float64(s.Over100),
		`count(jindu_project_approval_workdays > 50) or vector(0)`:                                    float64(s.Over50),
		`count(jindu_project_approval_workdays > jindu_project_approval_limit_workdays) or vector(0)`: float64(s.OverLimit),
		`quantile(0.9, jindu_project_approval_workdays)`:                                              s.FlowWorkdays.P90,
		`sum(jindu_approval_supply_overdue)`:                                                          float64(s.SupplyOverdue),
	} {
		got, ok := single(query(expr))
		require.True(t, ok, expr)
		require.InDelta(t, want, got, 1e-9, expr)
	}
}

// asking opens a folder and gives what asks it at the end of July 2020.
func asking(t *testing.T, dir string) func(expr string) prom.Value {
	t.Helper()
	env := &environment{ctx: t.Context(), clock: time.Now, logger: slog.New(slog.DiscardHandler)}
	c, err := (&target{Data: dir}).open(env, false)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return func(expr string) prom.Value {
		t.Helper()
		value, err := c.query(t.Context(), "/api/v1/query", url.Values{"query": {expr}, "time": {"2020-07-31"}})
		require.NoError(t, err, expr)
		return value
	}
}

// Every query of docs/query.md on approvals, milestones and obstacles has an
// answer where there are some.
func TestDocumentedQueriesOnApprovals(t *testing.T) {
	text, err := os.ReadFile("../../docs/query.md")
	require.NoError(t, err)
	_, block, found := strings.Cut(string(text), "```promql\n")
	require.True(t, found)
	block, _, _ = strings.Cut(block, "```")
	ask := asking(t, approvalsOffice(t))
	asked := 0
	for expr := range strings.Lines(block) {
		if expr = strings.TrimSpace(expr); expr != "" && !strings.HasPrefix(expr, "#") {
			require.NotEmpty(t, samples(ask(expr)), expr)
			asked++
		}
	}
	require.Greater(t, asked, 15)
}

func TestApprovalsWhereThereAreNone(t *testing.T) {
	dir := approvalsOffice(t)
	_, problems, code := jinduRun(t, "--lang", "en", "approvals", "--data", dir, "--time", "2019")
	require.Equal(t, exitFindings, code)
	require.Contains(t, problems, "no project had procedures then")
	_, problems, code = jinduRun(t, "--lang", "zh", "approvals", "--data", dir, "--region", "火星")
	require.Equal(t, exitBadInput, code)
	require.Contains(t, problems, "目录中没有地区")
}

// What nobody can count is said to be unknown, and left out of what is summed up.
func TestApprovalsThatAreNotKnown(t *testing.T) {
	used := 4.0
	s := sumOfApprovals(approvalsReport{
		Procedures: []*procedureRow{{State: "done", Used: &used}, {State: "done"}, {State: "open"}},
		Projects:   []*flowRow{{}},
	})
	require.Equal(t, spread{Of: 2, Known: 1, Distribution: &Distribution{Mean: 4, P50: 4, P90: 4, Max: 4}}, s.DoneWorkdays)
	require.Equal(t, spread{Of: 1}, s.FlowWorkdays)
	require.Contains(t, strings.Join(s.lines(model.English), "\n"), "working days of whole projects: of 1 the working days of 1 are not known")
	require.Equal(t, "?", (&procedureRow{}).cells(model.English)[7])
	require.Zero(t, spreadOf(nil))
	require.Equal(t, 2.5, quantile([]float64{1, 2, 3, 4}, 0.5))
}
