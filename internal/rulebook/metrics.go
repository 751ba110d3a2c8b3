package rulebook

import (
	"cmp"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// fetchMetrics are a district's, on /metrics/self.
type fetchMetrics struct {
	successful prometheus.Gauge
	succeeded  prometheus.Gauge
	refused    *prometheus.GaugeVec
}

func newFetchMetrics(r prometheus.Registerer) fetchMetrics {
	m := fetchMetrics{
		successful: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jindu_rules_last_fetch_successful", Help: "Whether the centre answered when it was last asked for its rules, and they were taken.",
		}),
		succeeded: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jindu_rules_last_fetch_success_timestamp_seconds", Help: "When the centre's rules were last found to be in force, or were taken.",
		}),
		refused: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_rules_refused", Help: "Version of the centre's rules that is refused, and why; always 1.",
		}, []string{"version", "reason"}),
	}
	r.MustRegister(m.successful, m.succeeded, m.refused)
	return m
}

func (m fetchMetrics) failed() { m.successful.Set(0) }

func (m fetchMetrics) settled(now time.Time, refused *RefusedError) {
	m.refused.Reset()
	if refused != nil {
		m.successful.Set(0)
		m.refused.WithLabelValues(cmp.Or(refused.Version, "-"), refused.Reason).Set(1)
		return
	}
	m.successful.Set(1)
	m.succeeded.Set(float64(now.UnixMilli()) / 1000)
}
