package metric

import "jindu/internal/progress"

var milestonesFamilies []*Family

func ofMilestones(s progress.ProjectState, emit Emit) {
}
