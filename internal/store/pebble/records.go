package pebble

import (
	"context"
	"fmt"
	"iter"
	"time"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/model"
)

// Records gives every statement of a kind, withdrawals among them.
func (v *view) Records(ctx context.Context, kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		if err := v.records(ctx, kind, yield); err != nil {
			yield(model.Record{}, fmt.Errorf("read records of kind %s: %w", kind, err))
		}
	}
}

func (v *view) records(ctx context.Context, kind model.Kind, yield func(model.Record, error) bool) error {
	leave, err := v.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	prefix := appendKindPrefix(nil, kind)
	it, err := v.snapshot.NewIter(&engine.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if err != nil {
		return reading("records", err)
	}
	defer it.Close() //nolint:errcheck // Its error is asked for below.
	count := 0
	for ok := it.First(); ok; ok = it.Next() {
		if count++; count%pause == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r, recorded, err := readRecord(it, v.ledger.options.Zone)
		if err != nil {
			return reading("record", err)
		}
		if recorded <= v.until && !yield(r, nil) {
			return nil
		}
	}
	return reading("records", it.Error())
}

// readRecord reads the statement at which an iterator stands.
func readRecord(it *engine.Iterator, zone *time.Location) (model.Record, stamp, error) {
	k, err := parseRecordKey(it.Key())
	if err != nil {
		return model.Record{}, 0, err
	}
	value, err := it.ValueAndErr()
	if err != nil {
		return model.Record{}, 0, err
	}
	withdraws, cell, body, err := parseRecord(value)
	if err != nil {
		return model.Record{}, 0, err
	}
	r := model.Record{
		Kind: k.kind, Region: k.region, ID: k.id, ValidFrom: time.Unix(k.validFrom, 0).In(zone),
		Body: body, Cell: cell,
		Recorded: k.recorded.in(zone), Receipt: model.ReceiptID(uint64(k.receipt)),
	}
	if withdraws != 0 {
		r.Withdraws = model.ReceiptID(uint64(withdraws))
	}
	return r, k.recorded, nil
}
