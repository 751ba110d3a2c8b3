package metric

import (
	"strconv"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	plannedValue = &Family{
		"jindu_project_planned_value_yuan",
		model.Text{ZH: "计划价值PV：截至数据日期按进度曲线应完成投资（元）", EN: "Planned value PV: investment due by the cut-off by the target's curve."},
		yearLabels,
	}
	earnedScheduleSPI = &Family{
		"jindu_project_earned_schedule_performance_index",
		model.Text{
			ZH: "挣得进度绩效指数 SPI(t)=ES/AT",
			EN: "Earned schedule over actual time (SPI(t) = ES/AT) at the cut-off; above 1 is ahead, and it stays what it was when all is done.",
		},
		projectLabels,
	}
	toCompleteSPI = &Family{
		"jindu_project_to_complete_schedule_performance_index",
		model.Text{
			ZH: "完工尚需进度绩效指数 TSPI=(PD-ES)/(PD-AT)",
			EN: "Pace that would still finish the year's task in time (TSPI = (PD − ES)/(PD − AT)); none once no pace would, 0 when all is done.",
		},
		projectLabels,
	}
	earnedBy = &Family{
		"jindu_project_earned_schedule_timestamp_seconds",
		model.Text{ZH: "挣得进度ES：已完成投资按计划应完成的日期", EN: "Earned schedule ES: end of the day by which the plan had what is completed."},
		projectLabels,
	}
	scheduleVariance = &Family{
		"jindu_project_schedule_variance_seconds",
		model.Text{
			ZH: "进度偏差 SV(t)=ES-AT（秒），负为落后",
			EN: "Schedule variance SV(t) = ES − AT: from the cut-off, or from when all was done, to the earned schedule; negative is behind.",
		},
		projectLabels,
	}
	taskForecast = &Family{
		"jindu_project_task_forecast_timestamp_seconds",
		model.Text{
			ZH: "按目前进度预计完成年度任务的日期 IEAC(t)=PD/SPI(t)",
			EN: "When the year's task will be done at this pace (IEAC(t) = PD/SPI(t)), or was; none where nothing is completed.",
		},
		projectLabels,
	}
	requiredMonthly = &Family{
		"jindu_project_required_monthly_yuan",
		model.Text{
			ZH: "完成年度任务后续每月须完成投资（元）",
			EN: "What each month left of the year must bring for the year's task; 0 when all is done, none when no month is left.",
		},
		projectLabels,
	}
)

var valueFamilies = []*Family{
	plannedValue, earnedScheduleSPI, toCompleteSPI, earnedBy, scheduleVariance, taskForecast, requiredMonthly,
}

func ofValue(s progress.ProjectState, emit Emit) {
	v := s.Value
	if v == nil {
		return
	}
	instant := func(f *Family, t time.Time) {
		if !t.IsZero() {
			emit.sample(f, float64(t.Unix()), s.Region, s.ID)
		}
	}
	known := func(f *Family, n progress.Number) {
		if n.Known {
			emit.sample(f, n.Value, s.Region, s.ID)
		}
	}
	emit.sample(plannedValue, v.PV, s.Region, s.ID, strconv.Itoa(s.Year))
	known(earnedScheduleSPI, v.Schedule.SPI)
	known(toCompleteSPI, v.Schedule.TSPI)
	instant(earnedBy, v.EarnedBy)
	emit.sample(scheduleVariance, v.Variance.Seconds(), s.Region, s.ID)
	instant(taskForecast, v.Forecast)
	known(requiredMonthly, v.Monthly)
}
