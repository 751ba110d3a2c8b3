package pebble

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

// A plan is what a commit will write, worked out before anything is written.
type plan struct {
	receipt  receiptEntry
	recorded stamp

	fresh      []index.Entry // New series, by ID.
	figures    []plannedFigure
	value      func(at uint32) figureValue // Of the figure that stands at a place.
	records    []plannedRecord
	setHash    string // This hash now stands for the receipt,
	dropHash   string // this one no longer for any.
	withdrawal *receiptEntry
}

// A plannedFigure points to where its value is to be had: a bulk load has a
// million of them.
type plannedFigure struct {
	id figureID
	at uint32
}

type plannedRecord struct {
	key       []byte // Whole.
	value     []byte
	at        int
	statement recordKey
}

// subject is the key without its tail: what the statement is about.
func (r plannedRecord) subject() []byte { return r.key[:len(r.key)-recordTail] }

func (p *plan) facts() int { return len(p.figures) + len(p.records) }

// sort puts the facts in the order of their keys. A submission in order, as
// most are, costs one look.
func (p *plan) sort() {
	byID := func(a, b plannedFigure) int { return cmp.Compare(a.id, b.id) }
	if !slices.IsSortedFunc(p.figures, byID) {
		slices.SortStableFunc(p.figures, byID)
	}
	slices.SortStableFunc(p.records, func(a, b plannedRecord) int { return bytes.Compare(a.key, b.key) })
}

// planSubmission works out what a submission writes, or why it can't be taken:
// one *store.FactError for each reason, joined.
func (l *Ledger) planSubmission(ctx context.Context, s model.Submission, e receiptEntry) (*plan, error) {
	p := &plan{receipt: e, setHash: s.Hash}
	p.recorded, _ = stampOf(e.Recorded)
	p.value = func(at uint32) figureValue {
		o := &s.Observations[at]
		return figureValue{value: o.Value, status: o.Status, span: uint8(o.Period.Span()), cell: o.Cell}
	}
	var bad refusals
	if err := l.planFigures(ctx, p, s.Observations, &bad); err != nil {
		return nil, err
	}
	if err := planRecords(ctx, p, s.Records, &bad); err != nil {
		return nil, err
	}
	if err := bad.err(); err != nil {
		return nil, err // What isn't complete can't be compared.
	}
	p.sort()
	bad.doubles(p)
	if err := l.compare(ctx, p, &bad); err != nil {
		return nil, err
	}
	return p, bad.err()
}

// planFigures gives every observation its place, and every new series its ID.
func (l *Ledger) planFigures(ctx context.Context, p *plan, observations []model.Observation, bad *refusals) error {
	p.figures = make([]plannedFigure, 0, len(observations))
	known := newResolver(l.index, len(observations))
	for i := range observations {
		if i%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		o := &observations[i]
		series, reason := known.resolve(o)
		if reason != nil {
			bad.observation(reason, i)
			continue
		}
		p.figures = append(p.figures, plannedFigure{newFigureID(series, o.Period.Key()), uint32(i)})
	}
	p.fresh = known.fresh
	return nil
}

// pause is how many facts are worked on between two looks at the context.
const pause = 1 << 14

func planRecords(ctx context.Context, p *plan, records []model.Record, bad *refusals) error {
	for i, r := range records {
		if i%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !complete(r) {
			bad.record(model.ErrMalformed, i)
			continue
		}
		k := recordKey{
			kind: r.Kind, region: r.Region, id: r.ID, validFrom: r.ValidFrom.Unix(),
			recorded: p.recorded, receipt: uint32(p.receipt.Number),
		}
		p.records = append(p.records, plannedRecord{key: k.append(nil), value: appendRecord(nil, 0, r), at: i, statement: k})
	}
	return nil
}
