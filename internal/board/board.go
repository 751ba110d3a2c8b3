// Package board evaluates boards on demand and keeps the newest ones, so that
// every scrape, query and page of one commit shares the same work. It holds no
// rule of its own: those are in package progress.
package board

import (
	"context"
	"fmt"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// Viewer opens views of a ledger. The caller closes them.
type Viewer interface {
	View(ctx context.Context, asOf time.Time) (model.View, error)
}

// How many as-ofs are remembered at a time: of boards, and of portfolios, which
// are large. Of commits only the newest is: nobody asks for an older one.
const (
	keptBoards     = 8
	keptPortfolios = 2
)

// Boards evaluates and remembers boards. Its methods may be called from
// several goroutines.
type Boards struct {
	Viewer
	rules      progress.Rules
	boards     *lru.Cache[key, *progress.Board]
	portfolios *lru.Cache[key, *portfolio]
	working    singleflight.Group // On portfolios,
	drawing    singleflight.Group // and on boards.
}

// key identifies what is read: two views of the same key are equal.
type key struct {
	commit uint64
	asOf   int64
}

// portfolio is what is remembered of all projects of one key. Their series
// through time are made when they are first asked for.
type portfolio struct {
	*progress.Portfolio
	series func() map[*metric.Family][]metric.Series
	moment moment
}

// moment is what was asked for last at one instant. Alerts ask for the same one
// again and again.
type moment struct {
	sync.Mutex
	at, until time.Time // It holds from the one until before the other, if that is not zero.
	series    map[*metric.Family][]metric.Series
}

// New makes Boards over a ledger.
func New(viewer Viewer, rules progress.Rules) (*Boards, error) {
	boards, err := lru.New[key, *progress.Board](keptBoards)
	if err != nil {
		return nil, fmt.Errorf("cache of boards: %w", err)
	}
	portfolios, err := lru.New[key, *portfolio](keptPortfolios)
	if err != nil {
		return nil, fmt.Errorf("cache of portfolios: %w", err)
	}
	return &Boards{Viewer: viewer, rules: rules, boards: boards, portfolios: portfolios}, nil
}

// Rules are what the boards are judged by.
func (b *Boards) Rules() progress.Rules { return b.rules }

func keyOf(view model.View) key {
	k := key{commit: view.Commit()}
	if asOf := view.AsOf(); !asOf.IsZero() {
		k.asOf = asOf.UnixMilli()
	}
	return k
}

// Board gives the board at t as known at asOf; a zero asOf means everything
// known. The board is shared: it must not be changed.
func (b *Boards) Board(ctx context.Context, t, asOf time.Time) (*progress.Board, error) {
	view, err := b.View(ctx, asOf)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	t = t.In(b.rules.Zone)
	k := keyOf(view)
	if known, ok := b.boards.Get(k); ok && holds(known, t) {
		return at(known, t), nil
	}
	// Those who ask for now, from the same minute, share the work. It is not
	// given up when the one who asked first goes away, or a probe that waits a
	// second would never be answered.
	drawn, err, _ := b.drawing.Do(fmt.Sprint(k, t.Unix()/60), func() (any, error) {
		return b.draw(context.WithoutCancel(ctx), view, k, t)
	})
	if err != nil {
		return nil, err
	}
	if board := drawn.(*progress.Board); holds(board, t) {
		return at(board, t), nil
	}
	return b.draw(ctx, view, k, t)
}

// draw evaluates a board and remembers it.
func (b *Boards) draw(ctx context.Context, view model.View, k key, t time.Time) (*progress.Board, error) {
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return nil, err
	}
	board, err := progress.EvaluateWith(ctx, view, b.rules, p.Portfolio, t)
	if err != nil {
		return nil, err
	}
	remember(b.boards, k, board)
	return board, nil
}

// Judged gives all projects at t, as known at asOf, judged by other packs than
// the board is, and what these say of regions.
func (b *Boards) Judged(
	ctx context.Context, t, asOf time.Time, packs progress.Packs,
) ([]progress.ProjectState, []progress.RegionVerdict, error) {
	view, err := b.View(ctx, asOf)
	if err != nil {
		return nil, nil, fmt.Errorf("judge: %w", err)
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return nil, nil, err
	}
	t = t.In(b.rules.Zone)
	judging := p.With(packs)
	projects, _ := judging.At(t)
	var indicators []progress.IndicatorState
	for _, code := range packs.Indicators() {
		one := model.Matcher{Name: "indicator", Value: code}
		for ind, err := range progress.LoadIndicators(ctx, view, b.rules, t, one) {
			if err != nil {
				return nil, nil, fmt.Errorf("judge: %w", err)
			}
			indicators = append(indicators, ind.At(t))
		}
	}
	return projects, judging.JudgeRegions(projects, indicators), nil
}

// remember keeps what was worked out, and lets go of what is of older commits.
func remember[V any](cache *lru.Cache[key, V], k key, v V) {
	for _, old := range cache.Keys() {
		if old.commit < k.commit {
			cache.Remove(old)
		}
	}
	cache.Add(k, v)
}

func holds(b *progress.Board, t time.Time) bool {
	return !t.Before(b.At) && (b.Until.IsZero() || t.Before(b.Until))
}

// at is the same board for a later instant at which nothing has changed.
func at(b *progress.Board, t time.Time) *progress.Board {
	copied := *b
	copied.At = t
	return &copied
}

// Projects gives every series of all projects and regions through all time, by
// family, as a view knows them. They are shared: they must not be changed.
func (b *Boards) Projects(ctx context.Context, view model.View) (map[*metric.Family][]metric.Series, error) {
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return nil, err
	}
	return p.series(), nil
}

// ProjectsAt gives what Projects gives as it holds at one instant, each series
// with a single step. It spares the walk through all time.
func (b *Boards) ProjectsAt(ctx context.Context, view model.View, t time.Time) (map[*metric.Family][]metric.Series, error) {
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return nil, err
	}
	return p.momentAt(t.In(b.rules.Zone)), nil
}

func (p *portfolio) momentAt(t time.Time) map[*metric.Family][]metric.Series {
	m := &p.moment
	m.Lock()
	defer m.Unlock()
	if m.series != nil && !t.Before(m.at) && (m.until.IsZero() || t.Before(m.until)) {
		return m.series
	}
	m.at, m.until, m.series = t, progress.Next(p.Changes(), t), map[*metric.Family][]metric.Series{}
	take := func(s metric.Sample) {
		m.series[s.Family] = append(m.series[s.Family], metric.Series{
			Family: s.Family, Labels: s.Labels, Steps: []metric.Step{{At: t.UnixMilli(), Value: s.Value}},
		})
	}
	projects, regions := p.At(t)
	for _, one := range projects {
		metric.OfProject(one, take)
	}
	for _, one := range regions {
		metric.OfRegion(one, take)
	}
	return m.series
}

// portfolio loads the projects of a view once for all who ask meanwhile. The
// work is not given up when the one who asked first goes away.
func (b *Boards) portfolio(ctx context.Context, view model.View) (*portfolio, error) {
	k := keyOf(view)
	if known, ok := b.portfolios.Get(k); ok {
		return known, nil
	}
	loaded, err, _ := b.working.Do(fmt.Sprint(k), func() (any, error) {
		p, err := progress.LoadPortfolio(context.WithoutCancel(ctx), view, b.rules)
		if err != nil {
			return nil, err
		}
		full := &portfolio{
			Portfolio: p,
			series:    sync.OnceValue(func() map[*metric.Family][]metric.Series { return projectSeries(p) }),
		}
		remember(b.portfolios, k, full)
		return full, nil
	})
	if err != nil {
		return nil, err
	}
	return loaded.(*portfolio), nil
}

// projectSeries records each project and region where it changes.
func projectSeries(p *progress.Portfolio) map[*metric.Family][]metric.Series {
	timelines := map[[2]string]*metric.Timeline{}
	for change := range p.History() {
		key := [2]string{change.Region, change.ID}
		if timelines[key] == nil {
			timelines[key] = metric.NewTimeline()
		}
		timelines[key].Record(change.At, func(emit metric.Emit) {
			switch {
			case change.Area != nil:
				metric.OfRegion(*change.Area, emit)
			case change.Project != nil:
				metric.OfProject(*change.Project, emit)
			}
		})
	}
	all := map[*metric.Family][]metric.Series{}
	for _, timeline := range timelines {
		for _, series := range timeline.Series() {
			all[series.Family] = append(all[series.Family], series)
		}
	}
	return all
}
