package upstream

import (
	"context"
	"errors"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// errHeld is of a fact that was taken when its receipt came before.
var errHeld = errors.New("taken before")

// whole tells that the receipts here hold all facts of one there, of which it
// is said how many it has; or that one of them was withdrawn, after which
// nothing is added to it. Facts that were set aside may fit by now: the catalog
// may have been mended.
func (c *Centre) whole(ctx context.Context, ids []string, facts int) (bool, error) {
	taken := 0
	for _, id := range ids {
		r, err := c.Ledger.Receipt(ctx, id)
		if err != nil {
			return false, err
		}
		if r.WithdrawnBy != "" {
			return true, nil
		}
		taken += r.Figures + r.Records
	}
	return len(ids) > 0 && taken >= facts, nil
}

// held finds the facts of a submission that some receipts hold, as joined
// *store.FactError; nil where there are none.
func (in intake) held(ctx context.Context, s model.Submission, ids []string) (found, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	view, err := in.ledger.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	facts := &store.FactError{Reason: errHeld}
	for i, o := range s.Observations {
		versions, err := view.History(ctx, *o.Series, o.Period)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(versions, func(v model.Version) bool { return slices.Contains(ids, v.Receipt) }) {
			facts.Observations = append(facts.Observations, i)
		}
	}
	facts.Records, err = heldRecords(ctx, view, s.Records, ids)
	return joinFacts(facts), err
}

// heldRecords gives which of some statements receipts hold.
func heldRecords(ctx context.Context, view model.View, records []model.Record, ids []string) (which []int, err error) {
	held := map[model.Kind]map[string]bool{}
	for i, r := range records {
		if held[r.Kind] == nil {
			held[r.Kind] = map[string]bool{}
			for one, err := range view.Records(ctx, r.Kind) {
				if err != nil {
					return nil, err
				}
				if slices.Contains(ids, one.Receipt) {
					held[r.Kind][factOfRecord(one)] = true
				}
			}
		}
		if held[r.Kind][factOfRecord(r)] {
			which = append(which, i)
		}
	}
	return which, nil
}
