package metric

import "jindu/internal/progress"

var sidesFamilies []*Family

func ofSides(s progress.RegionState, emit Emit) {
}
