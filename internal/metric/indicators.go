package metric

import (
	"slices"
	"strconv"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	indicatorValue = byBase("jindu_indicator_", indicatorLabels,
		"指标数值", "Value of an indicator")
	indicatorTarget = byBase("jindu_target_", targetLabels,
		"指标年度目标", "Target of an indicator for a year")
	targetPath = byBase("jindu_indicator_target_path_", targetLabels,
		"按序时进度截至数据日期应完成", "What should have been reached at the pace by the cut-off of the latest figure")
	targetInfo = &Family{
		"jindu_target_info",
		model.Text{
			ZH: "指标年度目标的方向（不低于、不超过）与进度曲线",
			EN: "On which side of a target one should be, and the curve that its pace follows, empty where it has no pace; always 1.",
		},
		append(slices.Clone(targetLabels), "bound", "curve"),
	}

	periodEnd = &Family{
		"jindu_indicator_period_end_timestamp_seconds",
		model.Text{ZH: "最新公布数据的截止时间", EN: "End of the period of the newest published figure that is visible."},
		[]string{"indicator", "region", "measure"},
	}
	growthComparable = &Family{
		"jindu_indicator_growth_comparable",
		model.Text{
			ZH: "按公布总量计算的增速与公布增速是否一致（可比口径）",
			EN: "Whether growth derived from published levels agrees with the published growth; " +
				"where it is 0 the derived growth is not shown.",
		},
		[]string{"indicator", "region", "measure"},
	}
	indicatorCompletion = &Family{
		"jindu_indicator_completion_ratio",
		model.Text{ZH: "完成比例：实际值/目标值", EN: "Reached of the year's target: actual / target."},
		targetLabels,
	}
	indicatorPace = &Family{
		"jindu_indicator_pace_ratio",
		model.Text{ZH: "序时进度", EN: "Share of the year's target that should be reached by the cut-off, by the target's curve."},
		targetLabels,
	}
	indicatorGap = &Family{
		"jindu_indicator_pace_gap_ratio",
		model.Text{
			ZH: "高于（负为低于）序时进度；增速、比率目标为高于目标的百分点；其他及限额为与目标之差占目标的比例，优于目标为正",
			EN: "Completion less pace; for a target of growth or a ratio, actual less target, in points; for others and limits, " +
				"what lies between as a share of the target. Positive is good: below a limit.",
		},
		targetLabels,
	}
	reportDue = &Family{
		"jindu_report_due_timestamp_seconds",
		model.Text{ZH: "下一期数据的报送期限", EN: "Last second in which the next figures of an indicator are in time."},
		reportLabels,
	}
	reportLate = &Family{
		"jindu_report_late",
		model.Text{ZH: "数据是否逾期未报", EN: "Whether figures of an indicator are overdue."},
		reportLabels,
	}
)

// OfIndicator gives the samples of an indicator in a region.
func OfIndicator(s progress.IndicatorState, emit Emit) {
	code, region := s.Indicator.Code, s.Region
	for _, f := range s.Figures {
		family := indicatorValue[f.Measure.Base(s.Indicator.Base())]
		emit.sample(family, f.Value, code, region, string(f.Measure), string(f.Origin))
		if f.Origin == model.Published {
			emit.sample(periodEnd, float64(f.End.Unix()), code, region, string(f.Measure))
		}
	}
	for _, g := range s.Growth {
		emit.sample(growthComparable, flag(g.Comparable), code, region, string(g.Measure))
	}
	for _, t := range s.Targets {
		ofTarget(s, t, emit)
	}
	if s.Report != nil {
		emit.sample(reportDue, float64(s.Report.Due.Unix()), code, region)
		emit.sample(reportLate, flag(s.Report.Late), code, region)
	}
}

func ofTarget(s progress.IndicatorState, t progress.TargetState, emit Emit) {
	base := t.Measure.Base(s.Indicator.Base())
	labels := []string{s.Indicator.Code, s.Region, string(t.Measure), string(t.Issuer), strconv.Itoa(t.Year)}
	emit.sample(indicatorTarget[base], t.Goal, labels...)
	emit.sample(targetInfo, 1, append(slices.Clone(labels), string(t.Bound), t.Curve.String())...)
	for family, n := range map[*Family]progress.Number{
		targetPath[base]:    t.Path,
		indicatorCompletion: t.Completion,
		indicatorPace:       t.Pace,
		indicatorGap:        t.Gap,
	} {
		if n.Known {
			emit.sample(family, n.Value, labels...)
		}
	}
}
