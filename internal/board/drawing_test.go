package board_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
)

// leaving is a ledger whose reader goes away in the middle of an evaluation.
type leaving struct {
	board.Viewer
	leave func()
}

func (l leaving) View(ctx context.Context, asOf time.Time) (model.View, error) {
	view, err := l.Viewer.View(ctx, asOf)
	return leavingView{view, l.leave}, err
}

type leavingView struct {
	model.View
	leave func()
}

// Select is how indicators are found, after the projects were loaded.
func (v leavingView) Select(ctx context.Context, m ...model.Matcher) ([]model.Series, error) {
	v.leave()
	return v.View.Select(ctx, m...)
}

func TestABoardIsDrawnThoughTheOneWhoAskedGoesAway(t *testing.T) {
	o := officetest.New(t)
	ctx, leave := context.WithCancel(t.Context())
	boards, err := board.New(leaving{o.Ledger, leave}, officetest.Rules())
	require.NoError(t, err)
	_, err = boards.Board(ctx, officetest.Date(2020, 9, 8), time.Time{})
	require.NoError(t, err)
	require.Error(t, ctx.Err(), "the test tests nothing")
}
