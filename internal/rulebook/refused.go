package rulebook

import "jindu/internal/model"

// The reasons for which a district refuses a book.
const (
	ReasonMalformed = "malformed"         // No whole document, or one of a newer jindu.
	ReasonFaulty    = "faulty"            // A file of it, or together with the district's own, is faulty.
	ReasonRegion    = "region_missing"    // The district's own region is not in it.
	ReasonLost      = "would_lose_series" // What the ledger holds would have no name, or another unit.
	ReasonFailed    = "failed"            // It could not be kept, or not be put in force.
)

// A RefusedError says why a book is not taken. What was in force stays.
type RefusedError struct {
	Version string // Empty where not even that could be read.
	Reason  string
	What    model.Text
	Err     error // What is behind it; may be nil.
}

// Error says it in English.
func (e *RefusedError) Error() string { return "rules " + e.Version + " refused: " + e.What.EN }

// Unwrap gives what is behind it.
func (e *RefusedError) Unwrap() error { return e.Err }

// Refuse makes one of an error that says all.
func Refuse(b Book, reason string, err error) *RefusedError {
	return &RefusedError{b.Version, reason, model.Text{
		ZH: "上级下发的规则 " + b.Version + " 未采用：" + err.Error(), EN: err.Error(),
	}, err}
}
