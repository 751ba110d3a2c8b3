package upstream

import (
	"context"
	"errors"
	"fmt"

	"jindu/internal/model"
	"jindu/internal/store"
)

// resume finds the place to go on from. What the centre holds goes before what
// the cursor says, for either side may have been restored from a backup.
func (s *Sender) resume(ctx context.Context, after uint64, newest Origin, stats model.LedgerStats) (place, error) {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	start := place{centre: newest}
	switch {
	case last.known && last.told == after && last.centre.same(newest) && last.receipt <= stats.Commits:
		return last, nil
	case after == 0, newest.IsZero(), newest.Number > stats.Commits:
		return start, nil
	}
	own, err := s.log.Receipt(ctx, model.ReceiptID(newest.Number))
	if err != nil {
		return start, err
	}
	if !originOf(own).same(newest) {
		return start, nil
	}
	return s.goOn(ctx, start, after, stats)
}

// goOn finds the place after the newest receipt that the centre holds, or
// further back where a start anew had only come as far as a fact of the log. It
// looks from the end: what is not delivered yet is short as a rule.
func (s *Sender) goOn(ctx context.Context, start place, after uint64, stats model.LedgerStats) (place, error) {
	sequence := stats.Sequence
	for r, err := range s.log.Receipts(ctx) {
		newest := r.Number == start.centre.Number
		switch {
		case err != nil:
			return start, err
		case r.Number > stats.Commits: // Taken since.
		case r.Number <= start.centre.Number && sequence <= after && (newest || factsOf(r) > 0):
			start.receipt, start.sequence = r.Number, sequence
			return start, nil
		case sequence < factsOf(r):
			return start, fmt.Errorf("receipt %s has more facts than the log: %w", r.ID, model.ErrDamaged)
		default:
			sequence -= factsOf(r)
		}
	}
	return start, nil
}

// rejects tells a refusal that is for good.
func rejects(err error) bool {
	var refusal *Refusal
	return errors.As(err, &refusal) && (refusal.Code == "out_of_scope" || refusal.Code == "too_large")
}

// rejectedOf names the facts of a receipt that the centre will not take. They
// follow a place in the log.
func rejectedOf(r model.Receipt, a *Answer, err error, after uint64) []store.Rejection {
	var rejected []store.Rejection
	var refusal *Refusal
	if errors.As(err, &refusal) {
		facts := refusal.Facts
		if len(facts) == 0 {
			facts = []string{r.ID}
		}
		reason := fmt.Sprintf("%s: %s: %s", r.ID, refusal.Code, refusal.Message.EN)
		for _, fact := range facts {
			rejected = append(rejected, store.Rejection{Sequence: after + 1, Fact: fact, Reason: reason})
		}
		return rejected
	}
	if a == nil {
		return nil
	}
	for _, one := range a.SetAside {
		rejected = append(rejected, store.Rejection{
			Sequence: after + uint64(one.Position), Fact: one.Fact, Reason: r.ID + ": " + one.Reason.EN,
		})
	}
	return rejected
}

// errMisplaced says that the log does not go on with the receipt it should.
var errMisplaced = fmt.Errorf("the facts of a receipt are not where the log should have them: %w", model.ErrDamaged)

func receiptOf(c store.Change) string {
	if c.Record != nil {
		return c.Record.Receipt
	}
	return c.Version.Receipt
}

func notJindu(status string) model.Text {
	return model.Text{ZH: "回答 " + status + "，不像是 jindu", EN: "answered " + status + ", not as a jindu does"}
}
