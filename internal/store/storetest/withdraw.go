package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func testWithdraw(t *testing.T, open Open) {
	s := revenue()
	t.Run("the only version", func(t *testing.T) {
		d := newDesk(t, open)
		r := d.take(model.Observation{Series: &s, Period: july().WithSpan(7), Value: 1})
		w := d.withdraw(r.ID)
		require.Empty(t, d.values(now(), s))
		require.Equal(t, []float64{1}, d.values(w.Recorded.Add(-time.Millisecond), s), "known until then")
		versions := d.history(now(), s, july())
		require.Len(t, versions, 2)
		require.Equal(t, model.Withdrawn, versions[0].Status)
		require.Equal(t, w.ID, versions[0].Receipt)
		require.Equal(t, 7, versions[0].Period.Span())
		require.Len(t, d.history(r.Recorded, s, july()), 1)
		require.Equal(t, r.ID, w.Withdraws)
		require.Equal(t, "wrong file", w.Reason)
		require.Equal(t, "office", w.By)
		require.Equal(t, 1, w.Figures)
	})
	t.Run("the newest of two", func(t *testing.T) {
		d := newDesk(t, open)
		d.take(model.Observation{Series: &s, Period: july().WithSpan(7), Value: 1, Status: model.Preliminary, Cell: "A1"})
		w := d.withdraw(d.take(figure(s, july(), 2)).ID)
		versions := d.history(now(), s, july())
		require.Len(t, versions, 3)
		require.Equal(t, 1.0, versions[0].Value)
		require.Equal(t, model.Preliminary, versions[0].Status)
		require.Equal(t, july().WithSpan(7), versions[0].Period)
		require.Equal(t, w.ID, versions[0].Receipt)
		require.Equal(t, []float64{1}, d.values(now(), s))
		require.Equal(t, []float64{2}, d.values(w.Recorded.Add(-time.Millisecond), s))
	})
	t.Run("one that is superseded writes nothing", func(t *testing.T) {
		d := newDesk(t, open)
		older := d.take(figure(s, july(), 1), figure(s, july().Add(1), 10))
		d.take(figure(s, july(), 2))
		w := d.withdraw(older.ID)
		require.Equal(t, 1, w.Figures, "only the figure that was in force")
		require.Equal(t, []float64{2}, d.values(now(), s))
		require.Len(t, d.history(now(), s, july()), 2)
	})
	t.Run("orders of withdrawing", func(t *testing.T) { testOrders(t, open) })
	t.Run("stated again afterwards", func(t *testing.T) {
		d := newDesk(t, open)
		d.withdraw(d.take(figure(s, july(), 1)).ID)
		again := d.take(figure(s, july(), 3))
		require.Zero(t, again.Revised, "nothing was in force")
		require.Equal(t, []float64{3}, d.values(now(), s))
		d.withdraw(again.ID)
		require.Empty(t, d.values(now(), s))
	})
	t.Run("recorded earlier", func(t *testing.T) {
		d := newDesk(t, open)
		r := d.submit(model.Submission{
			Observations: []model.Observation{figure(s, july(), 1)}, Records: []model.Record{record("P1", "2020-01-01", `{}`)},
		})
		d.clock.advance(time.Hour)
		from := &model.Provenance{Ledger: "0123456789abcdef0123456789abcdef", Number: 7, Committed: r.Recorded.Add(time.Minute)}
		asked := model.Withdrawal{Receipt: r.ID, Reason: "wrong", Recorded: r.Recorded, Provenance: from}
		_, err := d.Withdraw(t.Context(), asked)
		require.ErrorIs(t, err, model.ErrBackdated, "not after what it takes back")
		asked.Recorded = d.clock.now().Add(time.Second)
		_, err = d.Withdraw(t.Context(), asked)
		require.ErrorIs(t, err, model.ErrNotYet)
		asked.Recorded = from.Committed
		w, err := d.Withdraw(t.Context(), asked)
		require.NoError(t, err)
		require.Equal(t, from.Committed, w.Recorded)
		require.Equal(t, d.clock.now(), w.Committed)
		require.Equal(t, from, w.Provenance)
		require.Zero(t, w.Revised)
		require.Equal(t, []float64{1}, d.values(w.Recorded.Add(-time.Millisecond), s))
		require.Empty(t, d.values(w.Recorded, s))
	})
	t.Run("what can't be withdrawn", func(t *testing.T) {
		d := newDesk(t, open)
		r := d.take(figure(s, july(), 1))
		w := d.withdraw(r.ID)
		for id, want := range map[string]error{
			r.ID: model.ErrAlreadyWithdrawn, w.ID: model.ErrIsWithdrawal,
			"R000099": model.ErrNoReceipt, "": model.ErrNoReceipt, "R1": model.ErrNoReceipt,
		} {
			_, err := d.Withdraw(t.Context(), model.Withdrawal{Receipt: id, Reason: "again"})
			require.ErrorIs(t, err, want, id)
		}
		require.EqualValues(t, 2, d.Stats().Commits)
	})
	t.Run("the file can be sent again", func(t *testing.T) {
		d := newDesk(t, open)
		same := model.Submission{Hash: "aa", Observations: []model.Observation{figure(s, july(), 1)}}
		first := d.submit(same)
		_, err := d.Commit(t.Context(), same)
		var taken *model.AlreadyTakenError
		require.ErrorAs(t, err, &taken)
		require.Equal(t, first, taken.Receipt)
		d.withdraw(first.ID)
		second := d.submit(same)
		require.Equal(t, "R000003", second.ID)
		_, err = d.Commit(t.Context(), same)
		require.ErrorAs(t, err, &taken)
		require.Equal(t, second.ID, taken.Receipt.ID)
	})
}

// testOrders withdraws two or three of three submissions of one figure, in
// every order. In force is the newest that is left.
func testOrders(t *testing.T, open Open) {
	s := revenue()
	for _, c := range []struct {
		name     string
		withdraw []int
		want     []float64
	}{
		{"third then second", []int{2, 1}, []float64{1}},
		{"second then third", []int{1, 2}, []float64{1}},
		{"first then third", []int{0, 2}, []float64{2}},
		{"third then first", []int{2, 0}, []float64{2}},
		{"all, newest first", []int{2, 1, 0}, nil},
		{"all, oldest first", []int{0, 1, 2}, nil},
		{"all, middle first", []int{1, 2, 0}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, open)
			var taken []model.Receipt
			for i := range 3 {
				taken = append(taken, d.take(figure(s, july(), float64(i+1))))
			}
			for _, i := range c.withdraw {
				d.withdraw(taken[i].ID)
			}
			require.Equal(t, c.want, d.values(now(), s))
			require.Equal(t, []float64{3}, d.values(taken[2].Recorded, s))
		})
	}
}

func testReceipts(t *testing.T, open Open) {
	d, s := newDesk(t, open), revenue()
	warning := model.Problem{File: "七月.xlsx", Sheet: "指标", Cell: "E5", What: model.Text{ZH: "偏大", EN: "large"}}
	other := model.NewSeries("other")
	from := &model.Provenance{Ledger: "0123456789abcdef0123456789abcdef", Number: 7, Committed: start().Add(-time.Hour)}
	first := d.submit(model.Submission{
		By: "统计局", Source: "http", File: "七月.xlsx", Reason: "普查修订", Hash: "aa", Warnings: []model.Problem{warning}, Provenance: from,
		Observations: []model.Observation{figure(s, july(), 1), figure(other, july(), 1)},
		Records:      []model.Record{record("P1", "2020-01-01", `{}`)},
	})
	require.Equal(t, model.Receipt{
		ID: "R000001", Number: 1, By: "统计局", Source: "http", File: "七月.xlsx", Reason: "普查修订", Hash: "aa",
		Committed: d.clock.now(), Recorded: d.clock.now(),
		Series: 2, Figures: 2, Records: 1, Warnings: []model.Problem{warning}, Provenance: from,
	}, first)
	d.clock.set(start().Add(-time.Hour)) // A clock that is put back.
	second, err := d.Commit(t.Context(), model.Submission{Observations: []model.Observation{figure(s, july(), 2)}})
	require.NoError(t, err)
	require.Equal(t, first.Committed.Add(time.Millisecond), second.Committed, "always later than the one before")
	w, err := d.Withdraw(t.Context(), model.Withdrawal{Receipt: first.ID, By: "office", Reason: "wrong"})
	require.NoError(t, err)
	require.Equal(t, second.Committed.Add(time.Millisecond), w.Committed)
	first.WithdrawnBy = w.ID

	var listed []model.Receipt
	for r, err := range d.Receipts(t.Context()) {
		require.NoError(t, err)
		listed = append(listed, r)
	}
	require.Equal(t, []model.Receipt{w, second, first}, listed)
	for _, want := range listed {
		got, err := d.Receipt(t.Context(), want.ID)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, id := range []string{"", "R000004", "R4", "x"} {
		_, err := d.Receipt(t.Context(), id)
		require.ErrorIs(t, err, model.ErrNoReceipt, id)
	}
	stats := d.Stats()
	require.Equal(t, 2, stats.Series)
	require.EqualValues(t, 3, stats.Commits)
	require.Equal(t, w.Committed, stats.Newest)
	require.Regexp(t, "^[0-9a-f]{32}$", stats.ID)
}
