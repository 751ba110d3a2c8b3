package prometheus

import (
	"log/slog"
	"slices"
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/internal/model"
)

// A check is something that is looked for.
type check string

// What is looked for.
const (
	checkRetention  check = "retention"     // It keeps samples for less long than there are.
	checkFuture     check = "future"        // A sample lies further in the future than it takes.
	checkOutOfOrder check = "out_of_order"  // It refuses samples that are older than others.
	checkDistance   check = "deduplication" // It keeps one of several revisions.
	checkLabels     check = "labels"        // It cuts labels.
	checkDropped    check = "dropped"       // Its counts of what it drops have risen.
	checkReadBack   check = "read_back"     // What was written isn't found.
	checkProjection check = "projection"    // It refused what follows from the facts.
)

var checks = []check{
	checkRetention, checkFuture, checkOutOfOrder, checkDistance, checkLabels, checkDropped, checkReadBack, checkProjection,
}

// findings are what a person should look at. They may be used from several
// goroutines.
type findings struct {
	sync.Mutex
	logger *slog.Logger
	found  map[check]model.Text
	gauge  *prometheus.GaugeVec
	under  prometheus.Registerer
}

func newFindings(target string, logger *slog.Logger, under prometheus.Registerer) (*findings, error) {
	f := &findings{logger: logger, found: map[check]model.Text{}, under: under, gauge: prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name:        "jindu_delivery_findings",
		Help:        "Whether a check of what the target would drop in silence found something.",
		ConstLabels: prometheus.Labels{"target": target},
	}, []string{"check"})}
	for _, c := range checks {
		f.gauge.WithLabelValues(string(c)).Set(0)
	}
	if under == nil {
		return f, nil
	}
	return f, under.Register(f.gauge)
}

// set says what a check found, or with an empty text that it found nothing. It
// is logged when that changes.
func (f *findings) set(c check, text model.Text) {
	f.Lock()
	defer f.Unlock()
	if f.found[c] == text {
		return
	}
	if text == (model.Text{}) {
		delete(f.found, c)
		f.gauge.WithLabelValues(string(c)).Set(0)
		f.logger.Info("a finding about the target is gone", "check", string(c))
		return
	}
	f.found[c] = text
	f.gauge.WithLabelValues(string(c)).Set(1)
	f.logger.Warn("a finding about the target", "check", string(c), "finding", text.EN)
}

// all gives what was found, in the order of the checks.
func (f *findings) all() []model.Text {
	f.Lock()
	defer f.Unlock()
	var all []model.Text
	for _, c := range checks {
		if text, ok := f.found[c]; ok {
			all = append(all, text)
		}
	}
	return slices.Clip(all)
}

func (f *findings) close() {
	if f.under != nil {
		f.under.Unregister(f.gauge)
	}
}
