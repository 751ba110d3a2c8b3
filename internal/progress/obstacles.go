package progress

import "jindu/internal/model"

// An ObstacleState is an obstacle of a project at some instant.
type ObstacleState struct {
	Obstacle      model.Obstacle
	Open, Overdue bool
}

// newObstacles makes the part of a project's obstacles; nil where it has none.
func newObstacles(Rules, *project) (part, error) { return nil, nil }
