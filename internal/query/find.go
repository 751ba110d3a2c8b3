package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// projects finds what is told of projects and regions.
func (s *search) projects(ctx context.Context) error {
	source := func(ctx context.Context, view model.View, _ time.Time) (map[*metric.Family][]metric.Series, error) {
		return s.ledger.Projects(ctx, view)
	}
	if s.span.instant {
		source = s.ledger.ProjectsAt
	}
	return s.shared(ctx, append(metric.ProjectFamilies(), metric.RegionFamilies()...), source, anySeries)
}

// shared finds among series that others ask for too, by family, as they are at
// the end of the span. Only families that are asked for are looked through: a
// question about one project is asked for every alert.
func (s *search) shared(
	ctx context.Context, families []*metric.Family,
	source func(context.Context, model.View, time.Time) (map[*metric.Family][]metric.Series, error),
	pass func(metric.Series) bool,
) error {
	wanted := slices.DeleteFunc(families, func(f *metric.Family) bool { return !s.families[f.Name] })
	if len(wanted) == 0 {
		return nil
	}
	all, err := source(ctx, s.view, time.UnixMilli(s.span.to))
	if err != nil {
		return err
	}
	for _, f := range wanted {
		for _, series := range all[f] {
			if pass(series) {
				s.keep(series)
			}
		}
	}
	return nil
}

func anySeries(metric.Series) bool { return true }

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
