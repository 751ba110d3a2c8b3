package influx_test

import (
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/board"
	jindu "jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// queries are asked besides the expressions of all alerting rules.
var queries = []string{
	`jindu_indicator_yuan`,
	`jindu_indicator_yuan{indicator="general_public_budget_revenue"}`,
	`jindu_indicator_ratio{measure=~"ytd.*"}`,
	`jindu_indicator_ratio{measure!~"ytd.*",region!="410505"}`,
	`{__name__=~"jindu_indicator_.*",origin="derived"}`,
	`{__name__=~"jindu_indicator_(yuan|ratio)",region=~"4105.+"}`,
	`{region="410505",__name__=~"jindu_project_.*_yuan"}`,
	`sum by (region) (jindu_project_completed_yuan)`,
	`sum by (region, year) (jindu_project_target_yuan)`,
	`topk(5, jindu_project_completed_yuan)`,
	`bottomk(3, jindu_project_pace_gap_ratio)`,
	`sort_desc(jindu_project_pace_gap_ratio)`,
	`count by (colour) (jindu_project_warning == 1)`,
	`jindu_project_info`,
	`jindu_project_info{lead!=""}`,
	`count(jindu_project_info) by (category)`,
	`jindu_project_stage == 1`,
	`jindu_project_milestone_planned_timestamp_seconds - jindu_project_milestone_actual_timestamp_seconds`,
	`jindu_approval_accepted_timestamp_seconds`,
	`jindu_obstacle_raised_timestamp_seconds unless jindu_obstacle_closed_timestamp_seconds`,
	`jindu_indicator_pace_gap_ratio < 0`,
	`jindu_report_late`,
	`jindu_report_due_timestamp_seconds - on () group_left () jindu_board_timestamp_seconds`,
	`jindu_target_yuan`,
	`jindu_project_completed_yuan / on (region, project, year) jindu_project_target_yuan`,
	`max_over_time(jindu_project_completed_yuan[180d])`,
	`changes(jindu_project_completed_yuan[1y])`,
	`delta(jindu_indicator_yuan{measure="ytd"}[60d])`,
	`jindu_indicator_yuan offset 30d`,
	`jindu_indicator_yuan @ 1596211199`,
	`absent(jindu_indicator_yuan{indicator="none"})`,
	`jindu_indicator_yuan{__as_of__="2020-09-20"} - ignoring(x) jindu_indicator_yuan`,
	`quantile(0.5, jindu_project_completion_ratio)`,
	`avg without (project) (jindu_project_pace_ratio)`,
	`stddev(jindu_project_score)`,
	`jindu_project_rank`,
	`jindu_pipeline_items`,
	`{__name__=~"jindu_attraction_.*"}`,
	`{__name__=~"jindu_standing_.*"}`,
	`{__name__=~"jindu_enterprise_.*"}`,
	`{__name__=~"jindu_grant_.*"}`,
	`label_replace(jindu_region_info, "short", "$1", "name", "(.).*")`,
}

// TestSameAnswers asks the ledger and InfluxDB the same, now and as known
// earlier, at instants and over a range.
func TestSameAnswers(t *testing.T) {
	now := officetest.Date(2020, 9, 8).Add(9 * time.Hour)
	d := openDelivered(t, newBed(t).database(t), func() time.Time { return now })
	defer func() { require.NoError(t, d.Close()) }()
	takeDistrict(t, d, &now)
	embedded := enginesOver(t, d.Ledger)
	influx := enginesOver(t, d)
	expressions := append(ruleExpressions(t), queries...)
	require.GreaterOrEqual(t, len(queries), 40)
	answered := 0
	for _, expression := range expressions {
		for _, c := range []struct{ at, asOf time.Time }{
			{officetest.EndOf(2020, 7, 31), officetest.Date(2020, 9, 15)},
			{officetest.EndOf(2020, 9, 30), time.Time{}},
			{officetest.EndOf(2020, 9, 30), officetest.Date(2020, 9, 17)},
		} {
			want, got := embedded.instant(t, expression, c.at, c.asOf), influx.instant(t, expression, c.at, c.asOf)
			require.Equal(t, want, got, "%s at %s as of %s", expression, c.at, c.asOf)
			if want != "" {
				answered++
			}
		}
		want, got := embedded.between(t, expression), influx.between(t, expression)
		require.Equal(t, want, got, "%s over the year", expression)
		if want != "" {
			answered++
		}
	}
	t.Logf("%d expressions, %d comparisons, %d of them with an answer", len(expressions), 4*len(expressions), answered)
	require.Greater(t, answered, 2*len(expressions), "most have an answer")
}

// takeDistrict takes the example in, and then revises, withdraws and adds.
func takeDistrict(t *testing.T, d *delivered, now *time.Time) {
	c, err := collector.New(collector.Options{
		Ledger: d, Catalog: jindu.DefaultCatalog(), Zone: officetest.Zone, Clock: func() time.Time { return *now },
	})
	require.NoError(t, err)
	workbook, err := yindu2020.Workbook()
	require.NoError(t, err)
	_, err = c.Submit(t.Context(), collector.Upload{
		Source: "test", Files: []format.File{{Name: yindu2020.WorkbookName, Content: workbook}},
	})
	require.NoError(t, err)
	v, err := d.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	var revised []jindu.Observation
	series, err := v.Select(t.Context())
	require.NoError(t, err)
	for i, s := range series {
		for p, err := range v.Points(t.Context(), s, jindu.Period{}, jindu.Period{}) {
			require.NoError(t, err)
			if i%3 == 0 {
				revised = append(revised, jindu.Observation{Series: &series[i], Period: p.Period, Value: p.Value * 1.1})
			}
		}
	}
	require.NoError(t, v.Close())
	for i := range 3 {
		*now = officetest.Date(2020, 9, 10+5*i)
		part := revised[i*len(revised)/3 : (i+1)*len(revised)/3]
		r, err := d.Commit(t.Context(), jindu.Submission{Observations: part})
		require.NoError(t, err)
		if i == 1 {
			*now = officetest.Date(2020, 9, 18)
			_, err := d.Withdraw(t.Context(), jindu.Withdrawal{Receipt: r.ID, Reason: "wrong"})
			require.NoError(t, err)
		}
	}
}

// ruleExpressions are those of all alerting rules.
func ruleExpressions(t *testing.T) []string {
	files, err := fs.Glob(alerts.Rules, "rules/*.yml")
	require.NoError(t, err)
	var all []string
	for _, name := range files {
		text, err := fs.ReadFile(alerts.Rules, name)
		require.NoError(t, err)
		groups, errs := rulefmt.Parse(text, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
		require.Empty(t, errs)
		for _, g := range groups.Groups {
			for _, r := range g.Rules {
				all = append(all, r.Expr)
			}
		}
	}
	return all
}

// engines answer over one store.
type engines struct {
	engine    *promql.Engine
	queryable *query.Queryable
}

func enginesOver(t *testing.T, viewer board.Viewer) engines {
	boards, err := board.New(viewer, officetest.Rules())
	require.NoError(t, err)
	return engines{query.NewEngine(slog.New(slog.DiscardHandler), prometheus.NewRegistry()), query.NewQueryable(boards)}
}

func (e engines) instant(t *testing.T, expression string, at, asOf time.Time) string {
	ctx := query.WithAsOf(t.Context(), asOf)
	q, err := e.engine.NewInstantQuery(ctx, e.queryable, nil, expression, at)
	require.NoError(t, err, expression)
	defer q.Close()
	return answer(q.Exec(ctx))
}

func (e engines) between(t *testing.T, expression string) string {
	q, err := e.engine.NewRangeQuery(t.Context(), e.queryable, nil, expression,
		officetest.EndOf(2019, 12, 31), officetest.EndOf(2020, 12, 31), 14*24*time.Hour)
	require.NoError(t, err, expression)
	defer q.Close()
	return answer(q.Exec(t.Context()))
}

func answer(r *promql.Result) string {
	if r.Err != nil {
		return fmt.Sprint("error: ", r.Err)
	}
	return r.Value.String()
}
