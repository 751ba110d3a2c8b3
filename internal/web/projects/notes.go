package projects

import (
	"time"

	"jindu/internal/model"
)

// A note is the words of one report.
type note struct {
	model.Note
	Cutoff time.Time
	Source source // Of its newest statement.
}

// notes are the words of every report, the newest first.
func (r *reader) notes() ([]note, error) {
	records, err := r.records(model.KindNote)
	if err != nil {
		return nil, err
	}
	var all []note
	for _, o := range model.Objects(records) { // One, or none.
		for from, statements := range byStart(o.Statements) {
			one := note{Cutoff: from.In(r.zone)}
			report := model.Object{Kind: o.Kind, Region: o.Region, ID: o.ID, Statements: statements}
			if _, err := report.At(from, &one.Note); err != nil {
				return nil, err
			}
			if one.Source, err = r.source(statements[len(statements)-1].Receipt); err != nil {
				return nil, err
			}
			all = append([]note{one}, all...)
		}
	}
	return all, nil
}

// byStart yields the statements that hold from each instant on, in order: what
// a report says is not what the one before said.
func byStart(statements []model.Record) func(func(time.Time, []model.Record) bool) {
	return func(yield func(time.Time, []model.Record) bool) {
		for first := 0; first < len(statements); {
			last := first
			for last < len(statements) && statements[last].ValidFrom.Equal(statements[first].ValidFrom) {
				last++
			}
			if !yield(statements[first].ValidFrom, statements[first:last]) {
				return
			}
			first = last
		}
	}
}
