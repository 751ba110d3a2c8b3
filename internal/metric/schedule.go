package metric

import (
	"strconv"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var activityLabels = []string{"region", "project", "activity"}

var (
	activityInfo = &Family{
		"jindu_activity_info",
		model.Text{ZH: "工序名称与是否关键", EN: "Name of an activity, and whether the project's finish depends on it; always 1."},
		[]string{"region", "project", "activity", "name", "critical"},
	}
	activityLatestStart = &Family{
		"jindu_activity_latest_start_timestamp_seconds",
		model.Text{ZH: "工序最迟开始日的最后一秒", EN: "Last second of the day on which an activity must start at the latest."},
		activityLabels,
	}
	activityLatestFinish = &Family{
		"jindu_activity_latest_finish_timestamp_seconds",
		model.Text{ZH: "工序最迟完成日的最后一秒", EN: "Last second of the day on which an activity must finish at the latest."},
		activityLabels,
	}
	activityFloat = &Family{
		"jindu_activity_float_seconds",
		model.Text{ZH: "未完成工序的总时差，按日历天", EN: "By how long an activity that is not finished can slip within the deadline, in whole calendar days."},
		activityLabels,
	}
	activityLate = &Family{
		"jindu_activity_late",
		model.Text{ZH: "工序是否已过最迟开始或最迟完成", EN: "Whether an activity's latest start has passed without an actual one, or its latest finish has."},
		activityLabels,
	}
	projectForecast = &Family{
		"jindu_project_forecast_finish_timestamp_seconds",
		model.Text{ZH: "按实际进展推算的完成日的最后一秒", EN: "Last second of the day on which the project finishes by the actuals so far."},
		projectLabels,
	}
	scheduleProblem = &Family{
		"jindu_project_schedule_problem",
		model.Text{ZH: "工序表的问题，恒为1", EN: "Something wrong with a project's activities, by its code; always 1."},
		[]string{"region", "project", "problem"},
	}
	scheduleFamilies = []*Family{
		activityInfo, activityLatestStart, activityLatestFinish, activityFloat, activityLate, projectForecast, scheduleProblem,
	}
)

// ofSchedule gives the samples of a project's activities. Days end by the
// zone in which the board's days do.
func ofSchedule(s progress.ProjectState, emit Emit) {
	if s.Schedule == nil {
		return
	}
	schedule := s.Schedule
	for _, a := range schedule.Activities {
		ofActivity(s.Region, s.ID, a, schedule.Zone, emit)
	}
	if !schedule.Finish.IsZero() {
		emit.sample(projectForecast, lastSecond(schedule.Finish, schedule.Zone), s.Region, s.ID)
	}
	seen := map[string]bool{}
	for _, p := range schedule.Problems {
		if !seen[p.Code] {
			seen[p.Code] = true
			emit.sample(scheduleProblem, 1, s.Region, s.ID, p.Code)
		}
	}
}

func ofActivity(region, project string, a progress.ActivityState, zone *time.Location, emit Emit) {
	number := a.Activity.Activity
	emit.sample(activityInfo, 1, region, project, number, a.Name, strconv.FormatBool(a.Critical))
	if !a.LatestStart.IsZero() {
		emit.sample(activityLatestStart, lastSecond(a.LatestStart, zone), region, project, number)
	}
	if !a.LatestFinish.IsZero() {
		emit.sample(activityLatestFinish, lastSecond(a.LatestFinish, zone), region, project, number)
		emit.sample(activityLate, flag(a.Late), region, project, number)
	}
	if a.Float != nil {
		emit.sample(activityFloat, float64(*a.Float)*secondsOfDay, region, project, number)
	}
}

const secondsOfDay = 24 * 60 * 60

func lastSecond(day model.Period, zone *time.Location) float64 { return float64(day.End(zone).Unix()) }
