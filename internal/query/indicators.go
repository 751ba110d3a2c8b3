package query

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// published finds the reported values of indicators, straight from the store
// where they are not among what is shared.
func (s *search) published(ctx context.Context) error {
	if !s.wantsValues() {
		return nil
	}
	if s.shares() {
		return s.shared(ctx, metric.IndicatorFamilies(), s.ledger.IndicatorsAt, reported)
	}
	series, err := s.view.Select(ctx, append(s.matchers[:len(s.matchers):len(s.matchers)],
		model.Matcher{Name: labels.MetricName, Op: model.Match, Value: valueFamilies()},
		model.Matcher{Name: "origin", Value: string(model.Published)})...)
	if err != nil {
		return err
	}
	for _, one := range series {
		load := func() ([]point, error) { return s.values(ctx, one) }
		if s.exact || !s.view.AsOf().IsZero() {
			// A series may have nothing in the span, or nothing yet.
			points, err := load()
			if err != nil {
				return err
			}
			if len(points) == 0 {
				continue
			}
			s.found = append(s.found, &ready{storedLabels(one), points})
			continue
		}
		s.found = append(s.found, &lazy{storedLabels(one), load})
	}
	return nil
}

func (s *search) wantsValues() bool {
	for _, base := range model.Bases() {
		if s.families[model.IndicatorMetric(base)] {
			return true
		}
	}
	return false
}

func valueFamilies() string {
	var names []string
	for _, base := range model.Bases() {
		names = append(names, model.IndicatorMetric(base))
	}
	return strings.Join(names, "|")
}

func storedLabels(s model.Series) labels.Labels {
	b := labels.NewScratchBuilder(len(s.Labels) + 1)
	b.Add(labels.MetricName, s.Metric)
	for _, l := range s.Labels {
		b.Add(l.Name, l.Value)
	}
	b.Sort()
	return b.Labels()
}

// values reads a series of published values as a step function: each stands
// from its period's instant until the next, or until that is overdue.
func (s *search) values(ctx context.Context, series model.Series) ([]point, error) {
	indicator, listed := s.indicator(series.Label("indicator"))
	visible := s.calendar.visible(indicator)
	points := s.scratch[:0]
	var expires int64
	for p, err := range s.view.Points(ctx, series, model.Period{}, model.Period{}) {
		if err != nil {
			return nil, err
		}
		if !listed {
			indicator, listed = progress.Unlisted(series, p.Period.Freq()), true
			visible = s.calendar.visible(indicator)
		}
		end := s.calendar.end(p.Period)
		if len(points) > 0 && expires < end {
			points = append(points, point{expires, stale})
		}
		points = append(points, point{end, p.Value})
		expires = visible(p.Period)
	}
	if len(points) > 0 {
		points = append(points, point{expires, stale})
	}
	s.scratch = points
	cut := within(points, s.span)
	if !s.span.carry { // It is a part of the scratch space.
		cut = slices.Clone(cut)
	}
	return cut, nil
}

// indicator finds an indicator in the catalog, once for all its series.
func (s *search) indicator(name string) (model.Indicator, bool) {
	i, known := s.listed[name]
	if !known {
		if found, ok := s.rules.Catalog.Indicator(name); ok {
			i = &found
		}
		s.listed[name] = i
	}
	if i == nil {
		return model.Indicator{}, false
	}
	return *i, true
}

// judged finds what follows from indicators: derived values, targets, reports.
func (s *search) judged(ctx context.Context) error {
	if !s.wantsJudged() {
		return nil
	}
	if s.shares() {
		return s.shared(ctx, metric.IndicatorFamilies(), s.ledger.IndicatorsAt, judged)
	}
	for ind, err := range s.indicators(ctx) {
		if err != nil {
			return err
		}
		for _, series := range s.timeline(ind).Series() {
			if judged(series) {
				s.keep(series)
			}
		}
	}
	return nil
}

// shares tells a search that takes what has been worked out of all indicators
// at an instant: every rule asks for the same one. Who asks for few of them is
// not made to wait for all.
func (s *search) shares() bool {
	return s.span.instant && !slices.ContainsFunc(s.matchers, func(m model.Matcher) bool {
		return m.Name == "indicator" && m.Op == model.Equal && m.Value != ""
	})
}

func (s *search) indicators(ctx context.Context) iter.Seq2[*progress.Indicator, error] {
	var narrowed []model.Matcher
	for _, m := range s.matchers {
		if m.Name == "indicator" || m.Name == "region" {
			narrowed = append(narrowed, m)
		}
	}
	var since time.Time
	if s.span.instant {
		since = time.UnixMilli(s.span.to).In(s.rules.Zone) // Of what is older, only what counts then.
	}
	return progress.LoadIndicators(ctx, s.view, s.rules, since, narrowed...)
}

// wantsJudged spares the work where only published values are asked for.
func (s *search) wantsJudged() bool {
	derived := s.passes("origin", string(model.Derived))
	for _, f := range metric.IndicatorFamilies() {
		if s.families[f.Name] && (!metric.IsValue(f) || derived) {
			return true
		}
	}
	return false
}

// reported tells a published value, which the store gives itself.
func reported(series metric.Series) bool {
	return metric.IsValue(series.Family) && series.Labels[len(series.Labels)-1] == string(model.Published)
}

func judged(series metric.Series) bool { return !reported(series) }

// timeline works an indicator out: at one instant where only that is asked for,
// else through all time.
func (s *search) timeline(ind *progress.Indicator) *metric.Timeline {
	if !s.span.instant {
		return indicatorTimeline(ind)
	}
	timeline, t := metric.NewTimeline(), time.UnixMilli(s.span.to).In(s.rules.Zone)
	timeline.Record(t, func(emit metric.Emit) { metric.OfIndicator(ind.At(t), emit) })
	return timeline
}

func indicatorTimeline(ind *progress.Indicator) *metric.Timeline {
	timeline := metric.NewTimeline()
	for _, t := range progress.InOrder(ind.Changes()) {
		timeline.Record(t, func(emit metric.Emit) { metric.OfIndicator(ind.At(t), emit) })
	}
	return timeline
}
