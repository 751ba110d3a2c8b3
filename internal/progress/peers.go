package progress

import (
	"context"
	"errors"
	"fmt"

	"jindu/internal/model"
)

// peerReader reads the levels that indicators are a part of, each once.
type peerReader struct {
	ctx     context.Context //nolint:containedctx // Lives for one load.
	view    model.View
	catalog *model.Catalog
	parents map[string]string // By region.
	read    map[peer]*levels
}

// peer is an indicator in a region, from a period on.
type peer struct {
	code, region string
	from         model.Period
}

func newPeerReader(ctx context.Context, view model.View, catalog *model.Catalog) *peerReader {
	r := &peerReader{ctx: ctx, view: view, catalog: catalog, parents: map[string]string{}, read: map[peer]*levels{}}
	for _, region := range catalog.Regions {
		r.parents[region.Code] = region.Parent
	}
	return r
}

// of gives what an indicator is a part of, as far as it has levels itself.
func (r *peerReader) of(
	i model.Indicator, region string, published map[model.Measure][]model.Point, from model.Period,
) (found peers, err error) {
	if len(published[model.YearToDate])+len(published[model.Stock]) == 0 {
		return peers{}, nil
	}
	if total, ok := r.catalog.Indicator(i.PartOf); ok {
		if found.total, err = r.levels(total, region, from); err != nil {
			return peers{}, err
		}
	}
	if parent := r.parents[region]; parent != "" && i.Summable() {
		found.parent, err = r.levels(i, parent, from)
	}
	return found, err
}

// levels reads an indicator's levels in a region; nil where it has none.
func (r *peerReader) levels(i model.Indicator, region string, from model.Period) (*levels, error) {
	k := peer{i.Code, region, from}
	if known, ok := r.read[k]; ok {
		return known, nil
	}
	published := map[model.Measure][]model.Point{}
	for _, m := range []model.Measure{model.YearToDate, model.YTDGrowth, model.Stock} {
		series := model.IndicatorSeries(i, region, m, model.Published)
		points, err := PointsBetween(r.ctx, r.view, series, from, model.Period{})
		if err != nil && !errors.Is(err, model.ErrFrequency) { // The catalog may have changed its mind.
			return nil, fmt.Errorf("read what it is a part of: %w", err)
		}
		published[m] = points
	}
	var made *levels
	if len(published[model.YearToDate])+len(published[model.Stock]) > 0 {
		made = newLevels(published, r.catalog.Growth.ComparableMargin)
	}
	r.read[k] = made
	return made, nil
}
