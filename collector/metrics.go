package collector

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are the collector's own, on /metrics/self.
type metrics struct {
	submissions *prometheus.CounterVec
	facts       *prometheus.CounterVec
	duration    *prometheus.HistogramVec
	lastSuccess *prometheus.GaugeVec
	lastAttempt *prometheus.GaugeVec
}

// newMetrics registers them, unless the registerer is nil.
func newMetrics(r prometheus.Registerer) (*metrics, error) {
	m := &metrics{
		submissions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_submissions_total", Help: "Uploads by source and by what became of them: accepted, repeated, refused or failed.",
		}, []string{"source", "result"}),
		facts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_submission_facts_total", Help: "Facts taken into the ledger, by kind: observation or record.",
		}, []string{"kind"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "jindu_submission_duration_seconds", Help: "Time from an upload's arrival to its answer.",
			Buckets: []float64{0.005, 0.02, 0.1, 0.5, 2, 10, 60},
		}, []string{"source"}),
		lastSuccess: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_source_last_success_timestamp_seconds", Help: "When an upload of the source was last taken or known already.",
		}, []string{"source"}),
		lastAttempt: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_source_last_attempt_timestamp_seconds", Help: "When an upload of the source last came.",
		}, []string{"source"}),
	}
	m.facts.WithLabelValues("observation")
	m.facts.WithLabelValues("record")
	if r == nil {
		return m, nil
	}
	for _, c := range []prometheus.Collector{m.submissions, m.facts, m.duration, m.lastSuccess, m.lastAttempt} {
		if err := r.Register(c); err != nil {
			return nil, fmt.Errorf("register the collector's metrics: %w", err)
		}
	}
	return m, nil
}

// observe counts an upload.
func (m *metrics) observe(source string, start, end time.Time, out Outcome, err error) {
	result := "accepted"
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		result = "refused"
	case err != nil:
		result = "failed"
	case out.AlreadyTaken:
		result = "repeated"
	default:
		m.facts.WithLabelValues("observation").Add(float64(out.Figures))
		m.facts.WithLabelValues("record").Add(float64(out.Records))
	}
	m.submissions.WithLabelValues(source, result).Inc()
	m.duration.WithLabelValues(source).Observe(end.Sub(start).Seconds())
	m.lastAttempt.WithLabelValues(source).Set(float64(end.UnixMilli()) / 1000)
	if err == nil {
		m.lastSuccess.WithLabelValues(source).Set(float64(end.UnixMilli()) / 1000)
	}
}
