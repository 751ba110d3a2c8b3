package storetest

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
)

func testRefusals(t *testing.T, open Open) {
	t.Run("by fact", func(t *testing.T) { testFactErrors(t, newDesk(t, open)) })
	t.Run("all reasons at once", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		_, err := d.Commit(t.Context(), model.Submission{Observations: []model.Observation{
			figure(s, july(), 1), figure(s, july().Add(1), math.NaN()), figure(s, model.NewYear(2020), 1),
		}})
		require.ErrorIs(t, err, model.ErrNotFinite)
		require.ErrorIs(t, err, model.ErrFrequency)
		requireNothing(t, d, 0)
	})
	t.Run("backdated", func(t *testing.T) { testBackdated(t, newDesk(t, open)) })
	t.Run("too many facts", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		_, err := d.Commit(t.Context(), model.Submission{Observations: make([]model.Observation, model.MaxFacts+1)})
		require.ErrorIs(t, err, model.ErrTooManyFacts)
		_, err = d.Commit(t.Context(), model.Submission{
			Observations: []model.Observation{figure(s, july(), 1)}, Records: make([]model.Record, model.MaxFacts),
		})
		require.ErrorIs(t, err, model.ErrTooManyFacts)
		requireNothing(t, d, 0)
	})
	t.Run("no facts", func(t *testing.T) {
		d := newDesk(t, open)
		_, err := d.Commit(t.Context(), model.Submission{Hash: "aa", File: "empty.xlsx"})
		require.ErrorIs(t, err, model.ErrNoFacts)
		requireNothing(t, d, 0)
	})
	t.Run("recorded in the future", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		_, err := d.Commit(t.Context(), model.Submission{
			Recorded: d.clock.now().Add(time.Millisecond), Observations: []model.Observation{figure(s, july(), 1)},
		})
		require.ErrorIs(t, err, model.ErrNotYet)
		requireNothing(t, d, 0)
	})
}

func testFactErrors(t *testing.T, d *desk) {
	s := revenue()
	d.take(figure(s, july(), 1))
	other := model.NewSeries("other", "region", "410505")
	project := record("P1", "2020-01-01", `{"lead":"甲"}`)
	with := func(change func(*model.Record)) model.Record {
		r := project
		change(&r)
		return r
	}
	for _, c := range []struct {
		name         string
		want         error
		observations []model.Observation
		bad          []int
		records      []model.Record
		badRecords   []int
	}{
		{"not a number", model.ErrNotFinite, []model.Observation{figure(other, july(), 1), figure(s, july(), math.NaN())}, []int{1}, nil, nil},
		{"infinite", model.ErrNotFinite, []model.Observation{figure(s, july(), math.Inf(-1)), figure(s, july(), math.Inf(1))}, []int{0, 1}, nil, nil},
		{"no series", model.ErrMalformed, []model.Observation{{Period: july()}}, []int{0}, nil, nil},
		{"no period", model.ErrMalformed, []model.Observation{{Series: &s}}, []int{0}, nil, nil},
		{"no metric", model.ErrMalformed, []model.Observation{figure(model.Series{}, july(), 1)}, []int{0}, nil, nil},
		{"an empty label", model.ErrMalformed, []model.Observation{figure(model.Series{Metric: "m", Labels: []model.Label{{Name: "a"}}}, july(), 1)}, []int{0}, nil, nil},
		{"labels out of order", model.ErrMalformed, []model.Observation{figure(model.Series{Metric: "m", Labels: []model.Label{{Name: "b", Value: "1"}, {Name: "a", Value: "1"}}}, july(), 1)}, []int{0}, nil, nil},
		{"stated as withdrawn", model.ErrMalformed, []model.Observation{{Series: &s, Period: july(), Status: model.Withdrawn}}, []int{0}, nil, nil},
		{"another frequency", model.ErrFrequency, []model.Observation{figure(other, july(), 1), figure(s, model.NewQuarter(2020, 3), 1)}, []int{1}, nil, nil},
		{"two frequencies of a new series", model.ErrFrequency, []model.Observation{figure(other, july(), 1), figure(other, model.NewYear(2020), 1)}, []int{1}, nil, nil},
		{"stated twice", model.ErrStatedTwice, []model.Observation{figure(s, july(), 1), figure(other, july(), 1), figure(s, july().WithSpan(7), 1)}, []int{0, 2}, nil, nil},
		{"a statement twice", model.ErrStatedTwice, nil, nil, []model.Record{project, record("P2", "2020-01-01", `{}`), project}, []int{0, 2}},
		{"no kind", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.Kind = "" })}, []int{0}},
		{"no ID", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.ID = "" })}, []int{0}},
		{"no time", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.ValidFrom = time.Time{} })}, []int{0}},
		{"not JSON", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.Body = json.RawMessage(`{"lead":`) })}, []int{0}},
		{"not an object", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.Body = json.RawMessage(`null`) })}, []int{0}},
		{"a withdrawal by hand", model.ErrMalformed, nil, nil, []model.Record{with(func(r *model.Record) { r.Withdraws = "R000001" })}, []int{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := d.Commit(t.Context(), model.Submission{Hash: "aa", Observations: c.observations, Records: c.records})
			require.ErrorIs(t, err, c.want)
			var facts *store.FactError
			require.ErrorAs(t, err, &facts)
			require.Equal(t, c.bad, facts.Observations)
			require.Equal(t, c.badRecords, facts.Records)
			requireNothing(t, d, 1)
		})
	}
	require.Equal(t, "R000002", d.submit(model.Submission{Hash: "aa", Observations: []model.Observation{figure(s, july(), 1)}}).ID,
		"refused submissions take neither number nor hash")
}

// requireNothing checks that a ledger holds so many commits, and that a
// refused one has left nothing behind.
func requireNothing(t *testing.T, d *desk, commits int) {
	t.Helper()
	require.EqualValues(t, commits, d.Stats().Commits)
	require.Len(t, d.changes(0), commits)
	d.see(now(), func(v model.View) {
		require.EqualValues(t, commits, v.Commit())
		series, err := v.Select(t.Context())
		require.NoError(t, err)
		require.Len(t, series, commits)
	})
}

func testBackdated(t *testing.T, d *desk) {
	s := revenue()
	first := d.take(figure(s, july(), 1))
	at := func(recorded time.Time, o ...model.Observation) error {
		_, err := d.Commit(t.Context(), model.Submission{Recorded: recorded, Observations: o})
		return err
	}
	d.clock.advance(time.Hour)
	for _, recorded := range []time.Time{first.Recorded, first.Recorded.Add(-time.Hour)} {
		err := at(recorded, figure(s, july().Add(1), 2), figure(s, july(), 2))
		require.ErrorIs(t, err, model.ErrBackdated)
		var facts *store.FactError
		require.ErrorAs(t, err, &facts)
		require.Equal(t, []int{1}, facts.Observations)
	}
	require.Equal(t, []float64{1}, d.values(now(), s), "all or nothing")
	require.NoError(t, at(first.Recorded.Add(-time.Hour), figure(s, july().Add(1), 2)), "another figure may lie earlier")
	require.NoError(t, at(first.Recorded.Add(time.Millisecond), figure(s, july(), 3)))
	require.Equal(t, []float64{3, 2}, d.values(now(), s))
}
