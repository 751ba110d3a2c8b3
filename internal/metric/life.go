package metric

import "jindu/internal/progress"

var lifeFamilies []*Family

func ofLife(s progress.ProjectState, emit Emit) {
}
