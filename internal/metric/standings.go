package metric

import "jindu/internal/progress"

var standingsFamilies []*Family

func ofStandings(s progress.RegionState, emit Emit) {
}
