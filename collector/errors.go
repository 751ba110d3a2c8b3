package collector

import (
	"errors"
	"fmt"

	"jindu/internal/model"
)

// A RefusedError says that nothing of an upload was taken, and everything that
// is wrong with it.
type RefusedError struct {
	Problems []model.Problem
	Warnings []model.Problem
	Reason   error // The ledger's or the decoder's, where it was one; may be nil.
}

// Error gives the number of problems and the first of them.
func (e *RefusedError) Error() string {
	if len(e.Problems) < 2 {
		return "refused: " + e.first()
	}
	return fmt.Sprintf("refused with %d problems, the first: %s", len(e.Problems), e.first())
}

// first is the first problem in English.
func (e *RefusedError) first() string {
	if len(e.Problems) == 0 {
		return "no problem named"
	}
	return e.Problems[0].In(model.English)
}

// Unwrap gives the reason.
func (e *RefusedError) Unwrap() error { return e.Reason }

// ErrTooLarge says that an upload is beyond the Limits.
var ErrTooLarge = errors.New("upload too large")

// ErrReason says that a withdrawal gives no reason.
var ErrReason = errors.New("a reason must be given")
