package upstream

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"jindu/internal/model"
)

// maxTold is how many facts that were set aside a receipt's warnings name.
const maxTold = 50

// remainder is what is left of a submission as a ledger refuses facts of it.
type remainder struct {
	observations []model.Observation
	records      []model.Record
	places       [2][]int // Positions of what is left in the whole: of figures, of records.
	setAside     []SetAside
	outside      int    // How many were left out for being of other regions,
	first        string // and one of them.
	told         int    // How many warnings the submission came with.
}

func newRemainder(s model.Submission) *remainder {
	return &remainder{observations: s.Observations, records: s.Records, told: len(s.Warnings)}
}

// without leaves out the facts that an error names; a nil one names none. It
// reports false where it names none.
func (r *remainder) without(err error) bool {
	figures, records := map[int]error{}, map[int]error{}
	for _, fact := range factErrors(err) {
		for _, i := range fact.Observations {
			figures[i] = fact.Reason
		}
		for _, i := range fact.Records {
			records[i] = fact.Reason
		}
	}
	if len(figures)+len(records) == 0 {
		return false
	}
	r.number()
	r.observations = leaveOut(r, r.observations, 0, figures, func(o model.Observation) string {
		return o.Series.String() + " " + o.Period.String()
	})
	r.records = leaveOut(r, r.records, 1, records, factOfRecord)
	slices.SortFunc(r.setAside, func(a, b SetAside) int { return cmp.Compare(a.Position, b.Position) })
	return true
}

func factOfRecord(m model.Record) string {
	return fmt.Sprintf("%s %s %s %s", m.Kind, m.Region, m.ID, m.ValidFrom.Format("2006-01-02"))
}

// number numbers the facts while all are there.
func (r *remainder) number() {
	if r.places[0] != nil || r.places[1] != nil {
		return
	}
	for i := range r.observations {
		r.places[0] = append(r.places[0], i+1)
	}
	for i := range r.records {
		r.places[1] = append(r.places[1], len(r.observations)+i+1)
	}
}

func leaveOut[T any](r *remainder, all []T, which int, out map[int]error, name func(T) string) []T {
	if len(out) == 0 {
		return all
	}
	var kept []T
	var places []int
	for i, one := range all {
		reason, is := out[i]
		if !is {
			kept, places = append(kept, one), append(places, r.places[which][i])
			continue
		}
		r.leave(r.places[which][i], name(one), reason)
	}
	r.places[which] = places
	return kept
}

// leave notes a fact that is not taken.
func (r *remainder) leave(place int, fact string, reason error) {
	switch {
	case errors.Is(reason, errHeld):
		return
	case !errors.Is(reason, errOutside):
		r.setAside = append(r.setAside, SetAside{Position: place, Fact: fact, Reason: reasonOf(reason)})
		return
	}
	if r.outside++; r.outside == 1 {
		r.first = fact
	}
}

// warnings adds what was left out and set aside to those that the submission
// came with.
func (r *remainder) warnings(came []model.Problem) []model.Problem {
	all := slices.Clip(came)
	if r.outside > 0 {
		leftOut := "of a region that the sender does not report for; it is left out"
		if r.outside > 1 {
			leftOut = fmt.Sprintf("one of %d facts of regions that the sender does not report for; they are left out", r.outside)
		}
		all = append(all, model.Problem{Value: r.first, What: model.Text{
			ZH: fmt.Sprintf("报送地区以外的%d条按约定略去，此为其中之一", r.outside),
			EN: leftOut,
		}})
	}
	for i, s := range r.setAside {
		if i == maxTold {
			more := len(r.setAside) - maxTold
			return append(all, model.Problem{What: model.Text{
				ZH: fmt.Sprintf("另有%d条未采用", more), EN: fmt.Sprintf("%d more were set aside", more),
			}})
		}
		all = append(all, model.Problem{Value: s.Fact, What: s.Reason})
	}
	return all
}
