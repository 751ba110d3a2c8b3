package delivery

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// The families of deliveries.
var (
	descBacklog = prometheus.NewDesc("jindu_delivery_backlog_items",
		"Facts that the target does not have yet.", []string{"target"}, nil)
	descOldest = prometheus.NewDesc("jindu_delivery_oldest_timestamp_seconds",
		"When the oldest fact that waits for the target was taken; 0 where none waits.", []string{"target"}, nil)
	descSuccess = prometheus.NewDesc("jindu_delivery_last_success_timestamp_seconds",
		"When the target last took facts or said how far it has got; 0 where it never did.", []string{"target"}, nil)
	descDelivered = prometheus.NewDesc("jindu_delivery_delivered_items_total",
		"Facts that were brought to the target, also again.", []string{"target"}, nil)
	descErrors = prometheus.NewDesc("jindu_delivery_errors_total",
		"Attempts that failed, by reason.", []string{"target", "reason"}, nil)
	descRejected = prometheus.NewDesc("jindu_delivery_rejected_items_total",
		"Facts that the target will never take.", []string{"target"}, nil)
	descLeftOut = prometheus.NewDesc("jindu_delivery_left_out_items_total",
		"Facts that are not for the target, as agreed: of regions that this jindu does not report for.", []string{"target"}, nil)
	descRejectedSize = prometheus.NewDesc("jindu_delivery_rejected_file_size_bytes",
		"Size of the file of the target's rejected facts; 0 where it was moved away.", []string{"target"}, nil)
	descBlocked = prometheus.NewDesc("jindu_delivery_blocked",
		"Whether the delivery can't go on without a person, by reason.", []string{"target", "reason"}, nil)
)

// collectTimeout bounds what one scrape reads of the ledger.
const collectTimeout = 5 * time.Second

// Describe gives every family.
func (g *Group) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		descBacklog, descOldest, descSuccess, descDelivered, descErrors, descRejected, descLeftOut, descRejectedSize,
		descBlocked,
	} {
		descs <- d
	}
}

// Collect gives the samples of every target.
func (g *Group) Collect(metrics chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), collectTimeout)
	defer cancel()
	for _, w := range g.workers {
		w.collect(ctx, metrics)
	}
}

func (w *Worker) collect(ctx context.Context, metrics chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string) {
		metrics <- prometheus.MustNewConstMetric(d, kind, value, append([]string{w.Name}, labels...)...)
	}
	s := w.Status(ctx)
	send(descBacklog, prometheus.GaugeValue, float64(s.Backlog))
	send(descOldest, prometheus.GaugeValue, unix(s.Oldest))
	send(descSuccess, prometheus.GaugeValue, unix(s.LastSuccess))
	send(descDelivered, prometheus.CounterValue, float64(s.Delivered))
	send(descRejectedSize, prometheus.GaugeValue, float64(w.rejected.size()))
	rejected, leftOut, failures := w.counts()
	send(descRejected, prometheus.CounterValue, float64(rejected))
	send(descLeftOut, prometheus.CounterValue, float64(leftOut))
	for _, reason := range Reasons() {
		send(descErrors, prometheus.CounterValue, float64(failures[reason]), reason)
		if needsPerson(reason) {
			blocked := s.Error != nil && s.Error.Reason == reason
			send(descBlocked, prometheus.GaugeValue, map[bool]float64{true: 1}[blocked], reason)
		}
	}
}

// counts gives the facts that were rejected and left out, and the attempts that
// failed, since the process began.
func (w *Worker) counts() (rejected, leftOut uint64, failures map[string]uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	failures = make(map[string]uint64, len(w.state.errors))
	for reason, n := range w.state.errors {
		failures[reason] = n
	}
	return w.state.rejected, w.state.leftOut, failures
}

// unix is a time in seconds since 1970, 0 where there is none.
func unix(t *time.Time) float64 {
	if t == nil {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
