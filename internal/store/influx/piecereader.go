package influx

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"jindu/internal/model"
)

// pieceReader fills a piece.
type pieceReader struct {
	*view
	from, to time.Time
	points   map[string][]model.Point
	count    int // Rows that were read.
}

// current reads the figures in force, and tells of which series some came with
// a commit that the view does not know.
func (r *pieceReader) current(ctx context.Context, series []model.Series) ([]model.Series, error) {
	var doubtful []model.Series
	cursor := seriesCursor{wanted: r.points}
	for row, err := range r.rows(ctx, r.of(series, "")) {
		if err != nil {
			return nil, err
		}
		r.count++
		wanted, err := cursor.at(row)
		if err != nil {
			return nil, err
		}
		if !wanted || cursor.doubtful {
			continue
		}
		f, err := parseFact(row.text)
		if err != nil {
			return nil, damaged(cursor.series.String(), err)
		}
		if f.receipt > r.head.Commit {
			cursor.doubtful = true
			doubtful = append(doubtful, cursor.series)
		} else if f.status != model.Withdrawn {
			r.points[cursor.key] = append(r.points[cursor.key], f.point(r.Zone))
		}
	}
	for _, s := range doubtful {
		r.points[keyOf(s)] = nil
	}
	for _, points := range r.points {
		sortPoints(points)
	}
	return doubtful, nil
}

func sortPoints(points []model.Point) {
	byPeriod := func(a, b model.Point) int { return cmp.Compare(a.Period.Key(), b.Period.Key()) }
	if !slices.IsSortedFunc(points, byPeriod) {
		slices.SortFunc(points, byPeriod)
	}
}

// revisions works the points of series out from all their versions.
func (r *pieceReader) revisions(ctx context.Context, series []model.Series) error {
	asked := make(map[string][]model.Point, len(series))
	for _, s := range series {
		asked[keyOf(s)] = nil
	}
	cursor := seriesCursor{wanted: asked}
	versions := map[string][]fact{}
	for row, err := range r.rows(ctx, r.of(series, revisionsSuffix)) {
		if err != nil {
			return err
		}
		r.count++
		wanted, err := cursor.at(row)
		if err != nil {
			return err
		}
		if !wanted {
			continue
		}
		f, err := parseFact(row.text)
		if err != nil {
			return damaged(cursor.series.String(), err)
		}
		if f.receipt <= r.head.Commit && f.recorded <= r.until {
			f.cell = "" // Only History tells it.
			versions[cursor.key] = append(versions[cursor.key], f)
		}
	}
	for key, all := range versions {
		r.points[key] = pointsOf(all, r.Zone)
	}
	return nil
}

// of asks for at least the given series: any of the values that each label has
// among them. As they come sorted, that is little more than they.
func (r *pieceReader) of(series []model.Series, suffix string) query {
	q := query{bucket: r.Bucket, from: r.from, to: r.to, field: factField}
	seen := map[string]bool{}
	values := map[string][]string{} // By label.
	counts := map[string]int{}
	for _, s := range series {
		if name := measurement(s.Metric) + suffix; !seen[name] {
			seen[name] = true
			q.measurements = append(q.measurements, name)
		}
		for _, l := range s.Labels {
			counts[l.Name]++
			if id := l.Name + "\xff" + l.Value; !seen[id] {
				seen[id] = true
				values[l.Name] = append(values[l.Name], encode(l.Value))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if counts[name] == len(series) { // Every series has it.
			q.conditions = append(q.conditions, anyOf(tagKey(name), values[name]))
		}
	}
	return q
}

// seriesCursor tells of which series the rows are that come.
type seriesCursor struct {
	wanted   map[string][]model.Point
	tags     *tags
	series   model.Series
	key      string
	is       bool
	doubtful bool
}

func (c *seriesCursor) at(r row) (bool, error) {
	if r.tags == c.tags {
		return c.is, nil
	}
	s, err := r.tags.series()
	if err != nil {
		return false, fmt.Errorf("%w: %w", model.ErrDamaged, err)
	}
	c.tags, c.series, c.key, c.doubtful = r.tags, s, keyOf(s), false
	_, c.is = c.wanted[c.key]
	return c.is, nil
}
