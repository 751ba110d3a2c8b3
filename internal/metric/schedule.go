package metric

import "jindu/internal/progress"

var scheduleFamilies []*Family

func ofSchedule(s progress.ProjectState, emit Emit) {
}
