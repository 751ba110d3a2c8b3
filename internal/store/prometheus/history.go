package prometheus

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/value"

	"jindu/internal/model"
)

// Past writes what was not known at an instant of the history up to another,
// which Project gave: of a series that was known then only what lies before its
// beginning, for what was written there stays. A zero known means that nothing
// was. Errors are those of Project.
func (p *Projector) Past(ctx context.Context, known, to time.Time) error {
	p.target.look(ctx)
	p.splits = splits
	if err := p.remember(ctx, to); err != nil {
		return err
	}
	told, err := p.beginnings(ctx, known, to)
	if err != nil {
		return err
	}
	return p.history(ctx, to, told)
}

// beginnings are when the series began that were known at an instant, in
// milliseconds.
func (p *Projector) beginnings(ctx context.Context, known, to time.Time) (map[string]int64, error) {
	began := map[string]int64{}
	if known.IsZero() {
		return began, nil
	}
	var of *model.Series
	err := p.source.Samples(ctx, to, known, func(s *model.Series, t int64, _ float64) error {
		if s != of {
			of = s
			began[seriesOf(s, s.Metric).key] = t
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("project: %w", err)
	}
	return began, nil
}

// history writes everything up to an instant as known now, but for what lies
// after the beginnings that were told before.
func (p *Projector) history(ctx context.Context, to time.Time, told map[string]int64) error {
	var (
		samples []sample
		of      *model.Series
		named   *series
	)
	send := func() error {
		text, err := p.send(ctx, samples)
		if p.lost == (model.Text{}) {
			p.lost = text
		}
		samples = samples[:0]
		return err
	}
	err := p.source.Samples(ctx, to, time.Time{}, func(s *model.Series, t int64, v float64) error {
		if s != of {
			of, named = s, seriesOf(s, s.Metric)
		}
		began, known := told[named.key]
		switch {
		case known && t >= began:
			return nil
		case value.IsStaleNaN(v):
			delete(p.alive, named.key)
		default:
			p.alive[named.key] = named
		}
		samples = append(samples, sample{series: named, t: t, v: v})
		if len(samples) < requestSamples {
			return nil
		}
		return send()
	})
	if err != nil {
		return fmt.Errorf("project: %w", err)
	}
	return send()
}
