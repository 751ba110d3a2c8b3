package prometheus

import (
	"context"
	"fmt"
	"maps"
	"time"

	"jindu/internal/model"
)

// A Source tells what follows from the facts.
type Source interface {
	// Samples gives the history up to a time, as it was known at asOf; zero
	// means everything known: at the ends of days where a series changed and at
	// the ends of months, with stale markers (NaN of Prometheus's kind) where
	// one ended. A series' samples come one after the other in order of time,
	// in milliseconds, with the same pointer.
	Samples(ctx context.Context, to, asOf time.Time, yield func(s *model.Series, t int64, v float64) error) error

	// Holding gives what holds at an instant, as it was known at asOf; zero
	// means everything known.
	Holding(ctx context.Context, at, asOf time.Time, yield func(s *model.Series, v float64) error) error
}

// A Projector writes what follows from the facts to a target: at first all
// history as it is known at that time, later what holds at each day's end and
// whenever it is asked. What becomes known later of a past day does not change
// what was written of it, but may go before it: see Past. Its methods are called
// from the target's goroutine.
type Projector struct {
	target  *Target
	source  Source
	alive   map[string]*series // What the target has not been told the end of
	through time.Time          // at this instant; zero where it isn't known.
	splits  int                // That may still be made in this call: a server that refuses most is not asked about each.
	lost    model.Text         // What of the history was refused.
}

// NewProjector makes a projector beside a target. It ends with the target.
func NewProjector(t *Target, source Source) *Projector { return &Projector{target: t, source: source} }

// Project goes on from an instant that Project gave before, and says through
// when all is written; zero means from the beginning. A day's end that has
// passed meanwhile is written as it was known then, one in each call; after
// these, what holds now. Errors are those of store.Target, but for what is
// rejected, which is a finding.
func (p *Projector) Project(ctx context.Context, from time.Time) (through time.Time, err error) {
	if from.IsZero() {
		p.target.lookNow(ctx)
	}
	p.target.look(ctx)
	p.splits = splits
	now := p.target.options.Clock().Truncate(time.Millisecond)
	switch {
	case from.IsZero():
		p.lost, p.alive = model.Text{}, map[string]*series{}
		if err := p.history(ctx, now, nil); err != nil {
			return from, err
		}
		p.through = now
		return p.moment(ctx, from, now, time.Time{})
	case !now.After(from):
		return from, nil
	}
	if err := p.remember(ctx, from); err != nil {
		return from, err
	}
	if end := dayEndAfter(from.In(p.target.options.Zone)); end.Before(now) {
		return p.moment(ctx, from, end, end)
	}
	return p.moment(ctx, from, now, time.Time{})
}

// dayEndAfter is the first end of a local day after an instant.
func dayEndAfter(t time.Time) time.Time {
	day := model.NewDay(t)
	if end := day.End(t.Location()); end.After(t) {
		return end
	}
	return day.Add(1).End(t.Location())
}

// remember finds what the target takes to hold at an instant. After a start
// that is what held then, as known then, for so it was written. Where it goes
// back, the target may still have what was written later, and must be told the
// end of that too.
func (p *Projector) remember(ctx context.Context, at time.Time) error {
	if p.alive != nil && p.through.Equal(at) {
		return nil
	}
	alive := map[string]*series{}
	if at.Before(p.through) {
		maps.Copy(alive, p.alive)
	}
	err := p.source.Holding(ctx, at, at, func(s *model.Series, _ float64) error {
		named := seriesOf(s, s.Metric)
		alive[named.key] = named
		return nil
	})
	if err != nil {
		return fmt.Errorf("project: %w", err)
	}
	p.alive, p.through = alive, at
	return nil
}

// moment writes what holds at an instant, and the end of what held before.
func (p *Projector) moment(ctx context.Context, from, at, asOf time.Time) (time.Time, error) {
	var samples []sample
	alive, t := make(map[string]*series, len(p.alive)), at.UnixMilli()
	err := p.source.Holding(ctx, at, asOf, func(s *model.Series, v float64) error {
		named := seriesOf(s, s.Metric)
		alive[named.key] = named
		samples = append(samples, sample{series: named, t: t, v: v})
		return nil
	})
	if err != nil {
		return from, fmt.Errorf("project: %w", err)
	}
	for key, named := range p.alive {
		if alive[key] == nil {
			samples = append(samples, sample{series: named, t: t, v: stale})
		}
	}
	text, err := p.send(ctx, inOrder(samples))
	if err != nil {
		return from, err
	}
	if text == (model.Text{}) {
		text = p.lost
	}
	p.target.findings.set(checkProjection, text)
	p.alive, p.through = alive, at
	return at, nil
}

// send writes samples and says what of them was refused.
func (p *Projector) send(ctx context.Context, samples []sample) (model.Text, error) {
	samples, refused := p.target.engine.sendable(samples, p.target.options.Clock())
	more, err := p.target.client.settleWithin(ctx, samples, &p.splits)
	if refused = append(refused, more...); err != nil || len(refused) == 0 {
		return model.Text{}, err
	}
	first := refused[0]
	named := model.Series{Labels: first.series.labels}.String()
	at := time.UnixMilli(first.t).In(p.target.options.Zone).Format(time.RFC3339)
	return model.Text{
		ZH: fmt.Sprintf("推算序列的 %d 个样本被拒收，首个为 %s %s：%s", len(refused), named, at, first.reason),
		EN: fmt.Sprintf("%s of what follows from the facts refused, the first %s at %s: %s", model.Plural(len(refused), "sample"), named, at, first.reason),
	}, nil
}
