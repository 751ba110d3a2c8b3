package metric

import "jindu/internal/progress"

var approvalsFamilies []*Family

func ofApprovals(s progress.ProjectState, emit Emit) {
}
