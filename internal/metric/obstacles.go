package metric

import "jindu/internal/progress"

var obstaclesFamilies []*Family

func ofObstacles(s progress.ProjectState, emit Emit) {
}
