// Package board evaluates boards on demand and keeps the newest ones, so that
// every scrape, query and page of one commit shares the same work. It holds no
// rule of its own: those are in package progress.
package board

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// Viewer opens views of a ledger. The caller closes them.
type Viewer interface {
	View(ctx context.Context, asOf time.Time) (model.View, error)
}

// How many instants and as-ofs are remembered at a time of each kind. Of
// commits only the newest is: nobody asks for an older one.
const keptMoments = 8

// Boards evaluates and remembers boards, and what they are made of. Its methods
// may be called from several goroutines.
type Boards struct {
	Viewer
	rules      progress.Rules
	boards     *moments[*progress.Board]
	indicators *moments[*indicators]
	projects   *moments[families]
	portfolios *portfolios
}

// families are series by their family. They are shared and must not be changed.
type families = map[*metric.Family][]metric.Series

// New makes Boards over a ledger.
func New(viewer Viewer, rules progress.Rules) (*Boards, error) {
	boards, err1 := newMoments[*progress.Board](keptMoments)
	indicators, err2 := newMoments[*indicators](keptMoments)
	projects, err3 := newMoments[families](keptMoments)
	portfolios, err4 := newPortfolios()
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	return &Boards{viewer, rules, boards, indicators, projects, portfolios}, nil
}

// Rules are what the boards are judged by.
func (b *Boards) Rules() progress.Rules { return b.rules }

// Board gives the board at t as known at asOf; a zero asOf means everything
// known. The board is shared: it must not be changed.
func (b *Boards) Board(ctx context.Context, t, asOf time.Time) (*progress.Board, error) {
	view, err := b.View(ctx, asOf)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	t = t.In(b.rules.Zone)
	board, err := b.boards.at(ctx, keyOf(view), t, func(ctx context.Context) (*progress.Board, time.Time, error) {
		return b.draw(ctx, view, t)
	})
	if err != nil {
		return nil, err
	}
	copied := *board // For a later instant at which nothing has changed.
	copied.At = t
	return &copied, nil
}

// draw evaluates a board.
func (b *Boards) draw(ctx context.Context, view model.View, t time.Time) (*progress.Board, time.Time, error) {
	p, err := b.portfolio(ctx, view)
	if err != nil {
		return nil, time.Time{}, err
	}
	indicators, err := b.indicatorsAt(ctx, view, t)
	if err != nil {
		return nil, time.Time{}, err
	}
	board := progress.BoardOf(view, b.rules, p.Portfolio, indicators.Indicators, t)
	return board, board.Until, nil
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
	indicators, err := b.indicatorsAt(ctx, view, t)
	if err != nil {
		return nil, nil, fmt.Errorf("judge: %w", err)
	}
	judging := p.With(packs)
	projects, _ := judging.At(t)
	return projects, judging.JudgeRegions(projects, indicators.States), nil
}
