package pebble_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

func TestSmoke(t *testing.T) {
	ctx := t.Context()
	l, err := pebble.Open(ctx, pebble.Options{Dir: t.TempDir() + "/x"})
	require.NoError(t, err)
	s := model.NewSeries("m", "region", "410505", "indicator", "投资")
	r, err := l.Commit(ctx, model.Submission{Hash: "abc", Observations: []model.Observation{
		{Series: &s, Period: model.NewMonth(2020, 7), Value: 1.5, Cell: "A1"},
		{Series: &s, Period: model.NewMonth(2020, 6).WithSpan(6), Value: 2.5},
	}})
	require.NoError(t, err)
	t.Logf("%+v", r)
	v, err := l.View(ctx, time.Time{})
	require.NoError(t, err)
	ss, err := v.Select(ctx, model.Matcher{Name: "region", Value: "410505"})
	require.NoError(t, err)
	require.Len(t, ss, 1)
	for p, err := range v.Points(ctx, ss[0], model.Period{}, model.Period{}) {
		require.NoError(t, err)
		t.Logf("%+v", p)
	}
	require.NoError(t, v.Close())
	for c, err := range l.Changes(ctx, 0) {
		require.NoError(t, err)
		t.Logf("%+v", c)
	}
	r, err = l.Withdraw(ctx, r.ID, "me", "oops")
	require.NoError(t, err)
	t.Logf("%+v %+v", r, l.Stats())
	require.NoError(t, l.Close())
}
