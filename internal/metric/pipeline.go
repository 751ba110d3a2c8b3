package metric

import "jindu/internal/progress"

var pipelineFamilies []*Family

func ofPipeline(s progress.RegionState, emit Emit) {
}
