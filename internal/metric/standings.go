package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	standingLabels = []string{"region", "subject"}

	standingRank = &Family{
		model.MetricStandingRank,
		model.Text{ZH: "上级公布的位次", EN: "A region's place in a contest as the level above publishes it; 1 is the best."},
		standingLabels,
	}
	standingRegions = &Family{
		model.MetricStandingRegions,
		model.Text{ZH: "参评地区数", EN: "Among how many regions a place is."},
		standingLabels,
	}
	standingStreak = &Family{
		"jindu_standing_streak_months",
		model.Text{ZH: "连续位居前三分之一的月数", EN: "Rankings in a row, month by month, in which a region was in the first third; 0 where it is not now."},
		standingLabels,
	}
)

var standingsFamilies = []*Family{standingRank, standingRegions, standingStreak}

func ofStandings(s progress.RegionState, emit Emit) {
	for _, one := range s.Standings {
		emit.sample(standingRank, one.Rank, s.Region, one.Subject)
		if one.Regions.Known {
			emit.sample(standingRegions, one.Regions.Value, s.Region, one.Subject)
			emit.sample(standingStreak, float64(one.Streak), s.Region, one.Subject)
		}
	}
}
