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

// keptPortfolios is of how many as-ofs they are remembered: they are large.
const keptPortfolios = 2

// portfolios remember the projects of views through all time.
type portfolios struct {
	known   *lru.Cache[key, *portfolio]
	working singleflight.Group
}

// portfolio is all projects of one key. Their series through time are made
// when they are first asked for.
type portfolio struct {
	*progress.Portfolio
	series func() families
}

func newPortfolios() (*portfolios, error) {
	known, err := lru.New[key, *portfolio](keptPortfolios)
	if err != nil {
		return nil, fmt.Errorf("cache of portfolios: %w", err)
	}
	return &portfolios{known: known}, nil
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
	t = t.In(b.rules.Zone)
	return b.projects.at(ctx, keyOf(view), t, func(ctx context.Context) (families, time.Time, error) {
		p, err := b.portfolio(ctx, view)
		if err != nil {
			return nil, time.Time{}, err
		}
		return p.at(t), progress.Next(p.Changes(), t), nil
	})
}

func (p *portfolio) at(t time.Time) families {
	return holding(t, func(emit metric.Emit) {
		projects, regions := p.At(t)
		for _, one := range projects {
			metric.OfProject(one, emit)
		}
		for _, one := range regions {
			metric.OfRegion(one, emit)
		}
	})
}

// portfolio loads the projects of a view once for all who ask meanwhile. The
// work is not given up when the one who asked first goes away.
func (b *Boards) portfolio(ctx context.Context, view model.View) (*portfolio, error) {
	k, known := keyOf(view), b.portfolios.known
	if p, ok := known.Get(k); ok {
		return p, nil
	}
	loaded, err, _ := b.portfolios.working.Do(fmt.Sprint(k), func() (any, error) {
		p, err := progress.LoadPortfolio(context.WithoutCancel(ctx), view, b.rules)
		if err != nil {
			return nil, err
		}
		full := &portfolio{p, sync.OnceValue(func() families { return projectSeries(p) })}
		forget(known, func(old key) bool { return old.commit < k.commit })
		known.Add(k, full)
		return full, nil
	})
	if err != nil {
		return nil, err
	}
	return loaded.(*portfolio), nil
}

// projectSeries records each project and region where it changes.
func projectSeries(p *progress.Portfolio) families {
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
	all := families{}
	for _, timeline := range timelines {
		for _, series := range timeline.Series() {
			all[series.Family] = append(all[series.Family], series)
		}
	}
	return all
}

// Course gives the course of t's year of the projects in some regions, as it
// stands at t and was known at asOf; a zero asOf means everything known.
func (b *Boards) Course(ctx context.Context, t, asOf time.Time, chosen func(region, id string) bool) (progress.Course, error) {
	view, err := b.View(ctx, asOf)
	if err != nil {
		return progress.Course{}, fmt.Errorf("course: %w", err)
	}
	defer view.Close() //nolint:errcheck // It was only read.
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return progress.Course{}, err
	}
	return p.Course(t.In(b.rules.Zone), chosen), nil
}
