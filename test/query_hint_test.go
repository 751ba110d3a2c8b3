package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAnEmptyAnswerSaysWhereTheFiguresAre asks about a time without figures.
func TestAnEmptyAnswerSaysWhereTheFiguresAre(t *testing.T) {
	base := startDemo(t)
	out, errs, code := jindu(t, "query", "--server", base, "jindu_indicator_yuan", "--time", "2030-01-01")
	require.Zero(t, code)
	require.Empty(t, out)
	require.Contains(t, errs, "no series; the newest figures are of 2020-09-08: try --time 2020-09-08")
}
