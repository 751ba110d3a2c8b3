package influx_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/storetest"
)

// TestEveryHeadIsWhole brings a ledger with revisions and withdrawals in small
// batches, each of which says what is in force at the very end. After each one
// a view is what the ledger was at the head's commit. Then everything is
// brought once more, and nobody sees it.
func TestEveryHeadIsWhole(t *testing.T) {
	at := time.Date(2020, 9, 8, 9, 0, 0, 0, storetest.Zone())
	d := openDelivered(t, newBed(t).database(t), func() time.Time { at = at.Add(time.Second); return at })
	defer func() { require.NoError(t, d.Close()) }()
	series := []model.Series{model.NewSeries("m", "n", "a"), model.NewSeries("m", "n", "b"), model.NewSeries("k")}
	moments := []time.Time{at} // Of the commits.
	for i := range 9 {
		var stated []model.Observation
		for j := range series[:1+i%3] {
			for m := range 4 {
				stated = append(stated, model.Observation{
					Series: &series[j], Period: model.NewMonth(2020, time.January).Add(m), Value: float64(i/2*10 + m),
				})
			}
		}
		r, err := d.Ledger.Commit(t.Context(), model.Submission{Observations: stated})
		require.NoError(t, err)
		moments = append(moments, r.Recorded)
		if i%3 == 2 {
			r, err = d.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: r.ID, Reason: "wrong"})
			require.NoError(t, err)
			moments = append(moments, r.Recorded)
		}
	}
	batches := 0
	bring := func(check func(store.Head)) {
		for after := uint64(0); after < d.Stats().Sequence; batches++ {
			b, err := batchOf(t.Context(), d.Ledger, after, 7)
			require.NoError(t, err)
			require.NoError(t, d.target.Write(t.Context(), b))
			after = b.Head.Sequence
			check(b.Head)
		}
	}
	bring(func(h store.Head) { requireSame(t, d, series, h.Commit, moments[h.Commit]) })
	last := uint64(len(moments) - 1)
	bring(func(store.Head) { requireSame(t, d, series, last, moments[last]) })
	require.Greater(t, batches, 20)
}

func requireSame(t *testing.T, d *delivered, series []model.Series, commit uint64, moment time.Time) {
	t.Helper()
	got, err := d.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, got.Close()) }()
	require.Equal(t, commit, got.Commit())
	want, err := d.Ledger.View(t.Context(), moment)
	require.NoError(t, err)
	defer func() { require.NoError(t, want.Close()) }()
	_, err = got.Select(t.Context())
	require.NoError(t, err)
	for _, s := range series {
		require.Equal(t, allPoints(t, want, s), allPoints(t, got, s), "%s at commit %d", s, commit)
	}
}

func allPoints(t *testing.T, v model.View, s model.Series) []model.Point {
	var points []model.Point
	for p, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
		require.NoError(t, err)
		points = append(points, p)
	}
	return points
}
