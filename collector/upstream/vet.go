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
	errTooLong    = errors.New("longer than tables let a statement be")
)

// The most bytes of what a statement or a series says. A table's cell has at
// most 4000 letters, and a statement a dozen texts.
const (
	maxStatement = 256 << 10
	maxLabels    = 64 << 10
)

// unfit finds the facts that boards could not be made with, as joined
// *store.FactError; nil where there are none.
func unfit(s model.Submission) error {
	series, records := &store.FactError{Reason: errForeign}, &store.FactError{Reason: errUnreadable}
	long := &store.FactError{Reason: errTooLong}
	var last *model.Series
	stored, endless := false, false
	for i, o := range s.Observations {
		if o.Series != last {
			last, stored, endless = o.Series, o.Series.Stored(), bytesOf(o.Series) > maxLabels
		}
		switch {
		case !stored:
			series.Observations = append(series.Observations, i)
		case endless:
			long.Observations = append(long.Observations, i)
		}
	}
	for i, r := range s.Records {
		switch {
		case len(r.ID)+len(r.Body) > maxStatement:
			long.Records = append(long.Records, i)
		case r.Readable() != nil:
			records.Records = append(records.Records, i)
		}
	}
	return joinFacts(series, records, long)
}

func bytesOf(s *model.Series) int {
	n := len(s.Metric)
	for _, l := range s.Labels {
		n += len(l.Name) + len(l.Value)
	}
	return n
}
