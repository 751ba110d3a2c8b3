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

	indicatorPrefix = "jindu_indicator_"
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
