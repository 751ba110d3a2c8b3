package pebble

import (
	"context"
	"fmt"
	"iter"
	"math"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

// Points gives a series' points in the order of their periods. A from or to of
// another frequency than the series has is ErrFrequency.
func (v *view) Points(ctx context.Context, s model.Series, from, to model.Period) iter.Seq2[model.Point, error] {
	return func(yield func(model.Point, error) bool) {
		if err := v.points(ctx, s, from, to, yield); err != nil {
			yield(model.Point{}, fmt.Errorf("read points of %s: %w", s, err))
		}
	}
}

func (v *view) points(
	ctx context.Context, s model.Series, from, to model.Period, yield func(model.Point, error) bool,
) error {
	leave, err := v.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	e, ok, err := v.find(s, from, to)
	if !ok || err != nil {
		return err
	}
	it, err := v.figures()
	if err != nil {
		return err
	}
	defer v.giveBack(it)
	var bounds [2 * figurePrefixSize]byte
	it.SetBounds(limits(bounds[:0], e.ID, from, to))
	r := pointReader{view: v, freq: e.Freq, yield: yield}
	return r.read(ctx, it)
}

// find looks a series up among those that the view knows.
func (v *view) find(s model.Series, periods ...model.Period) (index.Entry, bool, error) {
	var scratch [256]byte
	key := scratch[:0]
	e, ok := v.ledger.index.Find(s, &key)
	if !ok || e.ID > v.newest.LastSeries {
		return index.Entry{}, false, nil
	}
	for _, p := range periods {
		if !p.IsZero() && p.Freq() != e.Freq {
			return index.Entry{}, false, fmt.Errorf("period %s: %w: %s", p, model.ErrFrequency, e.Freq)
		}
	}
	return e, true, nil
}

// limits gives the bounds of a series' periods, the upper one exclusive.
func limits(buffer []byte, series uint32, from, to model.Period) (lower, upper []byte) {
	first := newFigureID(series, 0)
	last := newFigureID(series, math.MaxUint32)
	if !from.IsZero() {
		first = newFigureID(series, from.Key())
	}
	if !to.IsZero() {
		last = newFigureID(series, to.Key())
	}
	buffer = appendFigurePrefix(buffer, first)
	buffer = appendFigurePrefix(buffer, last+1)
	return buffer[:figurePrefixSize], buffer[figurePrefixSize:]
}

// pointReader makes points of versions: of each period's, which come the
// newest first, the first that was known by then, and the time of the last.
type pointReader struct {
	view  *view
	freq  model.Frequency
	yield func(model.Point, error) bool

	figure figureID // Of the versions that are being read.
	known  bool     // One of them was known.
	point  model.Point
	first  stamp
	same   stamp // Since when the value is what it is.
	other  bool  // A version before had another value.
}

func (r *pointReader) read(ctx context.Context, it *engine.Iterator) error {
	count := 0
	for ok := it.First(); ok; ok = it.Next() {
		if count++; count%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		k, err := parseFigureKey(it.Key())
		if err != nil {
			return reading("figure", err)
		}
		if k.figure != r.figure {
			if !r.finish() {
				return nil
			}
			r.figure = k.figure
		}
		if err := r.version(k, it); err != nil {
			return reading("figure", err)
		}
	}
	if err := it.Error(); err != nil {
		return reading("figures", err)
	}
	r.finish()
	return nil
}

func (r *pointReader) version(k figureKey, it *engine.Iterator) error {
	if k.recorded > r.view.until {
		return nil
	}
	r.first = k.recorded
	if r.other {
		return nil
	}
	raw, err := it.ValueAndErr()
	if err != nil {
		return err
	}
	v, err := parseFigure(raw, false)
	if err != nil {
		return err
	}
	switch {
	case !r.known:
		r.known, r.same = true, k.recorded
		r.point = r.view.point(r.freq, k, v)
	case v.status == model.Withdrawn: // It had no value then.
	case v.value == r.point.Value:
		r.same = k.recorded
	default:
		r.other = true
	}
	return nil
}

// finish hands the point of a period over, if it has one.
func (r *pointReader) finish() bool {
	if !r.known {
		return true
	}
	revised := r.other
	r.known, r.other = false, false
	if r.point.Status == model.Withdrawn {
		return true
	}
	r.point.First = r.first.in(r.view.ledger.options.Zone)
	if revised {
		r.point.Revised = r.same.in(r.view.ledger.options.Zone)
	}
	return r.yield(r.point, nil)
}

func (v *view) point(freq model.Frequency, k figureKey, f figureValue) model.Point {
	p := model.PeriodFromKey(freq, k.figure.period())
	if f.span != 1 {
		p = p.WithSpan(int(f.span))
	}
	return model.Point{Period: p, Value: f.value, Status: f.status, Recorded: k.recorded.in(v.ledger.options.Zone)}
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
	leave, err := v.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	e, ok, err := v.find(s, p)
	if !ok || p.IsZero() || err != nil {
		return nil, err
	}
	it, err := v.figures()
	if err != nil {
		return nil, err
	}
	defer v.giveBack(it)
	var bounds [2 * figurePrefixSize]byte
	it.SetBounds(limits(bounds[:0], e.ID, p, p))
	var versions []model.Version
	for ok := it.First(); ok; ok = it.Next() {
		version, known, err := v.version(e, it)
		if err != nil {
			return nil, reading("version", err)
		}
		if known {
			versions = append(versions, version)
		}
	}
	for i := range versions {
		versions[i].First = versions[len(versions)-1].Recorded
	}
	return versions, reading("versions", it.Error())
}

func (v *view) version(e index.Entry, it *engine.Iterator) (version model.Version, known bool, err error) {
	k, err := parseFigureKey(it.Key())
	if err != nil || k.recorded > v.until {
		return model.Version{}, false, err
	}
	raw, err := it.ValueAndErr()
	if err != nil {
		return model.Version{}, false, err
	}
	f, err := parseFigure(raw, true)
	if err != nil {
		return model.Version{}, false, err
	}
	return model.Version{
		Point: v.point(e.Freq, k, f), Receipt: model.ReceiptID(uint64(k.receipt)), Cell: f.cell,
	}, true, nil
}
