package influx

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"jindu/internal/model"
)

// Records gives every statement of a kind, withdrawals among them. They come as
// the server sends them; nothing of them is kept.
func (v *view) Records(ctx context.Context, kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		if err := v.eachRecord(ctx, kind, yield); err != nil {
			yield(model.Record{}, fmt.Errorf("read records of kind %s: %w", kind, err))
		}
	}
}

func (v *view) eachRecord(ctx context.Context, kind model.Kind, yield func(model.Record, error) bool) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	q := query{
		bucket: v.Bucket, from: epoch(), to: v.after(v.head.Sequence), measurements: []string{recordsMeasurement},
		field: recordField, conditions: []string{equals(kindTag, encode(string(kind)))},
	}
	for row, err := range v.rows(ctx, q) {
		if err != nil {
			return err
		}
		var s statement
		if err := json.Unmarshal([]byte(row.text), &s); err != nil {
			return damaged("record", err)
		}
		if s.Receipt > v.head.Commit || s.Recorded > v.until {
			continue
		}
		r, err := s.record(kind, v.Zone)
		if err != nil {
			return damaged("record", err)
		}
		if !yield(r, nil) {
			return nil
		}
	}
	return nil
}

// after is the time just after the point that stands at a number.
func (v *view) after(number uint64) time.Time { return time.UnixMilli(int64(number) + 1) }

func (s statement) record(kind model.Kind, zone *time.Location) (model.Record, error) {
	r := model.Record{
		Kind: kind, ValidFrom: time.Unix(s.ValidFrom, 0).In(zone),
		Recorded: moment(s.Recorded, zone), Receipt: model.ReceiptID(s.Receipt), Withdraws: s.Withdraws,
	}
	if s.Body != "" {
		r.Body = json.RawMessage(s.Body)
	}
	for _, text := range []struct {
		from string
		to   *string
	}{{s.Region, &r.Region}, {s.ID, &r.ID}, {s.Cell, &r.Cell}} {
		var err error
		if *text.to, err = decode(text.from); err != nil {
			return r, err
		}
	}
	return r, nil
}
