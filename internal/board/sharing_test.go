package board_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
)

// counting is a ledger that counts how often indicators are looked for in it.
type counting struct {
	board.Viewer
	searches *atomic.Int64
}

func (c counting) View(ctx context.Context, asOf time.Time) (model.View, error) {
	view, err := c.Viewer.View(ctx, asOf)
	return countingView{view, c.searches}, err
}

type countingView struct {
	model.View
	searches *atomic.Int64
}

func (v countingView) Select(ctx context.Context, m ...model.Matcher) ([]model.Series, error) {
	if strings.Contains(m[0].Value, model.IndicatorMetric(model.Yuan)) {
		v.searches.Add(1)
	}
	return v.View.Select(ctx, m...)
}

// Rules, projections, pages and scrapes ask for indicators at nearly the same
// instant, which is worked out once for all of them.
func TestIndicatorsOfAnInstantAreReadOnce(t *testing.T) {
	o := officetest.New(t)
	o.Indicator("tax_revenue", model.YearToDate, model.NewMonth(2020, time.July), 5)
	var searches atomic.Int64
	boards, err := board.New(counting{o.Ledger, &searches}, officetest.Rules())
	require.NoError(t, err)
	ask := func(t, asOf time.Time) int64 {
		before := searches.Load()
		view, err := boards.View(o.Context(), asOf)
		require.NoError(o, err)
		defer func() { require.NoError(o, view.Close()) }()
		series, err := boards.IndicatorsAt(o.Context(), view, t)
		require.NoError(o, err)
		require.NotEmpty(o, series)
		return searches.Load() - before
	}
	at := officetest.Date(2020, 8, 20)
	first := ask(at, time.Time{})
	require.Positive(t, first)
	require.Zero(t, ask(at, time.Time{}))
	require.Zero(t, ask(at.Add(time.Second), time.Time{}), "nothing changes by then")
	_, err = boards.Board(t.Context(), at.Add(time.Minute), time.Time{})
	require.NoError(t, err)
	require.Equal(t, first, searches.Load(), "the board takes them too")

	require.Equal(t, first, ask(at.AddDate(0, -1, 0).Add(24*time.Hour*20), time.Time{}), "an earlier instant")
	require.Zero(t, ask(at, time.Time{}), "is remembered beside it")
	require.Equal(t, first, ask(at, officetest.Date(2020, 12, 1)), "and so is an as-of")

	o.Indicator("tax_revenue", model.YearToDate, model.NewMonth(2020, time.June), 4)
	require.Equal(t, first, ask(at, time.Time{}), "a commit may change everything")
}
