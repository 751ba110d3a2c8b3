package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	regionWarning = &Family{
		"jindu_region_warning",
		model.Text{ZH: "按规则包中地区规则的预警颜色", EN: "Whether a region has a colour by a pack's rule for whole regions: 1 for the one it has."},
		[]string{"region", "pack", "colour"},
	}
	regionMonthsMissed = &Family{
		"jindu_region_missed_streak",
		model.Text{ZH: "地区连续未完成当月任务的月数", EN: "Months running in which a region's projects did less than their task of the month, where a pack asks for it."},
		[]string{"region", "pack"},
	}

	warningsFamilies = []*Family{regionWarning, regionMonthsMissed}
)

func ofWarnings(s progress.RegionState, emit Emit) {
	for _, v := range s.Warnings {
		for _, colour := range v.Colours {
			emit.sample(regionWarning, flag(colour == v.Colour), s.Region, v.Pack, colour)
		}
		emit.sample(regionMonthsMissed, v.Value.Value, s.Region, v.Pack)
	}
}
