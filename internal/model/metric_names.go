package model

import (
	"strconv"
	"strings"
)

// The stored series. Everything else that Prometheus sees is projected or
// derived from them and from records (package metric).
const (
	MetricCompleted      = "jindu_project_completed_yuan"             // In the year, cumulative.
	MetricCompletedTotal = "jindu_project_completed_since_start_yuan" // 开工以来累计.

	// Totals that were reported, by day of cut-off; their items are records.
	MetricPipelineItems = "jindu_pipeline_items"
	MetricPipelineYuan  = "jindu_pipeline_yuan"
	// 省外资金 received by an attracted project in a month.
	MetricAttractionFunds = "jindu_attraction_funds_yuan"
	// The region's place as the level above publishes it, and among how many.
	MetricStandingRank    = "jindu_standing_rank"
	MetricStandingRegions = "jindu_standing_regions"

	indicatorPrefix  = "jindu_indicator_"
	enterprisePrefix = "jindu_enterprise_"
)

// IndicatorMetric names the family of indicator values in a base unit.
func IndicatorMetric(base Base) string { return indicatorPrefix + string(base) }

// MetricUnit is the base unit of a family of indicator values, as a unit to
// read them in; that of ratios where the family is none of these.
func MetricUnit(metric string) Unit {
	names := map[Base]string{Yuan: "元", Ratio: "比率", Items: "个", Tonnes: "吨", Index: "点"}
	name, ok := names[Base(strings.TrimPrefix(metric, indicatorPrefix))]
	if !ok {
		name = names[Ratio]
	}
	u, _ := ParseUnit(name) // Every base has its own.
	return u
}

// IndicatorSeries is the series of one measure of an indicator in a region.
func IndicatorSeries(i Indicator, region string, m Measure, o Origin) Series {
	return NewSeries(IndicatorMetric(m.Base(i.Base())),
		"indicator", i.Code, "region", region, "measure", string(m), "origin", string(o))
}

// CompletedSeries is the investment a project completed in a year so far, by
// day of cut-off.
func CompletedSeries(region, project string, year int) Series {
	return NewSeries(MetricCompleted, "region", region, "project", project, "year", strconv.Itoa(year))
}

// CompletedTotalSeries is the investment a project completed since its start,
// by day of cut-off.
func CompletedTotalSeries(region, project string) Series {
	return NewSeries(MetricCompletedTotal, "region", region, "project", project)
}

// PipelineSeries is a reported total of a system at a step: how many, or how
// much money. Name is the library, programme or source; it and the industry
// may be empty, for all.
func PipelineSeries(metric, region string, system System, name string, step Step, industry string) Series {
	return NewSeries(metric, "region", region, "system", string(system), "name", name,
		"step", string(step), "industry", industry, "origin", string(Published))
}

// AttractionFundsSeries is what an attracted project brought from outside the
// province, by month.
func AttractionFundsSeries(region, attraction string) Series {
	return NewSeries(MetricAttractionFunds, "region", region, "attraction", attraction)
}

// StandingSeries is a region's place in a contest (评比), or with
// MetricStandingRegions among how many, by period.
func StandingSeries(metric, region, subject string) Series {
	return NewSeries(metric, "region", region, "subject", subject)
}

// EnterpriseMetric names the family of enterprises' figures in a base unit.
func EnterpriseMetric(base Base) string { return enterprisePrefix + string(base) }

// EnterpriseSeries is a figure of an enterprise, by day. Item says of what.
func EnterpriseSeries(base Base, region, enterprise, item string) Series {
	return NewSeries(EnterpriseMetric(base), "region", region, "enterprise", enterprise, "item", item)
}
