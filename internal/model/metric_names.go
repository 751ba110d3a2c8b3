package model

import "strconv"

// The stored series. Everything else that Prometheus sees is projected or
// derived from them and from records (package metric).
const (
	MetricCompleted      = "jindu_project_completed_yuan"             // In the year, cumulative.
	MetricCompletedTotal = "jindu_project_completed_since_start_yuan" // 开工以来累计.

	indicatorPrefix = "jindu_indicator_"
)

// IndicatorMetric names the family of indicator values in a base unit.
func IndicatorMetric(base Base) string { return indicatorPrefix + string(base) }

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
