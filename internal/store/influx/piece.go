package influx

import (
	"context"
	"slices"
	"time"

	"jindu/internal/model"
)

// What a view reads ahead. Points are read for many series at a time, the more
// the longer it goes on, until a piece has as many points as it may hold: some
// 15 MB, of which a view keeps two.
const (
	firstWidth  = 64
	maxWidth    = 1000
	piecePoints = 150_000
	keptPieces  = 2
)

// Periods lie between these, exclusive. InfluxDB's time ends soon after.
var (
	distantPast   = time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC)
	distantFuture = time.Date(2210, 1, 1, 0, 0, 0, 0, time.UTC)
)

// slack is how far the instant of a period may lie from where the reader's zone
// has it.
const slack = 26 * time.Hour

// A piece is the points of some series within a stretch of time.
type piece struct {
	from, to time.Time
	points   map[string][]model.Point // Also of series that have none. In the order of periods.
}

// window widens two periods to the years they lie in, so that what is asked
// for next is likely there.
func window(zone *time.Location, from, to model.Period) (time.Time, time.Time) {
	start, end := distantPast, distantFuture
	if !from.IsZero() {
		start = time.Date(from.End(zone).Add(-slack).Year(), 1, 1, 0, 0, 0, 0, time.UTC).Add(-slack)
	}
	if !to.IsZero() {
		end = time.Date(to.End(zone).Add(slack).Year()+1, 1, 1, 0, 0, 0, 0, time.UTC).Add(slack)
	}
	return start, end
}

// ahead gives the points of a series from one time to another, and maybe more,
// from what was read ahead or by reading ahead.
func (v *view) ahead(ctx context.Context, s model.Series, from, to time.Time) ([]model.Point, error) {
	select {
	case <-v.reading:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { v.reading <- struct{}{} }()
	key := keyOf(s)
	for i, p := range v.pieces {
		points, ok := p.points[key]
		if ok && !p.from.After(from) && !p.to.Before(to) {
			v.pieces = slices.Insert(slices.Delete(v.pieces, i, i+1), 0, p)
			return points, nil
		}
	}
	p, err := v.read(ctx, v.next(s), from, to)
	if err != nil {
		return nil, err
	}
	v.pieces = slices.Insert(v.pieces, 0, p)
	v.pieces = v.pieces[:min(len(v.pieces), keptPieces)]
	return p.points[key], nil
}

// next gives the series from s on of the selection that it was found in.
func (v *view) next(s model.Series) []model.Series {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, set := range v.sets {
		if at, ok := slices.BinarySearchFunc(set, s, model.Series.Compare); ok {
			return set[at:min(len(set), at+v.width)]
		}
	}
	return []model.Series{s}
}

// read reads a piece, and sets the width of the next.
func (v *view) read(ctx context.Context, series []model.Series, from, to time.Time) (*piece, error) {
	r := pieceReader{view: v, from: from, to: to, points: map[string][]model.Point{}}
	for _, s := range series {
		r.points[keyOf(s)] = nil
	}
	var doubtful []model.Series
	var err error
	if v.asOf.IsZero() {
		doubtful, err = r.current(ctx, series)
	} else {
		doubtful = series
	}
	if err == nil && len(doubtful) > 0 {
		err = r.revisions(ctx, doubtful)
	}
	if err != nil {
		return nil, err
	}
	each := max(1, r.count/len(series))
	v.width = max(1, min(v.width*4, maxWidth, piecePoints/each))
	return &piece{from: from, to: to, points: r.points}, nil
}
