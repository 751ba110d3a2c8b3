package query

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// search is one selector being answered.
type search struct {
	*querier
	view     model.View
	rules    progress.Rules
	span     span
	selector []*labels.Matcher
	matchers []model.Matcher // The same, for the store, without the as-of.
	exact    bool            // A series without points must be left out.
	families map[string]bool // Those whose name matches.
	found    []storage.Series
	take     func(*ready) // Takes a series that was judged; nil to have it found.
	calendar *calendar
	scratch  []point                     // Of the series that is read.
	listed   map[string]*model.Indicator // Of the catalog, as they are asked for; nil where it has none.
}

// find gives every series that matches and has a point in the span.
func (q *querier) find(
	ctx context.Context, r span, exact bool, matchers []*labels.Matcher,
) ([]storage.Series, error) {
	if asksOnlySelf(matchers) {
		return q.findOwn(ctx, r, matchers)
	}
	s, err := q.search(ctx, r, exact, matchers)
	if err != nil {
		return nil, err
	}
	if err := s.published(ctx); err != nil {
		return nil, fmt.Errorf("select: %w", err)
	}
	if err := errors.Join(s.rendered(ctx), s.own()); err != nil {
		return nil, err
	}
	return s.found, nil
}

// search makes ready to answer a selector.
func (q *querier) search(
	ctx context.Context, r span, exact bool, matchers []*labels.Matcher,
) (*search, error) {
	rules := q.ledger.Rules()
	r = r.clamped()
	asOf, rest, err := splitAsOf(ctx, matchers, rules.Zone)
	if err != nil {
		return nil, err
	}
	view, err := q.view(ctx, asOf)
	if err != nil {
		return nil, err
	}
	s := &search{
		querier: q, view: view, rules: rules, span: r, exact: exact,
		selector: matchers, matchers: rest, families: map[string]bool{}, calendar: newCalendar(rules), listed: map[string]*model.Indicator{},
	}
	for _, f := range metric.Families() {
		s.families[f.Name] = s.passes(labels.MetricName, f.Name)
	}
	return s, nil
}

// rendered finds everything but what the store gives itself: what is judged
// and projected, and last what needs no facts.
func (s *search) rendered(ctx context.Context) error {
	for _, part := range []func(context.Context) error{s.judged, s.projects, s.catalog, s.days} {
		if err := part(ctx); err != nil {
			return fmt.Errorf("select: %w", err)
		}
	}
	return nil
}

// passes tells whether a label's value passes all matchers for that label.
func (s *search) passes(name, value string) bool {
	for _, m := range s.selector {
		if m.Name == name && !m.Matches(value) {
			return false
		}
	}
	return true
}

// wants tells whether a sample of a family with these label values passes.
func (s *search) wants(f *metric.Family, values []string) bool {
	if !s.families[f.Name] {
		return false
	}
	for _, m := range s.selector {
		if m.Name == labels.MetricName || m.Name == AsOfLabel {
			continue
		}
		value := ""
		if i := slices.Index(f.Labels, m.Name); i >= 0 {
			value = values[i]
		}
		if !m.Matches(value) {
			return false
		}
	}
	return true
}

func (s *search) keep(series metric.Series) {
	if !s.wants(series.Family, series.Labels) {
		return
	}
	made := ofTimeline(series, s.span)
	switch {
	case len(made.points) == 0:
	case s.take != nil:
		s.take(made)
	default:
		s.found = append(s.found, made)
	}
}

// published finds the reported values of indicators, straight from the store.
func (s *search) published(ctx context.Context) error {
	if !s.wantsValues() {
		return nil
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
	for ind, err := range s.indicators(ctx) {
		if err != nil {
			return err
		}
		for _, series := range s.timeline(ind).Series() {
			if !reported(series) {
				s.keep(series)
			}
		}
	}
	return nil
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

// No fact is about an instant outside of these. A request may ask for all time
// there is, which is not to be walked through.
var (
	startOfTime = time.Date(1880, 1, 1, 0, 0, 0, 0, time.UTC)
	endOfTime   = time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)
)

func (r span) clamped() span {
	r.from = min(max(r.from, startOfTime.UnixMilli()), endOfTime.UnixMilli())
	r.to = min(max(r.to, startOfTime.UnixMilli()), endOfTime.UnixMilli())
	return r
}

// projects finds what is told of projects and regions. Only families that are
// asked for are looked through: a question about one project is asked for
// every alert.
func (s *search) projects(ctx context.Context) error {
	var wanted []*metric.Family
	for _, f := range append(metric.ProjectFamilies(), metric.RegionFamilies()...) {
		if s.families[f.Name] {
			wanted = append(wanted, f)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	all, err := s.projectSeries(ctx)
	if err != nil {
		return err
	}
	for _, f := range wanted {
		for _, series := range all[f] {
			s.keep(series)
		}
	}
	return nil
}

func (s *search) projectSeries(ctx context.Context) (map[*metric.Family][]metric.Series, error) {
	if s.span.instant {
		return s.ledger.ProjectsAt(ctx, s.view, time.UnixMilli(s.span.to))
	}
	return s.ledger.Projects(ctx, s.view)
}

// catalog finds what the catalog names, which holds through all time.
func (s *search) catalog(context.Context) error {
	metric.OfCatalog(s.rules.Catalog, func(sample metric.Sample) {
		s.keep(metric.Series{
			Family: sample.Family, Labels: sample.Labels,
			Steps: []metric.Step{{At: startOfTime.UnixMilli(), Value: sample.Value}},
		})
	})
	return nil
}

// days finds the series that says which day it is.
func (s *search) days(context.Context) error {
	if !s.families[metric.DayFamily().Name] {
		return nil
	}
	timeline := metric.NewTimeline()
	first := time.UnixMilli(s.span.from).In(s.rules.Zone)
	last := time.UnixMilli(s.span.to).In(s.rules.Zone)
	for day := model.NewDay(first); !day.Start(s.rules.Zone).After(last); day = day.Add(1) {
		start := day.Start(s.rules.Zone)
		timeline.Record(start, func(emit metric.Emit) { metric.OfDay(start, emit) })
	}
	for _, series := range timeline.Series() {
		s.keep(series)
	}
	return nil
}
