package main

import (
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/prometheus/model/labels"
)

// alertSeries gives the alerts as Prometheus's series ALERTS; none where
// another evaluates the rules.
func (o *office) alertSeries() ([]*dto.MetricFamily, error) {
	if o.evaluator == nil {
		return nil, nil
	}
	name, kind, firing := "ALERTS", dto.MetricType_GAUGE, 1.0
	family := &dto.MetricFamily{Name: &name, Type: &kind}
	for _, series := range o.evaluator.Series() {
		m := &dto.Metric{Gauge: &dto.Gauge{Value: &firing}}
		series.Range(func(l labels.Label) {
			m.Label = append(m.Label, &dto.LabelPair{Name: &l.Name, Value: &l.Value})
		})
		family.Metric = append(family.Metric, m)
	}
	if len(family.Metric) == 0 {
		return nil, nil // A family without a metric is refused.
	}
	return []*dto.MetricFamily{family}, nil
}
