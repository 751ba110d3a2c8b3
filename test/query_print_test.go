package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestATableInAPipe is plain: columns, and nothing after the last one.
func TestATableInAPipe(t *testing.T) {
	base := startDemo(t)
	out, _, code := jindu(t, "query", "--server", base, `count by (colour) (jindu_project_warning{region="410505"} == 1)`)
	require.Zero(t, code)
	require.Equal(t, "colour value\ngreen  17\nred    5\nyellow 6\n", out)
}
