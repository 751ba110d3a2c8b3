package metric_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

func TestSamplesOfASchedule(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	day := func(d int) model.Period { return model.NewDate(2020, 3, d) }
	days := -2
	s := progress.ProjectState{Region: "410505", ID: "P1", Schedule: &progress.ScheduleState{
		Zone: zone, Finish: day(31),
		Activities: []progress.ActivityState{
			{
				Activity: model.Activity{Activity: "1", Name: "路基"}, Float: &days, Critical: true, Late: true,
				LatestStart: day(1), LatestFinish: day(4),
			},
			{Activity: model.Activity{Activity: "2"}},
		},
		Problems: []progress.ScheduleProblem{{Code: progress.ProblemOutOfOrder}, {Code: progress.ProblemOutOfOrder}},
	}}
	var got []string
	metric.OfProject(s, func(m metric.Sample) {
		require.Len(t, m.Labels, len(m.Family.Labels))
		if strings.HasPrefix(m.Family.Name, "jindu_activity") || strings.Contains(m.Family.Name, "forecast") || strings.Contains(m.Family.Name, "problem") {
			got = append(got, fmt.Sprint(strings.TrimPrefix(m.Family.Name, "jindu_"), m.Labels, int(m.Value)))
		}
	})
	require.Equal(t, []string{
		"activity_info[410505 P1 1 路基 true] 1",
		"activity_latest_start_timestamp_seconds[410505 P1 1] 1583078399",
		"activity_latest_finish_timestamp_seconds[410505 P1 1] 1583337599",
		"activity_late[410505 P1 1] 1",
		"activity_float_seconds[410505 P1 1] -172800",
		"activity_info[410505 P1 2  false] 1",
		"project_forecast_finish_timestamp_seconds[410505 P1] 1585670399",
		"project_schedule_problem[410505 P1 out_of_order] 1",
	}, got)
}
