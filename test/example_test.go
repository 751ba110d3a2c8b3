package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What the example district is made to show on the bulletin's day, so that
// every rule has something to say and something to be silent about.
func TestTheExampleShowsEverySystem(t *testing.T) {
	base := startDemo(t)
	for _, c := range []struct {
		what, query string
		want        float64
	}{
		{"milestones overdue", `sum(jindu_project_milestone_overdue{region="410505"})`, 8},
		{
			"a start overdue by more than three months",
			`count((jindu_board_timestamp_seconds - on() group_right jindu_project_milestone_planned_timestamp_seconds{region="410505",milestone="start"} > 90*86400)
				and on(project, milestone) jindu_project_milestone_overdue{milestone="start"} == 1)`, 1,
		},
		{"approvals near due", `sum(jindu_approval_state{region="410505",state="near_due"})`, 1},
		{"approvals overdue", `sum(jindu_approval_state{region="410505",state="overdue"})`, 1},
		{"approvals open otherwise", `sum(jindu_approval_state{region="410505",state="open"})`, 2},
		{"approvals done late", `sum(jindu_approval_state{region="410505",state="done_late"})`, 3},
		{"flows of approvals beyond the limit", `count(jindu_project_approval_workdays{region="410505"} > jindu_project_approval_limit_workdays)`, 1},
		{"documents to be supplied still", `count(jindu_approval_supply_due_timestamp_seconds{region="410505"} unless jindu_approval_supplied_timestamp_seconds)`, 1},
		{"obstacles open", `sum(jindu_obstacle_open{region="410505"})`, 9},
		{"obstacles overdue", `sum(jindu_obstacle_overdue{region="410505"})`, 2},
		{"activities whose latest start has passed", `sum(jindu_activity_late{region="410505",project="YD2020-005"})`, 1},
		{"projects with a plan of activities", `count(count by (project) (jindu_activity_info{region="410505"}))`, 3},
		{
			"plans that will end past their deadline",
			`count(jindu_project_forecast_finish_timestamp_seconds{region="410505"}
				> on(region, project) jindu_project_milestone_planned_timestamp_seconds{milestone="finish"})`, 1,
		},
		{"visits with marks", `count(jindu_project_visit_mark{region="410505"})`, 12},
		{"the city's ranking", `jindu_standing_rank{region="410505",subject="重点项目"}`, 2},
		{"among so many", `jindu_standing_regions{region="410505",subject="重点项目"}`, 9},
		{"attractions of 100 million yuan and more", `count(jindu_attraction_investment_yuan{region="410505"} >= 1e8)`, 29},
		{"task forces that attract, 3+19", `count(count by (task_force) (jindu_attraction_info{region="410505"}))`, 22},
		{"of them started", `count(jindu_attraction_started_timestamp_seconds{region="410505"})`, 21},
		{"funds that they brought", `sum(jindu_attraction_funds_yuan{region="410505"})`, 68e8},
		{"leading enterprises", `count(jindu_enterprise_info{region="410505"})`, 7},
		{"totals that do not agree with their items", `count(jindu_pipeline_agrees == 0) or vector(0)`, 0},
		{"totals that do", `count(jindu_pipeline_agrees{region="410505"} == 1)`, 15},
		{"a total without items", `count(jindu_pipeline_agrees{name="省补短板“982”工程"}) or vector(0)`, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			require.Equal(t, c.want, value(t, base, c.query, "", ""))
		})
	}
}
