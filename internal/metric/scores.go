package metric

import "jindu/internal/progress"

var scoresFamilies []*Family

func ofScores(s progress.ProjectState, emit Emit) {
}
