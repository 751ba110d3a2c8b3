package bulletin

import (
	"context"
	"fmt"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// Gather reads the facts of an order: from a view of what was known at its AsOf,
// and of boards that are drawn of the same.
func Gather(
	ctx context.Context, o Order, view model.View, rules progress.Rules, board func(at time.Time) (*progress.Board, error),
) (f Facts, err error) {
	if f.Now, err = board(o.Through()); err != nil {
		return f, err
	}
	if f.Standing, err = board(o.Stand()); err != nil {
		return f, err
	}
	if f.Ahead, err = board(o.YearEnd()); err != nil {
		return f, err
	}
	if f.Before, err = board(o.Start()); err != nil {
		return f, err
	}
	if f.Ceremonies, err = ceremonies(ctx, o, view); err != nil {
		return f, err
	}
	if f.Reports, err = progress.Calendar(ctx, view, rules, o.AsOf, o.Regions, o.Period); err != nil {
		return f, fmt.Errorf("reports: %w", err)
	}
	for back := range dueMonths { // Later than that a report is missing, and no longer due.
		month := model.PeriodOf(model.Monthly, o.Stand()).Add(-back)
		rows, err := progress.Calendar(ctx, view, rules, o.Stand(), o.Regions, month)
		if err != nil {
			return f, fmt.Errorf("reports due: %w", err)
		}
		f.Coming = append(f.Coming, rows...)
	}
	return f, nil
}

// dueMonths is how many months back a report may be for that is due about now.
const dueMonths = 3

// ceremonies are the statements about projects that started at one.
func ceremonies(ctx context.Context, o Order, view model.View) (all []model.Ceremony, err error) {
	objects, err := progress.Objects(ctx, view, model.KindCeremony)
	if err != nil {
		return nil, fmt.Errorf("ceremonies: %w", err)
	}
	for _, object := range objects {
		var c model.Ceremony
		if !o.Regions.Has(object.Region) {
			continue
		}
		holds, err := object.At(o.Through(), &c)
		if err != nil {
			return nil, err
		}
		if holds && (c.Project != "" || c.Name != "") && c.Date.Year() == o.Through().Year() {
			all = append(all, c)
		}
	}
	return all, nil
}
