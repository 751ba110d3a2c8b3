package metric

import "jindu/internal/progress"

var visitsFamilies []*Family

func ofVisits(s progress.ProjectState, emit Emit) {
}
