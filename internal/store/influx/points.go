package influx

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"jindu/internal/model"
)

// pause is after how many items a long read looks whether it is still wanted.
const pause = 1024

// Points gives a series' points in the order of their periods. A from or to of
// another frequency than the series has is ErrFrequency.
func (v *view) Points(ctx context.Context, s model.Series, from, to model.Period) iter.Seq2[model.Point, error] {
	return func(yield func(model.Point, error) bool) {
		if err := v.eachPoint(ctx, s, from, to, yield); err != nil {
			yield(model.Point{}, fmt.Errorf("read points of %s: %w", s, err))
		}
	}
}

func (v *view) eachPoint(
	ctx context.Context, s model.Series, from, to model.Period, yield func(model.Point, error) bool,
) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	if ok, err := v.find(ctx, s, from, to); !ok || err != nil {
		return err
	}
	start, end := window(v.Zone, from, to)
	points, err := v.ahead(ctx, s, start, end)
	if err != nil {
		return err
	}
	for i, p := range points {
		if i%pause == pause-1 && ctx.Err() != nil {
			return ctx.Err()
		}
		key := p.Period.Key()
		if !from.IsZero() && key < from.Key() || !to.IsZero() && key > to.Key() {
			continue
		}
		if !yield(p, nil) {
			return nil
		}
	}
	return nil
}

// History gives every version of one period, the newest first.
func (v *view) History(ctx context.Context, s model.Series, p model.Period) ([]model.Version, error) {
	versions, err := v.history(ctx, s, p)
	if err != nil {
		return nil, fmt.Errorf("read history of %s at %s: %w", s, p, err)
	}
	return versions, nil
}

func (v *view) history(ctx context.Context, s model.Series, p model.Period) ([]model.Version, error) {
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	if ok, err := v.find(ctx, s, p); !ok || p.IsZero() || err != nil {
		return nil, err
	}
	instant := p.End(v.Zone)
	r := pieceReader{view: v, from: instant.Add(-slack), to: instant.Add(slack)}
	cursor := seriesCursor{wanted: map[string][]model.Point{keyOf(s): nil}}
	var known []fact
	for row, err := range v.rows(ctx, r.of([]model.Series{s}, revisionsSuffix)) {
		if err != nil {
			return nil, err
		}
		wanted, err := cursor.at(row)
		if err != nil {
			return nil, err
		}
		f, err := parseFact(row.text)
		if err != nil {
			return nil, damaged("version", err)
		}
		if wanted && f.period.Key() == p.Key() && f.receipt <= v.head.Commit && f.recorded <= v.until {
			known = append(known, f)
		}
	}
	return v.versions(known)
}

func (v *view) versions(known []fact) ([]model.Version, error) {
	sortFacts(known)
	var versions []model.Version
	for _, f := range slices.Backward(known) {
		cell, err := decode(f.cell)
		if err != nil {
			return nil, damaged("version", err)
		}
		f.first, f.revised = known[0].recorded, never
		versions = append(versions, model.Version{Point: f.point(v.Zone), Receipt: model.ReceiptID(f.receipt), Cell: cell})
	}
	return versions, nil
}

// sortFacts sorts by period, and the versions of each by when they were recorded.
func sortFacts(facts []fact) {
	slices.SortFunc(facts, func(a, b fact) int {
		return cmp.Or(
			cmp.Compare(a.period.Key(), b.period.Key()), cmp.Compare(a.recorded, b.recorded), cmp.Compare(a.receipt, b.receipt),
		)
	})
}

// pointsOf makes points of all versions of a series that are known.
func pointsOf(versions []fact, zone *time.Location) []model.Point {
	sortFacts(versions)
	var points []model.Point
	for len(versions) > 0 {
		n := slices.IndexFunc(versions, func(f fact) bool { return f.period.Key() != versions[0].period.Key() })
		if n < 0 {
			n = len(versions)
		}
		if f, ok := inForce(versions[:n]); ok {
			points = append(points, f.point(zone))
		}
		versions = versions[n:]
	}
	return points
}

// inForce gives the newest of the versions of one period, with when the first
// became known and when the newest took the place of another value. A version
// that took one back has no value, and is passed over.
func inForce(versions []fact) (f fact, ok bool) {
	f = versions[len(versions)-1]
	f.first, f.revised = versions[0].recorded, never
	same := f.recorded // Since when the value is what it is.
	for _, v := range slices.Backward(versions) {
		switch {
		case v.status == model.Withdrawn:
		case v.value == f.value:
			same = v.recorded
		default:
			f.revised = same
			return f, f.status != model.Withdrawn
		}
	}
	return f, f.status != model.Withdrawn
}
