package notify

import (
	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are of sending, to receivers and to Alertmanagers.
type Metrics struct {
	Sent    *prometheus.CounterVec // Messages, or batches of alerts, by receiver.
	Errors  *prometheus.CounterVec // Failed attempts, by receiver and reason.
	Success *prometheus.GaugeVec   // When the receiver last took something.
	Failing *prometheus.GaugeVec   // Since when it takes nothing.
	Denied  prometheus.Counter     // Requests to the relay without its token.
}

// NewMetrics registers the metrics.
func NewMetrics(r prometheus.Registerer) (*Metrics, error) {
	of := []string{"receiver"}
	m := &Metrics{
		Sent: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_notify_sent_total", Help: "Messages, to an Alertmanager batches of alerts, that the receiver took.",
		}, of),
		Errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_notify_errors_total", Help: "Attempts to send that failed, by reason.",
		}, []string{"receiver", "reason"}),
		Success: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_notify_last_success_timestamp_seconds", Help: "When the receiver last took something; 0 where it never did.",
		}, of),
		Failing: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_notify_failing_timestamp_seconds",
			Help: "Since when every attempt to send to the receiver has failed; 0 where the last one did not.",
		}, of),
		Denied: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "jindu_notify_denied_requests_total", Help: "Requests to pass alerts on without the token that is asked for.",
		}),
	}
	for _, c := range []prometheus.Collector{m.Sent, m.Errors, m.Success, m.Failing, m.Denied} {
		if err := r.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}
