package alert

import (
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"
)

// The name and the label of the series by which a Prometheus tells of alerts.
const (
	seriesName = "ALERTS"
	stateLabel = "alertstate"
)

// Gather gives the alerts of the newest evaluation as the series ALERTS, as a
// Prometheus that evaluates rules has them, so that the same query asks for
// alerts here and there. It is safe while rules are evaluated, and gives
// nothing before they first were.
func (e *Evaluator) Gather() ([]*dto.MetricFamily, error) {
	if family := e.series.Load(); family != nil && len(family.Metric) > 0 {
		return []*dto.MetricFamily{family}, nil
	}
	return nil, nil
}

// note keeps the alerts as they are after an evaluation. Rules may ask for
// ALERTS themselves while their alerts are locked, so Gather must not ask them.
func (e *Evaluator) note() {
	name, kind := seriesName, dto.MetricType_GAUGE
	family := &dto.MetricFamily{Name: &name, Type: &kind}
	for _, rule := range e.AlertingRules() {
		for _, one := range rule.ActiveAlerts() {
			family.Metric = append(family.Metric, series(one))
		}
	}
	e.series.Store(family)
}

func series(a *rules.Alert) *dto.Metric {
	value := 1.0
	m := &dto.Metric{Gauge: &dto.Gauge{Value: &value}}
	labels.NewBuilder(a.Labels).Set(stateLabel, a.State.String()).Labels().Range(func(l labels.Label) {
		m.Label = append(m.Label, &dto.LabelPair{Name: &l.Name, Value: &l.Value})
	})
	return m
}
