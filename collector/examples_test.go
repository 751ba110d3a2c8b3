package collector_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExamples takes the bulletin's district in, as a workbook and as CSV
// files, which come to the same facts, and leave nothing to warn of.
func TestExamples(t *testing.T) {
	const folder = "../examples/yindu-2020"
	book := resultOf(t, filesIn(t, folder, "*.xlsx")...)
	texts := resultOf(t, filesIn(t, folder, "[^f]*.csv")...)
	require.Empty(t, book.Problems)
	require.Empty(t, book.Warnings)
	require.NotEmpty(t, book.Observations)
	require.NotEmpty(t, book.Records)
	require.ElementsMatch(t, withoutCells(book.Observations), withoutCells(texts.Observations))
	require.ElementsMatch(t, withoutCells(book.Records), withoutCells(texts.Records))
	require.True(t, slices.ContainsFunc(book.Observations, func(o string) bool {
		return strings.HasPrefix(o, `jindu_indicator_yuan{indicator="general_public_budget_revenue",measure="ytd",origin="published",region="410505"} 2020-07 1219000000 `)
	}))
}

// withoutCells leaves out where each fact stands.
func withoutCells(facts []string) []string {
	bare := make([]string, 0, len(facts))
	for _, f := range facts {
		bare = append(bare, f[:strings.LastIndex(f, " @")])
	}
	return bare
}
