package query

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
)

// selfPrefixes begin the names of the families of jindu's own that can be asked
// for: those that docs/metrics.md lists, and the alerts. No family of the board
// begins so.
var selfPrefixes = []string{
	"ALERTS",
	"jindu_build_info", "jindu_config_", "jindu_delivery_", "jindu_ledger_", "jindu_source_", "jindu_submission", "jindu_upstream_",
}

// near is how far from now an instant may lie to be answered from jindu's own
// metrics, which keep no past.
const near = 5 * time.Minute

// An Option is something that a Queryable may have beside its ledger.
type Option func(*Queryable)

// WithSelf adds jindu's own metrics, as they are now: a query near the clock's
// instant sees them, one about another time does not, and as-of has no meaning
// for them. Counters and gauges are given; histograms are not.
func WithSelf(gatherer prometheus.Gatherer, clock func() time.Time) Option {
	return func(q *Queryable) { q.self = &self{gatherer, clock} }
}

// self gives jindu's own metrics.
type self struct {
	gatherer prometheus.Gatherer
	clock    func() time.Time
}

// isSelf tells a name of jindu's own.
func isSelf(name string) bool {
	for _, prefix := range selfPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// asksOnlySelf tells that a selector names one family of jindu's own, so that
// nothing of the board can match.
func asksOnlySelf(selector []*labels.Matcher) bool {
	for _, m := range selector {
		if m.Name == labels.MetricName && m.Type == labels.MatchEqual && isSelf(m.Value) {
			return true
		}
	}
	return false
}

// findOwn answers a selector of jindu's own metrics alone, which needs no view.
func (q *querier) findOwn(ctx context.Context, r span, matchers []*labels.Matcher) ([]storage.Series, error) {
	if _, _, err := splitAsOf(ctx, matchers, q.ledger.Rules().Zone); err != nil {
		return nil, err
	}
	s := &search{querier: q, span: r.clamped(), selector: matchers}
	err := s.own()
	return s.found, err
}

// own finds what matches of jindu's own metrics.
func (s *search) own() error {
	if s.self == nil || !s.mayAskSelf() {
		return nil
	}
	now := s.self.clock().UnixMilli()
	at := min(now, s.span.to) // An evaluation asks for the instant at which it began.
	if at < now-near.Milliseconds() || at < s.span.from {
		return nil
	}
	points := []point{{t: at}}
	if end := at + near.Milliseconds(); end <= s.span.to {
		points = append(points, point{end, stale})
	}
	families, err := s.self.gatherer.Gather()
	if err != nil {
		return fmt.Errorf("gather jindu's own metrics: %w", err)
	}
	for _, f := range families {
		if isSelf(f.GetName()) && s.passes(labels.MetricName, f.GetName()) {
			s.ownFamily(f, points)
		}
	}
	return nil
}

// mayAskSelf spares the gathering where another family is named.
func (s *search) mayAskSelf() bool {
	for _, m := range s.selector {
		if m.Name == labels.MetricName && m.Type == labels.MatchEqual && !isSelf(m.Value) {
			return false
		}
	}
	return true
}

func (s *search) ownFamily(f *dto.MetricFamily, points []point) {
	for _, m := range f.GetMetric() {
		value, ok := valueOf(m)
		if !ok {
			continue
		}
		b := labels.NewScratchBuilder(len(m.GetLabel()) + 1)
		b.Add(labels.MetricName, f.GetName())
		for _, l := range m.GetLabel() {
			if l.GetValue() != "" {
				b.Add(l.GetName(), l.GetValue())
			}
		}
		b.Sort()
		if ls := b.Labels(); s.matches(ls) {
			own := append([]point(nil), points...)
			own[0].v = value
			s.found = append(s.found, &ready{ls, own})
		}
	}
}

// matches tells whether labels pass the whole selector.
func (s *search) matches(ls labels.Labels) bool {
	for _, m := range s.selector {
		if m.Name != AsOfLabel && !m.Matches(ls.Get(m.Name)) {
			return false
		}
	}
	return true
}

func valueOf(m *dto.Metric) (float64, bool) {
	switch {
	case m.GetGauge() != nil:
		return m.GetGauge().GetValue(), true
	case m.GetCounter() != nil:
		return m.GetCounter().GetValue(), true
	case m.GetUntyped() != nil:
		return m.GetUntyped().GetValue(), true
	}
	return 0, false
}
