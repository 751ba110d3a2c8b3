package test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheReportCalendar prints what docs/rules.md shows, and tells January's
// releases that there are none of from those that are missing.
func TestTheReportCalendar(t *testing.T) {
	base := startDemo(t)
	text, err := os.ReadFile("../docs/rules.md")
	require.NoError(t, err)
	_, example, ok := strings.Cut(string(text), "$ jindu reports --region 410503\n")
	require.True(t, ok)
	example, _, _ = strings.Cut(example, "```")
	out, _, code := jindu(t, "reports", "--server", base, "--region", "410503")
	require.Zero(t, code)
	require.Equal(t, example, out)

	out, _, code = jindu(t, "reports", "--server", base, "--region", "殷都区", "--period", "2020-01", "--format", "csv")
	require.Zero(t, code)
	require.Contains(t, out, "410505,fixed_asset_investment,"+
		"Investment in Fixed Assets (Excluding Rural Households),2020-01,,not published by rule,,,,Statistics Bureau,\n")

	_, errs, code := jindu(t, "reports", "--server", base, "--region", "某区")
	require.Equal(t, 2, code)
	require.Contains(t, errs, `region "某区" is not in the catalog`)

	_, errs, code = jindu(t, "reports", "--server", base, "--period", "2015-01")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "no report was owed\n")
}
