package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
)

// selfPrefixes begin the names of the families of jindu's own that can be asked
// for: those that docs/metrics.md lists, the alerts, and what the libraries tell
// of the process, of queries and of rules. No family of the board begins so.
var selfPrefixes = []string{
	"ALERTS",
	"jindu_build_info", "jindu_config_", "jindu_delivery_", "jindu_district_rules_", "jindu_ledger_", "jindu_reader_",
	"jindu_rules_", "jindu_scrape_", "jindu_source_", "jindu_submission", "jindu_upstream_",
	"process_", "prometheus_engine_", "prometheus_rule_",
}

// near is how far from now an instant may lie to be answered from jindu's own
// metrics, which keep no past.
const near = 5 * time.Minute

// An Option is something that a Queryable may have beside its ledger.
type Option func(*Queryable)

// WithSelf adds jindu's own metrics, as they are now: a query near the clock's
// instant sees them, one about another time does not, and as-of has no meaning
// for them. Of a histogram or summary its sum and count are given.
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
		if isSelf(f.GetName()) {
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
		for suffix, value := range valuesOf(m) {
			if ls := ownLabels(f.GetName()+suffix, m); s.matches(ls) {
				own := slices.Clone(points)
				own[0].v = value
				s.found = append(s.found, &ready{ls, own})
			}
		}
	}
}

func ownLabels(name string, m *dto.Metric) labels.Labels {
	b := labels.NewScratchBuilder(len(m.GetLabel()) + 1)
	b.Add(labels.MetricName, name)
	for _, l := range m.GetLabel() {
		if l.GetValue() != "" {
			b.Add(l.GetName(), l.GetValue())
		}
	}
	b.Sort()
	return b.Labels()
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

// valuesOf gives what a metric says now, by what its name ends in.
func valuesOf(m *dto.Metric) map[string]float64 {
	switch {
	case m.GetGauge() != nil:
		return map[string]float64{"": m.GetGauge().GetValue()}
	case m.GetCounter() != nil:
		return map[string]float64{"": m.GetCounter().GetValue()}
	case m.GetUntyped() != nil:
		return map[string]float64{"": m.GetUntyped().GetValue()}
	case m.GetSummary() != nil:
		return sumAndCount(m.GetSummary().GetSampleSum(), m.GetSummary().GetSampleCount())
	case m.GetHistogram() != nil:
		return sumAndCount(m.GetHistogram().GetSampleSum(), m.GetHistogram().GetSampleCount())
	}
	return nil
}

func sumAndCount(sum float64, count uint64) map[string]float64 {
	return map[string]float64{"_sum": sum, "_count": float64(count)}
}
