package collector

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"jindu/internal/model"
)

// taken looks for a receipt of the same content that still stands. What was
// withdrawn may be sent again, but not by a file that was left lying. A person
// is told which figures were revised since.
func (c *Collector) taken(ctx context.Context, u Upload, hash string) (Outcome, bool, error) {
	r, revised, err := c.receiptOf(ctx, hash)
	switch {
	case err != nil:
		return Outcome{}, false, fmt.Errorf("look for the receipt of the same content: %w", err)
	case r.ID == "", r.WithdrawnBy != "" && !u.Standing:
		return Outcome{}, false, nil
	}
	out := takenBefore(r)
	if revised && !u.Standing {
		since, err := c.revised(ctx, u)
		if err != nil {
			return Outcome{}, false, err
		}
		out.Warnings = append(since, out.Warnings...)
	}
	return out, true, nil
}

// receiptOf gives the newest receipt of some content, the only one that may
// still stand, and tells whether a later one revised any figures.
func (c *Collector) receiptOf(ctx context.Context, hash string) (of model.Receipt, revised bool, err error) {
	for r, err := range c.Ledger.Receipts(ctx) {
		if err != nil || r.Hash == hash {
			return r, revised, err
		}
		revised = revised || r.Revised > 0
	}
	return model.Receipt{}, false, nil
}

func takenBefore(r model.Receipt) Outcome {
	return Outcome{
		Receipt: r, AlreadyTaken: true, Withdrawn: r.WithdrawnBy != "",
		Figures: r.Figures, Records: r.Records, Warnings: slices.Clone(r.Warnings),
	}
}

// revised says which figures of an upload, taken before, a later one revised.
func (c *Collector) revised(ctx context.Context, u Upload) ([]model.Problem, error) {
	if err := c.Turn.take(ctx); err != nil {
		return nil, err
	}
	defer c.Turn.end()
	books, err := c.decode(ctx, u)
	var refused *RefusedError
	if errors.As(err, &refused) {
		return nil, nil // It was taken when less was asked of files.
	} else if err != nil {
		return nil, err
	}
	view, err := c.Ledger.View(ctx, time.Time{})
	if err != nil {
		return nil, fmt.Errorf("open a view to look for revisions: %w", err)
	}
	defer func() { _ = view.Close() }()
	g, request := c.gate(u, books)
	since, err := g.Revised(ctx, view, request)
	if err != nil {
		return nil, fmt.Errorf("look for revisions: %w", err)
	}
	return since, nil
}
