package metric

import "jindu/internal/progress"

var enterprisesFamilies []*Family

func ofEnterprises(s progress.RegionState, emit Emit) {
}
