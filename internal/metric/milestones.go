package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var milestoneLabels = []string{"region", "project", "milestone"}

var (
	milestonePlanned = &Family{
		"jindu_project_milestone_planned_timestamp_seconds",
		model.Text{ZH: "节点计划日期", EN: "Last second of the day by which a milestone of a project is planned."},
		milestoneLabels,
	}
	milestoneActual = &Family{
		"jindu_project_milestone_actual_timestamp_seconds",
		model.Text{ZH: "节点实际日期", EN: "First second of the day on which a milestone of a project came."},
		milestoneLabels,
	}
	milestoneOverdue = &Family{
		"jindu_project_milestone_overdue",
		model.Text{ZH: "节点是否逾期未完成", EN: "Whether the planned day of a milestone has passed without it."},
		milestoneLabels,
	}
)

var milestonesFamilies = []*Family{milestonePlanned, milestoneActual, milestoneOverdue}

func ofMilestones(s progress.ProjectState, emit Emit) {
	for _, m := range s.Milestones {
		emit.instant(milestonePlanned, m.Planned, s.Region, s.ID, m.Milestone)
		emit.instant(milestoneActual, m.Actual, s.Region, s.ID, m.Milestone)
		if !m.Planned.IsZero() {
			emit.sample(milestoneOverdue, flag(m.Overdue), s.Region, s.ID, m.Milestone)
		}
	}
}
