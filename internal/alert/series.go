package alert

import "github.com/prometheus/prometheus/model/labels"

// stateLabel is added to an alert's own labels in its series.
const stateLabel = "alertstate"

// Series gives the alerts of the newest evaluation by the labels that a
// Prometheus which evaluates rules gives the series ALERTS, so that the same
// query asks for alerts here and there. It is safe while rules are evaluated,
// and gives nothing before they first were.
func (e *Evaluator) Series() []labels.Labels {
	if series := e.series.Load(); series != nil {
		return *series
	}
	return nil
}

// note keeps the alerts as they are after an evaluation. Rules may ask for
// ALERTS themselves while their alerts are locked, so Series must not ask them.
func (e *Evaluator) note() {
	var series []labels.Labels
	for _, rule := range e.AlertingRules() {
		for _, one := range rule.ActiveAlerts() {
			series = append(series, labels.NewBuilder(one.Labels).Set(stateLabel, one.State.String()).Labels())
		}
	}
	e.series.Store(&series)
}
