package upstream

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// The results of an arrival.
const (
	resultTaken    = "taken"    // All of it, or what could be.
	resultRepeated = "repeated" // It was taken before.
	resultNothing  = "nothing"  // There was nothing left to take.
	resultRefused  = "refused"  // It never can be.
	resultFailed   = "failed"   // It will come again.
)

// metrics are a centre's own, on /metrics/self.
type metrics struct {
	submissions *prometheus.CounterVec
	setAside    *prometheus.CounterVec
	leftOut     *prometheus.CounterVec
	denied      *prometheus.CounterVec
}

// newMetrics registers them, unless the registerer is nil.
func newMetrics(r prometheus.Registerer, regions *Regions) (*metrics, error) {
	m := &metrics{
		submissions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_upstream_submissions_total",
			Help: "Submissions and withdrawals that a region's jindu delivered, by what became of them: taken, repeated, nothing, refused or failed.",
		}, []string{"region", "result"}),
		setAside: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_upstream_set_aside_items_total", Help: "Facts that a region's jindu delivered and the ledger here could not take.",
		}, []string{"region"}),
		leftOut: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_upstream_left_out_items_total", Help: "Facts that a region's jindu delivered and that are of regions it does not report for: they are left out, as agreed.",
		}, []string{"region"}),
		denied: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jindu_upstream_denied_requests_total", Help: "Requests below /api/jindu/v1/upstream that were refused to who sent them, by the code of the refusal.",
		}, []string{"code"}),
	}
	for _, code := range []string{codeToken, codeRegion, codeClaimed, codeLedgers} {
		m.denied.WithLabelValues(code)
	}
	for _, s := range regions.States() {
		m.setAside.WithLabelValues(s.Region)
		m.leftOut.WithLabelValues(s.Region)
		m.submissions.WithLabelValues(s.Region, resultTaken)
	}
	if r == nil {
		return m, nil
	}
	for _, c := range []prometheus.Collector{m.submissions, m.setAside, m.leftOut, m.denied, regions} {
		if err := r.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// regionGauges are what is said of each region.
var regionGauges = []struct {
	desc *prometheus.Desc
	read func(RegionState) (float64, bool)
}{
	{
		desc("jindu_upstream_heartbeat_timestamp_seconds", "When a region's jindu was last heard of; 0 where it never was."),
		func(s RegionState) (float64, bool) { return seconds(s.LastHeard), true },
	},
	{
		desc("jindu_upstream_silent", "Whether a region's jindu has not been heard of for longer than districts allow."),
		func(s RegionState) (float64, bool) {
			if s.Silent {
				return 1, true
			}
			return 0, true
		},
	},
	{
		desc("jindu_upstream_backlog_items", "Facts that wait to be delivered, as a region's jindu says itself."),
		func(s RegionState) (float64, bool) {
			if s.Backlog == nil {
				return 0, false
			}
			return float64(*s.Backlog), true
		},
	},
	{
		desc("jindu_upstream_clock_skew_seconds", "How far the clock of a region's jindu is ahead of the one here; negative where it is behind."),
		func(s RegionState) (float64, bool) { return s.Skew, !s.LastHeard.IsZero() },
	},
	{
		desc("jindu_upstream_submission_timestamp_seconds", "When a submission of a region's jindu was last taken; 0 where none was."),
		func(s RegionState) (float64, bool) { return seconds(s.LastSubmission), true },
	},
}

func desc(name, help string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, []string{"region"}, nil)
}

func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

// Describe names the families of the regions.
func (r *Regions) Describe(to chan<- *prometheus.Desc) {
	for _, g := range regionGauges {
		to <- g.desc
	}
}

// Collect gives a sample of each for every region that is expected.
func (r *Regions) Collect(to chan<- prometheus.Metric) {
	for _, s := range r.States() {
		for _, g := range regionGauges {
			if value, ok := g.read(s); ok {
				to <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, value, s.Region)
			}
		}
	}
}
