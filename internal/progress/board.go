package progress

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"jindu/internal/model"
)

// A Board is everything that is shown for one instant. Every face of jindu
// renders the same Board, so a number can't differ between them.
type Board struct {
	At         time.Time // The instant it is for.
	Until      time.Time // The next instant at which time alone changes it; zero where none will.
	AsOf       time.Time // What was known then; zero means everything the ledger holds.
	Catalog    *model.Catalog
	Indicators []IndicatorState // Sorted by indicator and region.
	Projects   []ProjectState   // Sorted by region and ID.
	Regions    []RegionState    // Sorted by code.
}

// Evaluate gives the board at t, as known at the view's as-of.
func Evaluate(ctx context.Context, view model.View, rules Rules, t time.Time) (*Board, error) {
	portfolio, err := LoadPortfolio(ctx, view, rules)
	if err != nil {
		return nil, err
	}
	indicators, err := IndicatorsAt(ctx, view, rules, t)
	if err != nil {
		return nil, err
	}
	return BoardOf(view, rules, portfolio, indicators, t), nil
}

// BoardOf is what Evaluate gives, of a portfolio and indicators that were
// worked out before from the same view. The indicators must hold at t.
func BoardOf(view model.View, rules Rules, portfolio *Portfolio, indicators Indicators, t time.Time) *Board {
	b := &Board{At: t, AsOf: view.AsOf(), Catalog: rules.Catalog, Indicators: indicators.States}
	b.Projects, b.Regions = portfolio.At(t)
	b.Until = earlier(indicators.Until, Next(portfolio.Changes(), t))
	return b
}

// Indicators are those of which something is known at some instant.
type Indicators struct {
	States []IndicatorState // Sorted by indicator and region.
	Until  time.Time        // The next instant at which time alone changes one; zero where none will.
}

// IndicatorsAt gives the indicators at t, as known at the view's as-of.
func IndicatorsAt(ctx context.Context, view model.View, rules Rules, t time.Time) (Indicators, error) {
	var all Indicators
	for ind, err := range LoadIndicators(ctx, view, rules, t) {
		if err != nil {
			return Indicators{}, fmt.Errorf("judge the indicators of %s: %w", t.Format(time.RFC3339), err)
		}
		if s := ind.At(t); s.known() {
			all.States = append(all.States, s)
		}
		all.Until = earlier(all.Until, Next(ind.Changes(), t))
	}
	return all, nil
}

// Run folds the facts forward through time and yields the board at from, then
// at each instant through to at which anything changes. The last one is what
// Evaluate gives for to. It holds the whole history of every indicator.
func Run(ctx context.Context, view model.View, rules Rules, from, to time.Time) iter.Seq2[*Board, error] {
	return func(yield func(*Board, error) bool) {
		portfolio, err := LoadPortfolio(ctx, view, rules)
		if err != nil {
			yield(nil, err)
			return
		}
		walk := newHistory(portfolio)
		changes := slices.Clone(walk.instants)
		var indicators []*Indicator
		for ind, err := range LoadIndicators(ctx, view, rules, time.Time{}) {
			if err != nil {
				yield(nil, err)
				return
			}
			indicators = append(indicators, ind)
			changes = append(changes, ind.Changes()...)
		}
		changes = between(append(changes, from), from, to)
		for i, t := range changes {
			if err := ctx.Err(); err != nil {
				yield(nil, fmt.Errorf("evaluate the board of %s: %w", t.Format(time.RFC3339), err))
				return
			}
			b := &Board{At: t, AsOf: view.AsOf(), Catalog: rules.Catalog}
			b.Projects, b.Regions = walk.board(t, i == 0)
			for _, ind := range indicators {
				if s := ind.At(t); s.known() {
					b.Indicators = append(b.Indicators, s)
				}
			}
			if i+1 < len(changes) {
				b.Until = changes[i+1]
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// known tells an indicator of which something is known.
func (s *IndicatorState) known() bool {
	return len(s.Figures) > 0 || len(s.Growth) > 0 || len(s.Targets) > 0 || s.Report != nil || s.Latest != nil || s.Counted
}

// InOrder sorts instants and drops repetitions. Of many instants few are apart
// from each other, so that repetitions are dropped first.
func InOrder(at []time.Time) []time.Time {
	type instant struct {
		second int64
		nano   int
	}
	seen := make(map[instant]struct{}, min(len(at), 1024))
	kept := make([]time.Time, 0, min(len(at), 1024))
	for _, t := range at {
		i := instant{t.Unix(), t.Nanosecond()}
		if _, again := seen[i]; !again {
			seen[i] = struct{}{}
			kept = append(kept, t)
		}
	}
	slices.SortFunc(kept, time.Time.Compare)
	return kept
}

// between is InOrder of the instants from one through another.
func between(at []time.Time, from, to time.Time) []time.Time {
	return slices.DeleteFunc(InOrder(at), func(t time.Time) bool { return t.Before(from) || t.After(to) })
}

// Next gives the earliest of some instants that is after t, or the zero time.
func Next(at []time.Time, t time.Time) time.Time {
	var next time.Time
	for _, a := range at {
		if a.After(t) {
			next = earlier(next, a)
		}
	}
	return next
}

// earlier gives the earlier of two instants, the zero time meaning never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
