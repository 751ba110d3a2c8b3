package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var obstacleLabels = []string{"region", "project", "obstacle"}

var (
	obstacleInfo = &Family{
		"jindu_obstacle_info",
		model.Text{ZH: "问题的类型、责任单位与内容", EN: "Particulars of an obstacle of a project; always 1."},
		[]string{"region", "project", "obstacle", "kind", "owner", "what"},
	}
	obstacleRaised = &Family{
		"jindu_obstacle_raised_timestamp_seconds",
		model.Text{ZH: "问题提出日期", EN: "First second of the day on which an obstacle was raised."},
		obstacleLabels,
	}
	obstacleDue = &Family{
		"jindu_obstacle_due_timestamp_seconds",
		model.Text{ZH: "问题办结期限", EN: "Last second of the day by which an obstacle is to be closed."},
		obstacleLabels,
	}
	obstacleClosed = &Family{
		"jindu_obstacle_closed_timestamp_seconds",
		model.Text{ZH: "问题销号日期", EN: "First second of the day on which an obstacle was closed."},
		obstacleLabels,
	}
	obstacleOpen = &Family{
		"jindu_obstacle_open",
		model.Text{ZH: "问题是否未销号", EN: "Whether an obstacle is not closed."},
		obstacleLabels,
	}
	obstacleOverdue = &Family{
		"jindu_obstacle_overdue",
		model.Text{ZH: "问题是否逾期未销号", EN: "Whether an obstacle is not closed after the day it was due."},
		obstacleLabels,
	}
)

var obstaclesFamilies = []*Family{
	obstacleInfo, obstacleRaised, obstacleDue, obstacleClosed, obstacleOpen, obstacleOverdue,
}

func ofObstacles(s progress.ProjectState, emit Emit) {
	for _, o := range s.Obstacles {
		labels := []string{s.Region, s.ID, o.Obstacle}
		emit.sample(obstacleInfo, 1, s.Region, s.ID, o.Obstacle, string(o.Kind), o.Owner, o.What)
		emit.instant(obstacleRaised, o.Raised, labels...)
		emit.instant(obstacleDue, o.Due, labels...)
		emit.instant(obstacleClosed, o.Closed, labels...)
		emit.sample(obstacleOpen, flag(o.Open), labels...)
		if !o.Due.IsZero() {
			emit.sample(obstacleOverdue, flag(o.Overdue), labels...)
		}
	}
}
