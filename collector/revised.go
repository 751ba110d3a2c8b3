package collector

import (
	"context"
	"fmt"

	"jindu/internal/model"
)

// countRevised is how many figures have another value in the view: those of a
// series are read at once.
func countRevised(ctx context.Context, view model.View, stated []model.Observation) (revised int, err error) {
	bySeries := map[*model.Series][]model.Observation{}
	for _, o := range stated {
		bySeries[o.Series] = append(bySeries[o.Series], o)
	}
	for series, observations := range bySeries {
		values := make(map[uint32]float64, len(observations))
		first, last := observations[0].Period, observations[0].Period
		for _, o := range observations {
			values[o.Period.Key()] = o.Value
			if o.Period.Key() < first.Key() {
				first = o.Period
			}
			if o.Period.Key() > last.Key() {
				last = o.Period
			}
		}
		for point, err := range view.Points(ctx, *series, first, last) {
			if err != nil {
				return 0, fmt.Errorf("look for revisions of %s: %w", series, err)
			}
			if value, ok := values[point.Period.Key()]; ok && value != point.Value {
				revised++
			}
		}
	}
	return revised, nil
}
