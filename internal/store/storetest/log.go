package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
)

func testLog(t *testing.T, open Open) {
	t.Run("in the order of the commits, and whole", func(t *testing.T) { testLogOrder(t, newDesk(t, open)) })
	t.Run("across chunks", func(t *testing.T) {
		d := newDesk(t, open)
		const figures = 10_001 // More than any store should keep in one piece.
		s := model.NewSeries("m")
		var stated []model.Observation
		for i := range figures {
			stated = append(stated, model.Observation{Series: &s, Period: model.NewDate(1980, 1, 1).Add(i), Value: float64(i)})
		}
		d.take(stated...)
		d.take(figure(s, model.NewDate(1980, 1, 1).Add(figures), 0))
		for _, after := range []uint64{0, 1, 4095, 4096, 4097, 8192, figures - 1, figures, figures + 1, figures + 99} {
			want := max(0, figures+1-int(after))
			got := d.changes(after)
			require.Len(t, got, want, "after %d", after)
			for i, c := range got {
				require.Equal(t, after+uint64(i)+1, c.Sequence)
			}
		}
		require.EqualValues(t, figures+1, d.Stats().Sequence)
	})
	t.Run("of one receipt", func(t *testing.T) { testFacts(t, newDesk(t, open)) })
	t.Run("as it stands when it is called", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		d.take(figure(s, july(), 1))
		count := 0
		for _, err := range d.Changes(t.Context(), 0) {
			require.NoError(t, err)
			d.take(figure(s, july(), 2))
			count++
		}
		require.Equal(t, 1, count)
		for range d.Changes(t.Context(), 0) {
			break // Breaking off is allowed.
		}
	})
}

func testLogOrder(t *testing.T, d *desk) {
	s, other := revenue(), model.NewSeries("other")
	first := d.submit(model.Submission{
		Observations: []model.Observation{
			{Series: &s, Period: july(), Value: 1, Cell: "A1"},
			{Series: &other, Period: july().Add(1), Value: 3},
			{Series: &s, Period: july().Add(-1).WithSpan(6), Value: 2, Status: model.Estimated},
		},
		Records: []model.Record{record("P1", "2020-01-01", `{"lead":"甲"}`)},
	})
	second := d.take(figure(s, july(), 4))
	w := d.withdraw(first.ID)

	log := d.changes(0)
	require.Len(t, log, 8)
	var receipts []string
	for i, c := range log {
		require.EqualValues(t, i+1, c.Sequence)
		if c.Record != nil {
			require.Nil(t, c.Series)
			receipts = append(receipts, c.Record.Receipt)
		} else {
			receipts = append(receipts, c.Version.Receipt)
		}
	}
	require.Equal(t, []string{first.ID, first.ID, first.ID, first.ID, second.ID, w.ID, w.ID, w.ID}, receipts)
	require.ElementsMatch(t, []float64{1, 2, 3}, []float64{log[0].Version.Value, log[1].Version.Value, log[2].Version.Value})
	requireBefore(t, log, s, july().Add(-1), july())
	require.Equal(t, 4.0, log[4].Version.Value)
	for _, c := range log[:3] {
		if c.Version.Period == july() {
			require.Equal(t, "A1", c.Version.Cell)
			require.Equal(t, s, *c.Series)
			require.Equal(t, first.Recorded, c.Version.Recorded)
		}
	}
	withdrawn := 0
	for _, c := range log[5:] {
		if c.Record == nil {
			require.Equal(t, model.Withdrawn, c.Version.Status)
			withdrawn++
		} else {
			require.Equal(t, first.ID, c.Record.Withdraws)
		}
	}
	require.Equal(t, 2, withdrawn)
}

// testFacts holds what each receipt brought against the log.
func testFacts(t *testing.T, d *desk) {
	s, other := revenue(), model.NewSeries("other")
	first := d.submit(model.Submission{
		Observations: []model.Observation{figure(s, july(), 1), figure(other, july(), 2)},
		Records:      []model.Record{record("P1", "2020-01-01", `{"lead":"甲"}`)},
	})
	second := d.take(figure(s, july(), 3))
	third := d.withdraw(second.ID)
	fourth := d.submit(model.Submission{Observations: []model.Observation{figure(s, july(), 4)}})
	nothing := d.withdraw(first.ID) // Its figure of s is revised since.
	facts := func(receipt string, skip int) (found []store.Change) {
		for c, err := range d.Facts(t.Context(), receipt, skip) {
			require.NoError(t, err)
			found = append(found, c)
		}
		return found
	}
	log := d.changes(0)
	require.Equal(t, log[:3], facts(first.ID, 0))
	require.Equal(t, log[1:3], facts(first.ID, 1))
	require.Equal(t, log[2:3], facts(first.ID, 2))
	require.Empty(t, facts(first.ID, 3))
	require.Empty(t, facts(first.ID, 4))
	require.Equal(t, log[3:4], facts(second.ID, 0))
	require.Equal(t, log[4:5], facts(third.ID, 0))
	require.Equal(t, log[5:6], facts(fourth.ID, 0))
	require.Equal(t, log[6:], facts(nothing.ID, 0))
	for range d.Facts(t.Context(), first.ID, 0) {
		break // Breaking off is allowed.
	}
	for _, id := range []string{"", "R000099", "x"} {
		for _, err := range d.Facts(t.Context(), id, 0) {
			require.ErrorIs(t, err, model.ErrNoReceipt, id)
		}
	}
}

// requireBefore checks that a series' periods come in their order.
func requireBefore(t *testing.T, log []store.Change, s model.Series, earlier, later model.Period) {
	t.Helper()
	at := map[uint32]int{}
	for i, c := range log {
		if _, seen := at[c.Version.Period.Key()]; c.Series != nil && c.Series.Compare(s) == 0 && !seen {
			at[c.Version.Period.Key()] = i
		}
	}
	require.Less(t, at[earlier.Key()], at[later.Key()])
}
