package delivery

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// resolver says of versions what a target must know besides: how many were
// before, and which is in force.
type resolver struct {
	view model.View
	seen map[figureKey][]model.Version // The newest first.
}

// figureKey names a figure. Ledgers hand out the same pointer for a series, and
// one that doesn't is only asked more often.
type figureKey struct {
	series *model.Series
	period uint32
}

// figure resolves a version of the log.
func (r *resolver) figure(ctx context.Context, c *store.Change) (store.Figure, error) {
	key := figureKey{c.Series, c.Version.Period.Key()}
	versions, ok := r.seen[key]
	if !ok {
		var err error
		if versions, err = r.view.History(ctx, *c.Series, c.Version.Period); err != nil {
			return store.Figure{}, err
		}
		r.seen[key] = versions
	}
	at := slices.IndexFunc(versions, func(v model.Version) bool { return v.Receipt == c.Version.Receipt })
	if at < 0 {
		return store.Figure{}, fmt.Errorf("%s at %s: the log has a version of %s that its history lacks: %w",
			c.Series, c.Version.Period, c.Version.Receipt, model.ErrDamaged)
	}
	return store.Figure{
		Sequence: c.Sequence, Series: c.Series,
		Version: asThen(versions[at:]), Revision: len(versions) - 1 - at, Current: asThen(versions),
	}, nil
}

// asThen gives the first of some versions, the newest first, as a point would
// have been given when it was the newest: with the time of the last, and since
// when its value stands where another one stood before.
func asThen(versions []model.Version) model.Version {
	newest := versions[0]
	newest.First = versions[len(versions)-1].Recorded
	newest.Revised = time.Time{}
	if newest.Status == model.Withdrawn {
		return newest
	}
	since := newest.Recorded
	for _, v := range versions[1:] {
		switch {
		case v.Status == model.Withdrawn: // It had no value then.
		case v.Value == newest.Value:
			since = v.Recorded
		default:
			newest.Revised = since
			return newest
		}
	}
	return newest
}
