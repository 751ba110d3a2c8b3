package influx

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// keptSets is how many selections a view remembers, so that it knows what is
// asked for next.
const keptSets = 16

// view reads the bucket as it stood at a head.
type view struct {
	store *Store
	*server
	head  store.Head
	asOf  time.Time
	until int64 // Newest time of recording that is known, as ms since 1970.

	reading chan struct{} // Holds one token: who has it reads ahead.
	pieces  []*piece      // The one that was used last is first. Of who has the token.
	width   int           // How many series the next piece has. Of who has the token.

	mu     sync.Mutex
	closed bool
	known  map[string]listing // Series that were found, by their keys.
	sets   [][]model.Series   // What was selected, the newest first.
}

var _ model.View = (*view)(nil)

func newView(s *Store, h store.Head, asOf time.Time) *view {
	v := &view{
		store: s, server: s.server, head: h, asOf: asOf, until: math.MaxInt64,
		reading: make(chan struct{}, 1), width: firstWidth, known: map[string]listing{},
	}
	if !asOf.IsZero() {
		v.until = asOf.UnixMilli()
	}
	v.reading <- struct{}{}
	return v
}

// AsOf is the instant at which the reader stands; zero means everything.
func (v *view) AsOf() time.Time { return v.asOf }

// Commit numbers the newest commit that the view can see.
func (v *view) Commit() uint64 { return v.head.Commit }

// Close lets go of the view. What is being read from it is read to its end.
func (v *view) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed, v.known, v.sets = true, nil, nil
	v.store.release()
	return nil
}

func (v *view) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return fmt.Errorf("read view: %w", model.ErrClosed)
	}
	return nil
}

// Select gives the series that match, sorted by Series.Compare.
func (v *view) Select(ctx context.Context, matchers ...model.Matcher) ([]model.Series, error) {
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	compiled, err := compile(matchers)
	if err != nil {
		return nil, err
	}
	found, err := v.list(ctx, compiled)
	if err != nil {
		return nil, fmt.Errorf("select series: %w", err)
	}
	return found, nil
}

// list asks for series that match, and checks them again.
func (v *view) list(ctx context.Context, matchers []matcher) ([]model.Series, error) {
	var strict, loose []string
	for _, m := range matchers {
		switch text, whole, ok := m.condition(); {
		case ok && whole:
			loose = append(loose, text)
		case ok:
			strict = append(strict, text)
		}
	}
	var found []model.Series
	listings := map[string]listing{}
	for r, err := range v.rows(ctx, v.listed(strict, loose)) {
		if err != nil {
			return nil, err
		}
		l, err := parseListing(r)
		if err != nil {
			return nil, err
		}
		if l.receipt <= v.head.Commit && matches(l.series, matchers) {
			found = append(found, l.series)
			listings[keyOf(l.series)] = l
		}
	}
	slices.SortFunc(found, model.Series.Compare)
	v.remember(found, listings)
	return slices.Clone(found), nil
}

func keyOf(s model.Series) string { return string(s.AppendKey(nil)) }

// remember keeps what was found for those who ask for its points.
func (v *view) remember(found []model.Series, listings map[string]listing) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed || len(found) == 0 {
		return
	}
	for key, l := range listings {
		v.known[key] = l
	}
	v.sets = slices.Insert(v.sets, 0, found)
	v.sets = v.sets[:min(len(v.sets), keptSets)]
}

// find looks a series up among those that the view knows, and asks the server
// where it has not been selected.
func (v *view) find(ctx context.Context, s model.Series, periods ...model.Period) (bool, error) {
	v.mu.Lock()
	l, ok := v.known[keyOf(s)]
	v.mu.Unlock()
	if !ok {
		var matchers []model.Matcher
		for _, label := range s.Labels {
			matchers = append(matchers, model.Matcher{Name: label.Name, Value: label.Value})
		}
		compiled, err := compile(append(matchers, model.Matcher{Name: metricLabel, Value: s.Metric}))
		if err != nil {
			return false, err
		}
		if _, err := v.list(ctx, compiled); err != nil {
			return false, err
		}
		v.mu.Lock()
		l, ok = v.known[keyOf(s)]
		v.mu.Unlock()
	}
	if !ok {
		return false, nil
	}
	for _, p := range periods {
		if !p.IsZero() && p.Freq() != l.freq {
			return false, fmt.Errorf("period %s: %w: %s", p, model.ErrFrequency, l.freq)
		}
	}
	return true, nil
}

// damaged says that what was read can't be, unless it says so already.
func damaged(what string, err error) error {
	if errors.Is(err, model.ErrDamaged) {
		return err
	}
	return fmt.Errorf("%s: %w: %w", what, model.ErrDamaged, err)
}
