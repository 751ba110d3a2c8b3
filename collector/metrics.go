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
	if r == nil {
		return m, nil
	}
	err := errors.Join(
		register(r, &m.submissions), register(r, &m.facts), register(r, &m.duration),
		register(r, &m.lastSuccess), register(r, &m.lastAttempt),
	)
	m.facts.WithLabelValues("observation")
	m.facts.WithLabelValues("record")
	return m, err
}

// register registers a metric, or takes the one that is registered already in
// its place: collectors that follow one another count on.
func register[C prometheus.Collector](r prometheus.Registerer, metric *C) error {
	var there prometheus.AlreadyRegisteredError
	err := r.Register(*metric)
	if errors.As(err, &there) {
		if same, ok := there.ExistingCollector.(C); ok {
			*metric = same
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("register the collector's metrics: %w", err)
	}
	return nil
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
