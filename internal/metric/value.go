package metric

import "jindu/internal/progress"

var valueFamilies []*Family

func ofValue(s progress.ProjectState, emit Emit) {
}
