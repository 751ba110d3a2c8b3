package pebble

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"unicode/utf8"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/index"
)

// refusals gather why facts can't be taken, by reason.
type refusals struct {
	reasons []*store.FactError
}

func (r *refusals) of(reason error) *store.FactError {
	for _, e := range r.reasons {
		if e.Reason == reason { //nolint:errorlint // The very value that was put there.
			return e
		}
	}
	e := &store.FactError{Reason: reason}
	r.reasons = append(r.reasons, e)
	return e
}

func (r *refusals) observation(reason error, at int) {
	e := r.of(reason)
	e.Observations = append(e.Observations, at)
}

func (r *refusals) record(reason error, at int) {
	e := r.of(reason)
	e.Records = append(e.Records, at)
}

// err gives nil where there is no reason, the one there is, or all of them.
func (r *refusals) err() error {
	joined := make([]error, len(r.reasons))
	for i, e := range r.reasons {
		slices.Sort(e.Observations)
		slices.Sort(e.Records)
		joined[i] = e
	}
	if len(joined) == 1 {
		return joined[0]
	}
	return errors.Join(joined...)
}

// doubles refuses every fact that the sorted plan states more than once.
func (r *refusals) doubles(p *plan) {
	for i := range p.figures {
		if i > 0 && p.figures[i-1].id == p.figures[i].id ||
			i+1 < len(p.figures) && p.figures[i+1].id == p.figures[i].id {
			r.observation(model.ErrStatedTwice, int(p.figures[i].at))
		}
	}
	same := func(i, j int) bool { return bytes.Equal(p.records[i].subject(), p.records[j].subject()) }
	for i := range p.records {
		if i > 0 && same(i-1, i) || i+1 < len(p.records) && same(i, i+1) {
			r.record(model.ErrStatedTwice, p.records[i].at)
		}
	}
}

// complete tells that a statement says of what and from when, in JSON.
func complete(r model.Record) bool {
	fields := map[string]json.RawMessage{}
	return r.Kind != "" && r.ID != "" && r.Withdraws == "" && !r.ValidFrom.IsZero() &&
		utf8.ValidString(string(r.Kind)) && utf8.ValidString(r.Region) && utf8.ValidString(r.ID) &&
		json.Unmarshal(r.Body, &fields) == nil && fields != nil
}

// A resolver finds the series of observations, and gives IDs to new ones. Many
// observations share a pointer, and mostly they come one after the other.
type resolver struct {
	index  *index.Index
	fresh  []index.Entry
	byKey  map[string]index.Entry        // Of fresh ones.
	byAddr map[*model.Series]index.Entry // Of any; ID 0 where the series is not one.
	last   *model.Series
	entry  index.Entry
	key    []byte
}

func newResolver(x *index.Index, facts int) *resolver {
	return &resolver{index: x, byKey: map[string]index.Entry{}, byAddr: make(map[*model.Series]index.Entry, min(facts, 1<<15))}
}

// resolve gives the ID of an observation's series, or why it can't be kept.
func (r *resolver) resolve(o *model.Observation) (uint32, error) {
	if o.Series == nil || o.Period.IsZero() || o.Period.Span() < 1 || o.Status >= model.Withdrawn {
		return 0, model.ErrMalformed
	}
	if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
		return 0, model.ErrNotFinite
	}
	if o.Series != r.last {
		r.last, r.entry = o.Series, r.lookUp(o.Series, o.Period.Freq())
	}
	switch {
	case r.entry.ID == 0:
		return 0, model.ErrMalformed
	case r.entry.Freq != o.Period.Freq():
		return 0, model.ErrFrequency
	}
	return r.entry.ID, nil
}

// lookUp takes the frequency of a series that is new from its first figure.
func (r *resolver) lookUp(s *model.Series, freq model.Frequency) index.Entry {
	if e, ok := r.byAddr[s]; ok {
		return e
	}
	e, ok := r.index.Find(*s, &r.key)
	if !ok {
		e, ok = r.byKey[string(r.key)]
	}
	if !ok && proper(*s) {
		own := model.Series{Metric: s.Metric, Labels: slices.Clone(s.Labels)}
		e = index.Entry{ID: uint32(r.index.Len()+len(r.fresh)) + 1, Series: &own, Freq: freq}
		r.fresh = append(r.fresh, e)
		r.byKey[string(r.key)] = e
	}
	r.byAddr[s] = e
	return e
}

// proper tells a series that is written as model.Series says: a metric, and
// labels sorted by name, none empty. Two writings of one series would be two.
func proper(s model.Series) bool {
	if s.Metric == "" || !utf8.ValidString(s.Metric) {
		return false
	}
	for i, l := range s.Labels {
		if l.Name == "" || l.Value == "" || l.Name == "__name__" ||
			!utf8.ValidString(l.Name) || !utf8.ValidString(l.Value) || i > 0 && s.Labels[i-1].Name >= l.Name {
			return false
		}
	}
	return true
}
