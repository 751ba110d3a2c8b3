package notify

import (
	"sync"
	"time"
)

// A Tally counts what becomes of the attempts to send to one receiver. Its
// methods may be called from several goroutines.
type Tally struct {
	name    string
	metrics *Metrics
	clock   func() time.Time

	mu      sync.Mutex
	failing bool
}

// Tally makes one; its series are there from the start.
func (m *Metrics) Tally(receiver string, clock func() time.Time) *Tally {
	m.Sent.WithLabelValues(receiver)
	m.Success.WithLabelValues(receiver)
	m.Failing.WithLabelValues(receiver)
	for _, reason := range Reasons() {
		m.Errors.WithLabelValues(receiver, reason)
	}
	return &Tally{name: receiver, metrics: m, clock: clock}
}

// Took notes that something was taken.
func (t *Tally) Took() {
	t.metrics.Sent.WithLabelValues(t.name).Inc()
	t.metrics.Success.WithLabelValues(t.name).Set(float64(t.clock().UnixMilli()) / 1000)
	t.Rest()
}

// Failed notes a failure, and tells whether it is the first after a success.
func (t *Tally) Failed(reason string) (first bool) {
	t.metrics.Errors.WithLabelValues(t.name, reason).Inc()
	t.mu.Lock()
	defer t.mu.Unlock()
	first, t.failing = !t.failing, true
	if first {
		t.metrics.Failing.WithLabelValues(t.name).Set(float64(t.clock().UnixMilli()) / 1000)
	}
	return first
}

// Rest notes that nothing waits to be sent, and tells whether something did.
func (t *Tally) Rest() (failed bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	failed, t.failing = t.failing, false
	t.metrics.Failing.WithLabelValues(t.name).Set(0)
	return failed
}
