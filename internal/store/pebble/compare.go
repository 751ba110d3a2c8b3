package pebble

import (
	"bytes"
	"context"
	"errors"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// compare holds the facts of a plan against the newest version of each: it
// counts revisions, and refuses what would not be the newest.
func (l *Ledger) compare(ctx context.Context, p *plan, bad *refusals) error {
	it, err := l.db.NewIter(&engine.IterOptions{LowerBound: []byte{keyFigure}, UpperBound: []byte{keyRecord + 1}})
	if err != nil {
		return reading("newest versions", err)
	}
	c := comparison{ledger: l, plan: p, it: it, bad: bad}
	err = errors.Join(c.figures(ctx), c.records(ctx))
	return errors.Join(err, reading("newest versions", it.Close()))
}

type comparison struct {
	ledger *Ledger
	plan   *plan
	it     *engine.Iterator
	bad    *refusals
	key    []byte
}

// figures looks up only what can have a version before: a period after the
// latest of its series has none, and a new series has none at all. So a new
// month of every series needs no look at the disk.
func (c *comparison) figures(ctx context.Context) error {
	known := uint32(len(c.ledger.latest))
	for i, f := range c.plan.figures {
		if i%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if f.id.series() > known {
			break // Sorted: only new series follow.
		}
		latest, err := c.latest(f.id.series())
		if err != nil {
			return err
		}
		if f.id.period() > latest {
			continue
		}
		if err := c.figure(f); err != nil {
			return err
		}
	}
	return nil
}

// latest gives the key of a series' latest period.
func (c *comparison) latest(series uint32) (uint32, error) {
	at := &c.ledger.latest[series-1]
	if *at != 0 {
		return *at, nil
	}
	c.key = appendFigurePrefix(c.key[:0], newFigureID(series+1, 0))
	if !c.it.SeekLT(c.key) {
		return 0, reading("latest period", c.it.Error())
	}
	k, err := parseFigureKey(c.it.Key())
	if err != nil || k.figure.series() != series {
		return 0, reading("latest period", errors.Join(err, errKey)) // Every series has a figure.
	}
	*at = k.figure.period()
	return *at, nil
}

func (c *comparison) figure(f plannedFigure) error {
	c.key = appendFigurePrefix(c.key[:0], f.id)
	if !c.it.SeekGE(c.key) || !bytes.HasPrefix(c.it.Key(), c.key) {
		return reading("newest version", c.it.Error())
	}
	k, err := parseFigureKey(c.it.Key())
	if err != nil {
		return reading("newest version", err)
	}
	v, err := parseFigure(c.it.Value(), false)
	if err != nil {
		return reading("newest version", err)
	}
	if k.recorded >= c.plan.recorded {
		c.bad.observation(model.ErrBackdated, int(f.at))
	}
	if v.status != model.Withdrawn && v.value != c.plan.value(f.at).value {
		c.plan.receipt.Revised++
	}
	return nil
}

func (c *comparison) records(ctx context.Context) error {
	for i, r := range c.plan.records {
		if i%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		subject := r.subject()
		if !c.it.SeekGE(subject) || !bytes.HasPrefix(c.it.Key(), subject) {
			continue
		}
		k, err := parseRecordKey(c.it.Key())
		if err != nil {
			return reading("newest statement", err)
		}
		if k.recorded >= c.plan.recorded {
			c.bad.record(model.ErrBackdated, r.at)
		}
	}
	return reading("newest statement", c.it.Error())
}
