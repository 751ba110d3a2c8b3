package upstream

import (
	"errors"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Why facts are not taken that no jindu would send. One of them would spoil the
// boards of every region here.
var (
	errUnreadable = errors.New("not as statements of its kind are written")
	errForeign    = errors.New("not of a series that is measured")
)

// unfit finds the facts that boards could not be made with, as joined
// *store.FactError; nil where there are none.
func unfit(s model.Submission) error {
	series, records := &store.FactError{Reason: errForeign}, &store.FactError{Reason: errUnreadable}
	var last *model.Series
	stored := false
	for i, o := range s.Observations {
		if o.Series != last {
			last, stored = o.Series, o.Series.Stored()
		}
		if !stored {
			series.Observations = append(series.Observations, i)
		}
	}
	for i, r := range s.Records {
		if r.Readable() != nil {
			records.Records = append(records.Records, i)
		}
	}
	return joinFacts(series, records)
}
