package alert

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/storage"
)

// Options are what an Evaluator needs. All but Away and Tell must be given.
type Options struct {
	Rules      fs.FS    // Holds the rule files.
	Files      []string // Their names.
	Engine     *promql.Engine
	Queryable  storage.Queryable
	Clock      func() time.Time            // The instant that rules are evaluated for.
	Interval   time.Duration               // Between evaluations while nothing is committed.
	Commits    <-chan struct{}             // Says that something was committed.
	Away       func(context.Context) error // Why nothing can be read now; nil where it always can.
	Tell       func(Told)                  // Hears of everything that fires, after each evaluation; may be nil.
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// An Evaluator holds rule groups and the alerts they give.
type Evaluator struct {
	groups   []*rules.Group
	clock    func() time.Time
	interval time.Duration
	commits  <-chan struct{}
	away     func(context.Context) error
	tell     func(Told)
	last     *Told                           // What was told last; nil before.
	series   atomic.Pointer[[]labels.Labels] // As of the newest evaluation.
}

// Told is all that fires, as of an evaluation.
type Told struct {
	At     time.Time // By the evaluator's clock.
	Firing []*rules.Alert
	Unsure map[string]bool // Names of rules that could not be evaluated.
}

// New reads the rules. It refuses recording rules: their results would have to
// be stored at times of evaluation, and everything here is known for any time.
func New(o Options) (*Evaluator, error) {
	loader := &loader{files: o.Rules, logger: o.Logger}
	manager := rules.NewManager(&rules.ManagerOptions{
		ExternalURL: &url.URL{},
		QueryFunc:   rules.EngineQueryFunc(o.Engine, o.Queryable),
		NotifyFunc:  func(context.Context, string, ...*rules.Alert) {},
		Appendable:  discard{},
		Queryable:   o.Queryable,
		Logger:      slog.New(quiet{o.Logger.Handler()}),
		Registerer:  o.Registerer,
		GroupLoader: loader,
		Parser:      parser.NewParser(parser.Options{}),
	})
	groups, problems := manager.LoadGroups(o.Interval, labels.EmptyLabels(), "", nil, false, o.Files...)
	if len(problems) > 0 {
		return nil, fmt.Errorf("alert rules: %w", errors.Join(problems...))
	}
	e := &Evaluator{clock: o.Clock, interval: o.Interval, commits: o.Commits, away: o.Away, tell: o.Tell}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		e.groups = append(e.groups, groups[name])
	}
	return e, nil
}

// Run evaluates until the context ends.
func (e *Evaluator) Run(ctx context.Context) error {
	tick := time.NewTicker(e.interval)
	defer tick.Stop()
	for {
		e.Evaluate(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-e.commits:
		}
	}
}

// Evaluate evaluates every rule once, at the clock's time. It must not run
// twice at once. While nothing can be read alerts stay as they are, and are told
// so: each rule would wait for the store and log that it failed.
func (e *Evaluator) Evaluate(ctx context.Context) {
	if e.away == nil || e.away(ctx) == nil {
		now := e.clock()
		for _, g := range e.groups {
			rules.DefaultEvalIterationFunc(ctx, g, now)
		}
		if ctx.Err() != nil {
			return // What could not be evaluated any more says nothing.
		}
		e.last = e.told(now)
	}
	if e.tell != nil && e.last != nil {
		e.tell(*e.last)
	}
	e.note()
}

// told gathers what fires.
func (e *Evaluator) told(now time.Time) *Told {
	t := &Told{At: now, Unsure: map[string]bool{}}
	for _, r := range e.AlertingRules() {
		if r.Health() != rules.HealthGood {
			t.Unsure[r.Name()] = true
		}
		for _, a := range r.ActiveAlerts() {
			if a.State == rules.StateFiring {
				t.Firing = append(t.Firing, a)
			}
		}
	}
	return t
}

// Follow takes over what another evaluator, whose work has ended, knows of the
// alerts of the same groups and rules: since when they are active.
func (e *Evaluator) Follow(before *Evaluator) {
	for _, g := range e.groups {
		at := slices.IndexFunc(before.groups, func(b *rules.Group) bool { return b.Name() == g.Name() && b.File() == g.File() })
		if at >= 0 {
			g.CopyState(before.groups[at])
		}
	}
}

// RuleGroups gives the groups, for Prometheus's API.
func (e *Evaluator) RuleGroups() []*rules.Group { return e.groups }

// AlertingRules gives all rules, for Prometheus's API.
func (e *Evaluator) AlertingRules() []*rules.AlertingRule {
	var all []*rules.AlertingRule
	for _, g := range e.groups {
		all = append(all, g.AlertingRules()...)
	}
	return all
}
