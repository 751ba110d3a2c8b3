package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	regionSide = &Family{
		"jindu_region_side",
		model.Text{ZH: "四比四看各项的数值", EN: "Value of one side of a region's standing, in its unit, as the pack of sides declares."},
		[]string{"region", "side", "unit"},
	}
	regionSideRank = &Family{
		"jindu_region_side_rank",
		model.Text{ZH: "四比四看各项在同级地区中的位次", EN: "Rank of a region by one side among the regions of the same parent; 1 is the best."},
		[]string{"region", "side"},
	}

	sidesFamilies = []*Family{regionSide, regionSideRank}
)

func ofSides(s progress.RegionState, emit Emit) {
	for _, side := range s.Sides {
		emit.sample(regionSide, side.Value, s.Region, side.Side.Side, string(side.Side.Unit()))
		emit.sample(regionSideRank, float64(side.Rank), s.Region, side.Side.Side)
	}
}
