package influx

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"jindu/internal/model"
)

// receiptPage is how many receipts are asked for at a time.
const receiptPage = 1000

// Receipts gives every receipt, the newest first.
func (s *Store) Receipts(ctx context.Context) iter.Seq2[model.Receipt, error] {
	return func(yield func(model.Receipt, error) bool) {
		if err := s.eachReceipt(ctx, yield); err != nil {
			yield(model.Receipt{}, fmt.Errorf("read receipts: %w", err))
		}
	}
}

func (s *Store) eachReceipt(ctx context.Context, yield func(model.Receipt, error) bool) error {
	if err := s.hold(); err != nil {
		return err
	}
	defer s.release()
	h, err := s.Head(ctx)
	if err != nil {
		return err
	}
	withdrawn := map[string]string{} // Who withdrew, by what.
	for last := h.Commit; last > 0; last -= min(last, receiptPage) {
		page, err := s.receipts(ctx, last-min(last, receiptPage)+1, last)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(page) {
			if r.Withdraws != "" {
				withdrawn[r.Withdraws] = r.ID
			}
			r.WithdrawnBy = withdrawn[r.ID]
			if !yield(r, nil) {
				return nil
			}
		}
	}
	return nil
}

// receipts reads those from one number through another, in order.
func (s *Store) receipts(ctx context.Context, first, last uint64) ([]model.Receipt, error) {
	q := query{
		bucket: s.server.Bucket, from: time.UnixMilli(int64(first)), to: time.UnixMilli(int64(last) + 1),
		measurements: []string{receiptMeasurement}, field: receiptField,
	}
	var found []model.Receipt
	for row, err := range s.server.rows(ctx, q) {
		if err != nil {
			return nil, err
		}
		var r model.Receipt
		if err := json.Unmarshal([]byte(row.text), &r); err != nil {
			return nil, damaged("receipt", err)
		}
		found = append(found, s.zoned(r))
	}
	slices.SortFunc(found, func(a, b model.Receipt) int { return int(int64(a.Number) - int64(b.Number)) })
	return found, nil
}

// zoned gives a receipt with its times in the store's zone.
func (s *Store) zoned(r model.Receipt) model.Receipt {
	zone := s.server.Zone
	r.Committed, r.Recorded = r.Committed.In(zone), r.Recorded.In(zone)
	if r.Provenance != nil {
		r.Provenance.Committed = r.Provenance.Committed.In(zone)
	}
	return r
}

// Receipt gives one receipt, or ErrNoReceipt.
func (s *Store) Receipt(ctx context.Context, id string) (model.Receipt, error) {
	r, err := s.receipt(ctx, id)
	if err != nil {
		return model.Receipt{}, fmt.Errorf("read receipt %q: %w", id, err)
	}
	return r, nil
}

func (s *Store) receipt(ctx context.Context, id string) (model.Receipt, error) {
	if err := s.hold(); err != nil {
		return model.Receipt{}, err
	}
	defer s.release()
	h, err := s.Head(ctx)
	if err != nil {
		return model.Receipt{}, err
	}
	n, err := model.ParseReceiptID(id)
	if err != nil || n == 0 || n > h.Commit {
		return model.Receipt{}, model.ErrNoReceipt
	}
	found, err := s.receipts(ctx, n, n)
	if err != nil || len(found) == 0 {
		return model.Receipt{}, errorOr(err, model.ErrNoReceipt)
	}
	found[0].WithdrawnBy, err = s.withdrawer(ctx, n, h.Commit)
	return found[0], err
}

// withdrawer gives the receipt that took another back, up to a commit.
func (s *Store) withdrawer(ctx context.Context, number, commit uint64) (string, error) {
	q := query{
		bucket: s.server.Bucket, from: time.UnixMilli(int64(number) + 1), to: time.UnixMilli(int64(commit) + 1),
		measurements: []string{receiptMeasurement}, field: withdrawsField,
		after: []string{`r["_value"] == ` + strconv.FormatUint(number, 10)},
	}
	if number >= commit {
		return "", nil
	}
	for row, err := range s.server.rows(ctx, q) {
		if err != nil {
			return "", err
		}
		return model.ReceiptID(uint64(row.at.UnixMilli())), nil
	}
	return "", nil
}

func errorOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
