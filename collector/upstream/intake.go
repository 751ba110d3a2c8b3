package upstream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Ledger is what takes in what another jindu delivers; store.Ledger is one,
// and says which errors its methods give.
type Ledger interface {
	Receipts
	// Commit takes a whole submission or nothing.
	Commit(ctx context.Context, s model.Submission) (model.Receipt, error)
	// Withdraw takes a submission back.
	Withdraw(ctx context.Context, w model.Withdrawal) (model.Receipt, error)
	// Receipt gives one receipt, or model.ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
	// View reads what was known at an instant, zero for everything.
	View(ctx context.Context, asOf time.Time) (model.View, error)
	// Stats says who the ledger is.
	Stats() model.LedgerStats
}

// patience is how far another clock may be ahead before what it says is taken
// as known only from its arrival on. A ledger whose clock was wrong goes on in
// that future when the clock is right again, so waiting longer would be for ever.
const patience = 5 * time.Minute

// An AheadError says that something was recorded later than now by the clock
// here, and will be taken when that time has come.
type AheadError struct{ By time.Duration }

// Error says by how much.
func (e *AheadError) Error() string {
	return "recorded " + e.By.Round(time.Millisecond).String() + " later than now by the clock here: set both clocks"
}

// A SetAside is a fact that can't be taken here, though the rest of its
// submission was taken.
type SetAside struct {
	Position int        `json:"position"` // In the submission, from 1: figures, then records.
	Fact     string     `json:"fact"`     // The series and period, or the record.
	Reason   model.Text `json:"reason"`
}

// An arrival is what another ledger delivers.
type arrival struct {
	ledger     string
	origin     Origin
	submission model.Submission // By, Source, Reason and Recorded go for a withdrawal too.
	outside    error            // Facts of it that the sender may not state, as joined *store.FactError; nil where there are none.
	held       []string         // Receipts here that hold some of its facts.
	withdraws  *Origin
}

func (a arrival) provenance() *model.Provenance {
	return &model.Provenance{Ledger: a.ledger, Number: a.origin.Number, Committed: a.origin.Committed}
}

// An outcome is what became of it.
type outcome struct {
	receipt  model.Receipt // None where nothing was left to take.
	setAside []SetAside
	leftOut  int  // Facts of regions that others answer for.
	late     bool // It counts as known only from its arrival on.
}

// intake gives what others deliver to the ledger. One goroutine at a time
// brings what one ledger sends.
type intake struct {
	ledger Ledger
	taken  *Taken
	clock  func() time.Time
}

// take commits an arrival that is not taken yet. What a person here stated
// later than the district is left as it is: only those facts are set aside.
//
// Errors, by errors.As: *AheadError; by errors.Is: model.ErrDiskFull,
// model.ErrTooManyFacts, model.ErrClosed, the context's.
func (in intake) take(ctx context.Context, a arrival) (out outcome, err error) {
	a.submission.Provenance, a.submission.Hash = a.provenance(), ""
	if out.late, err = in.punctual(&a.submission); err != nil {
		return out, err
	}
	if a.withdraws != nil {
		out.receipt, err = in.withdraw(ctx, a)
	} else {
		err = in.commit(ctx, a, &out)
	}
	if err == nil && out.receipt.ID != "" {
		in.taken.add(out.receipt)
	}
	return out, err
}

// punctual holds when something became known against the clock here.
func (in intake) punctual(s *model.Submission) (late bool, err error) {
	ahead := s.Recorded.Sub(in.clock())
	switch {
	case ahead <= 0:
		return false, nil
	case ahead <= patience:
		return false, &AheadError{ahead}
	}
	s.Warnings = append(s.Warnings, model.Problem{Value: s.Recorded.Format(time.RFC3339), What: model.Text{
		ZH: "报送方时钟快，所记时间尚未到来；按收到之时计",
		EN: "recorded in the future by the sender's clock; it counts as known from its arrival on",
	}})
	s.Recorded = time.Time{}
	return true, nil
}

// commit takes a submission, but for the facts that can't be taken, and those
// that were.
func (in intake) commit(ctx context.Context, a arrival, out *outcome) (err error) {
	s := a.submission
	held, err := in.held(ctx, s, a.held)
	if err != nil {
		return err
	}
	left := newRemainder(s)
	left.without(errors.Join(a.outside, unfit(s), held))
	for {
		s.Observations, s.Records = left.observations, left.records
		s.Warnings = left.warnings(s.Warnings[:left.told])
		out.setAside, out.leftOut = left.setAside, left.outside
		if s.Size() == 0 {
			return nil
		}
		out.receipt, err = in.ledger.Commit(ctx, s)
		if err == nil || !left.without(err) {
			return err
		}
	}
}

// withdraw takes a receipt back by where it was taken first: all that hold facts
// of it, the first at last, which says that it was done. What is not here, or is
// withdrawn already, needs nothing.
func (in intake) withdraw(ctx context.Context, a arrival) (receipt model.Receipt, err error) {
	ids, err := in.taken.find(ctx, a.ledger, *a.withdraws)
	if err != nil {
		return receipt, err
	}
	for i, id := range slices.Backward(ids) {
		asked := model.Withdrawal{Receipt: id, By: a.submission.By, Reason: a.submission.Reason, Recorded: a.submission.Recorded}
		if i == 0 {
			asked.Provenance = a.provenance()
		}
		if receipt, err = in.withdrawOne(ctx, asked); err != nil {
			return receipt, err
		}
	}
	return receipt, nil
}

func (in intake) withdrawOne(ctx context.Context, asked model.Withdrawal) (model.Receipt, error) {
	receipt, err := in.ledger.Withdraw(ctx, asked)
	if errors.Is(err, model.ErrBackdated) { // Somebody here stated one of its facts later.
		asked.Recorded = time.Time{}
		receipt, err = in.ledger.Withdraw(ctx, asked)
	}
	if errors.Is(err, model.ErrAlreadyWithdrawn) {
		return model.Receipt{}, nil
	}
	return receipt, err
}

// factErrors are the reasons that lie in facts, out of joined errors.
func factErrors(err error) []*store.FactError {
	if fact, ok := err.(*store.FactError); ok { //nolint:errorlint // Each of the tree is looked at.
		return []*store.FactError{fact}
	}
	var all []*store.FactError
	switch e := err.(type) { //nolint:errorlint // The same.
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			all = append(all, factErrors(one)...)
		}
	case interface{ Unwrap() error }:
		return factErrors(e.Unwrap())
	}
	return all
}

// reasonOf words why a ledger can't take a fact.
func reasonOf(err error) model.Text {
	switch {
	case errors.Is(err, model.ErrBackdated):
		return model.Text{ZH: "上级已有同时或更晚记录的同一数据，以上级所记为准", EN: "the level above has the same fact, recorded then or later, which stands"}
	case errors.Is(err, errNowhere):
		return model.Text{ZH: "上级目录中没有该地区", EN: "of a region that the catalog above has not"}
	case errors.Is(err, errUnreadable):
		return model.Text{ZH: "内容与其种类不符", EN: "not as statements of its kind are written"}
	case errors.Is(err, errTooLong):
		return model.Text{ZH: "内容太长", EN: "longer than tables let a statement be"}
	case errors.Is(err, errForeign):
		return model.Text{ZH: "不是可以报送的数列", EN: "not of a series that is measured"}
	case errors.Is(err, model.ErrFrequency):
		return model.Text{ZH: "与上级该数列已有数据的频率不同", EN: "of another frequency than the series has at the level above"}
	}
	return model.Text{ZH: "上级账本无法采用", EN: fmt.Sprintf("the ledger above can't take it: %v", err)}
}
