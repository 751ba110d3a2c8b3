package metric

import (
	"strconv"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	projectInfo = &Family{
		"jindu_project_info",
		model.Text{ZH: "项目基本信息", EN: "Particulars of a project; always 1."},
		[]string{"region", "project", "name", "category", "nature", "lead", "owner", "owner_unit", "task_force"},
	}
	projectStage = &Family{
		"jindu_project_stage",
		model.Text{ZH: "项目所处阶段", EN: "Whether a project is at a stage of its life cycle: 1 for the one it is at."},
		[]string{"region", "project", "stage"},
	}
	projectTotal = &Family{
		"jindu_project_total_investment_yuan",
		model.Text{ZH: "总投资（元）", EN: "Total investment of a project."},
		projectLabels,
	}
	projectTarget = &Family{
		"jindu_project_target_yuan",
		model.Text{ZH: "年度投资目标（元）", EN: "Investment that a project should complete in the year."},
		yearLabels,
	}
	projectCompleted = &Family{
		model.MetricCompleted,
		model.Text{ZH: "本年累计完成投资（元）", EN: "Investment completed in the year so far, by the latest report."},
		yearLabels,
	}
	projectSinceStart = &Family{
		model.MetricCompletedTotal,
		model.Text{ZH: "开工以来累计完成投资（元）", EN: "Investment completed since the project's start, by the latest report."},
		projectLabels,
	}
	projectCompletion = &Family{
		"jindu_project_completion_ratio",
		model.Text{ZH: "年度目标完成比例", EN: "Completed of the year's target."},
		yearLabels,
	}
	projectPace = &Family{
		"jindu_project_pace_ratio",
		model.Text{ZH: "序时进度（截至数据日期）", EN: "Share of the year's target due by the latest report's cut-off, by the target's curve."},
		yearLabels,
	}
	projectGap = &Family{
		"jindu_project_pace_gap_ratio",
		model.Text{ZH: "高于（负为低于）序时进度", EN: "Completion less pace at the cut-off; 0.01 is one percentage point."},
		yearLabels,
	}
	projectSPI = &Family{
		"jindu_project_schedule_performance_index",
		model.Text{ZH: "进度绩效指数 SPI=EV/PV", EN: "Earned value over planned value (EV/PV) in the year at the cut-off; above 1 is ahead."},
		projectLabels,
	}
	projectWarning = &Family{
		"jindu_project_warning",
		model.Text{ZH: "预警颜色", EN: "Whether a project has a colour by a rule pack: 1 for the one it has."},
		[]string{"region", "project", "pack", "colour"},
	}
	projectRank = &Family{
		"jindu_project_rank",
		model.Text{ZH: "区域内排名", EN: "Rank of a project within its region by a rule pack; 1 is the best."},
		[]string{"region", "project", "pack"},
	}
	projectPeriodEnd = &Family{
		"jindu_project_period_end_timestamp_seconds",
		model.Text{ZH: "数据截至", EN: "Cut-off of the project's latest report of the year."},
		projectLabels,
	}
)

// OfProject gives the samples of a project.
func OfProject(s progress.ProjectState, emit Emit) {
	if s.Known {
		emit.sample(projectInfo, 1, s.Region, s.ID, s.Name, s.Category, s.Nature,
			s.Lead, s.Owner, s.OwnerUnit, s.TaskForce)
		ofStage(s, emit)
	}
	year := strconv.Itoa(s.Year)
	known := func(f *Family, n progress.Number, labels ...string) {
		if n.Known {
			emit.sample(f, n.Value, append([]string{s.Region, s.ID}, labels...)...)
		}
	}
	known(projectTotal, s.Total)
	known(projectTarget, s.Target, year)
	known(projectCompleted, s.Completed, year)
	known(projectSinceStart, s.SinceStart)
	known(projectCompletion, s.Completion, year)
	known(projectPace, s.Pace, year)
	known(projectGap, s.Gap, year)
	known(projectSPI, s.SPI)
	if !s.Cutoff.IsZero() {
		emit.sample(projectPeriodEnd, float64(s.Cutoff.Unix()), s.Region, s.ID)
	}
	ofProjectReports(s, emit)
	for _, v := range s.Verdicts {
		ofVerdict(s, v, emit)
	}
	ofValue(s, emit)
	ofMilestones(s, emit)
	ofApprovals(s, emit)
	ofObstacles(s, emit)
	ofSchedule(s, emit)
	ofLife(s, emit)
	ofVisits(s, emit)
	ofScores(s, emit)
	ofPrograms(s, emit)
}

func ofStage(s progress.ProjectState, emit Emit) {
	if s.Stage == "" {
		return
	}
	for _, stage := range model.Stages() {
		emit.sample(projectStage, flag(stage == s.Stage), s.Region, s.ID, string(stage))
	}
}

func ofVerdict(s progress.ProjectState, v progress.Verdict, emit Emit) {
	for _, colour := range v.Pack.Colours {
		emit.sample(projectWarning, flag(colour == v.Colour), s.Region, s.ID, v.Pack.Name, colour)
	}
	if v.Rank > 0 {
		emit.sample(projectRank, float64(v.Rank), s.Region, s.ID, v.Pack.Name)
	}
}
