package board

import (
	"context"
	"sync"
	"time"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// indicators are all of them at one instant. Their series are made when they
// are first asked for.
type indicators struct {
	progress.Indicators
	series func() families
}

// IndicatorsAt gives every series of indicators as it holds at one instant, as
// a view knows them, each with a single step. They are shared: they must not be
// changed.
func (b *Boards) IndicatorsAt(ctx context.Context, view model.View, t time.Time) (map[*metric.Family][]metric.Series, error) {
	all, err := b.indicatorsAt(ctx, view, t.In(b.rules.Zone))
	if err != nil {
		return nil, err
	}
	return all.series(), nil
}

func (b *Boards) indicatorsAt(ctx context.Context, view model.View, t time.Time) (*indicators, error) {
	return b.indicators.at(ctx, keyOf(view), t, func(ctx context.Context) (*indicators, time.Time, error) {
		all, err := progress.IndicatorsAt(ctx, view, b.rules, t)
		return &indicators{all, sync.OnceValue(func() families {
			return holding(t, func(emit metric.Emit) {
				for _, s := range all.States {
					metric.OfIndicator(s, emit)
				}
			})
		})}, all.Until, err
	})
}

// holding gathers the samples of one instant by family.
func holding(t time.Time, samples func(metric.Emit)) families {
	all := families{}
	samples(func(s metric.Sample) {
		all[s.Family] = append(all[s.Family], metric.Series{
			Family: s.Family, Labels: s.Labels, Steps: []metric.Step{{At: t.UnixMilli(), Value: s.Value}},
		})
	})
	return all
}
