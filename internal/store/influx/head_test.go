package influx_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/influx"
)

// TestTheHeadSaysWhenItsCommitWas so that a ledger that was restored from a
// backup and gave its numbers out again is told from the one before.
func TestTheHeadSaysWhenItsCommitWas(t *testing.T) {
	clock := time.Date(2020, 9, 8, 9, 0, 0, 7e6, time.UTC)
	o := newBed(t).database(t)
	d := openDelivered(t, o, func() time.Time { return clock })
	defer func() { require.NoError(t, d.Close()) }()
	s := model.NewSeries("jindu_indicator_yuan", "region", "410505")
	var receipts []model.Receipt
	for i := range 3 {
		clock = clock.Add(time.Second)
		r, err := d.Commit(t.Context(), model.Submission{Observations: []model.Observation{
			{Series: &s, Period: model.NewMonth(2020, time.July), Value: float64(i)},
		}})
		require.NoError(t, err)
		receipts = append(receipts, r)
		head, err := d.target.Head(t.Context())
		require.NoError(t, err)
		require.Equal(t, r.Number, head.Commit)
		require.WithinDuration(t, r.Committed, head.Committed, 0)
	}
	d.sent = 0 // From the start again: readers go on seeing the newest.
	require.NoError(t, d.deliver(t.Context()))
	again, err := influx.NewTarget(o)
	require.NoError(t, err)
	defer func() { require.NoError(t, again.Close()) }()
	head, err := again.Head(t.Context())
	require.NoError(t, err)
	require.WithinDuration(t, receipts[2].Committed, head.Committed, 0)
}
