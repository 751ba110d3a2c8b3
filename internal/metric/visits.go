package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	visitMark = &Family{
		"jindu_project_visit_mark",
		model.Text{ZH: "最近一次观摩的平均得分（0至100）", EN: "Mean of the judges' marks at the latest visit to a project's site, 0 to 100."},
		projectLabels,
	}
	visitTimestamp = &Family{
		"jindu_project_visit_timestamp_seconds",
		model.Text{ZH: "最近一次观摩日期的零点", EN: "Start of the day of the latest visit to a project's site."},
		projectLabels,
	}

	visitInfo = &Family{
		"jindu_project_visit_info",
		model.Text{ZH: "最近一次观摩的议定事项", EN: "What was decided at the latest visit to a project's site; always 1."},
		[]string{"region", "project", "decision"},
	}

	visitsFamilies = []*Family{visitMark, visitTimestamp, visitInfo}
)

func ofVisits(s progress.ProjectState, emit Emit) {
	if s.Visits == nil {
		return
	}
	emitKnown(emit, visitMark, s.Visits.Mark, s.Region, s.ID)
	emit.sample(visitTimestamp, float64(s.Visits.Date.Unix()), s.Region, s.ID)
	if decision := s.Visits.Decision(); decision != "" {
		emit.sample(visitInfo, 1, s.Region, s.ID, decision)
	}
}
