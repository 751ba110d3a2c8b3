package metric

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	attractionLabels = []string{"region", "attraction"}

	attractionInfo = &Family{
		"jindu_attraction_info",
		model.Text{ZH: "招商项目基本信息", EN: "Particulars of a project that was won; always 1."},
		[]string{"region", "attraction", "name", "type", "industry", "task_force", "project"},
	}
	attractionInvestment = &Family{
		"jindu_attraction_investment_yuan",
		model.Text{ZH: "招商项目总投资（元）", EN: "Total investment of a project that was won."},
		attractionLabels,
	}
	attractionFunds = &Family{
		model.MetricAttractionFunds,
		model.Text{ZH: "招商项目本年到位省外资金（元）", EN: "Funds from outside the province that a project brought in the year so far, by months that are over."},
		attractionLabels,
	}
	attractionSigned = &Family{
		"jindu_attraction_signed_timestamp_seconds",
		model.Text{ZH: "招商项目签约日期", EN: "First second of the day on which a project was signed."},
		attractionLabels,
	}
	attractionLanded = &Family{
		"jindu_attraction_landed_timestamp_seconds",
		model.Text{ZH: "招商项目落地日期", EN: "First second of the day on which a signed project landed."},
		attractionLabels,
	}
	attractionStarted = &Family{
		"jindu_attraction_started_timestamp_seconds",
		model.Text{ZH: "招商项目开工日期", EN: "First second of the day on which a signed project started."},
		attractionLabels,
	}

	attractionsFamilies = []*Family{
		attractionInfo, attractionInvestment, attractionFunds, attractionSigned, attractionLanded, attractionStarted,
	}
)

func ofAttractions(s progress.RegionState, emit Emit) {
	for _, a := range s.Attractions {
		emit.sample(attractionInfo, 1, s.Region, a.ID, a.Name, a.Type, a.Industry, a.TaskForce, a.Project)
		if a.Investment != nil {
			emit.sample(attractionInvestment, a.Investment.InexactFloat64(), s.Region, a.ID)
		}
		emitKnown(emit, attractionFunds, a.Funds, s.Region, a.ID)
		for _, day := range []struct {
			family *Family
			at     time.Time
		}{{attractionSigned, a.Signed}, {attractionLanded, a.Landed}, {attractionStarted, a.Started}} {
			if !day.at.IsZero() {
				emit.sample(day.family, float64(day.at.Unix()), s.Region, a.ID)
			}
		}
	}
}
