package officetest

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/alerts"
	"jindu/internal/progress"
)

// commonPack is a score that compares projects at one date, within categories;
// none of the packs that jindu comes with does.
const commonPack = `
kind: score
name: common
at: common_cutoff
within: category
ties: [gap]
parts:
  - {part: progress, measure: pace, weight: 50, cap: 100, unknown: left_out}
  - {part: reporting, weight: 10, cap: 10, unknown: zero}
  - {part: visits, weight: 10, cap: 10, unknown: left_out}
`

// AllPacks are the rules with every pack that jindu comes with, and a score at
// a common cut-off within categories.
func AllPacks(tb testing.TB) progress.Rules {
	tb.Helper()
	rules := Rules()
	rules.Packs = progress.Packs{}
	files, err := fs.Glob(alerts.Packs, "packs/*.yml")
	require.NoError(tb, err)
	for _, file := range files {
		text, err := alerts.Packs.ReadFile(file)
		require.NoError(tb, err)
		require.NoError(tb, rules.Add(text))
	}
	require.NoError(tb, rules.Add([]byte(commonPack)))
	return rules
}

// AnyRules draws the packs that judge, and the zone of every period's instant:
// also zones whose clocks are put on and back, or stand at half hours.
func AnyRules(tb testing.TB, rt *rapid.T) progress.Rules {
	tb.Helper()
	rules := Rules()
	if rapid.Bool().Draw(rt, "all packs") {
		rules = AllPacks(tb)
	}
	name := rapid.SampledFrom([]string{
		"", "", "", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia",
	}).Draw(rt, "zone")
	if name == "" {
		return rules
	}
	zone, err := time.LoadLocation(name)
	require.NoError(tb, err)
	rules.Zone = zone
	return rules
}
