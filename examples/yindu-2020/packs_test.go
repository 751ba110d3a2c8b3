package yindu2020_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/alerts"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// TestTheDistrictByAllPacks holds the district's projects at the end of July
// against every pack of colours: where these name different colours, and what
// each leaves open.
func TestTheDistrictByAllPacks(t *testing.T) {
	rules := progress.Rules{Catalog: model.DefaultCatalog(), Zone: shanghai, Workdays: model.DefaultWorkdays()}
	files, err := fs.Glob(alerts.Packs, "packs/*.yml")
	require.NoError(t, err)
	for _, file := range files {
		text, err := fs.ReadFile(alerts.Packs, file)
		require.NoError(t, err)
		require.NoError(t, rules.Add(text))
	}
	portfolio, err := progress.LoadPortfolio(t.Context(), viewOf(t, taken(t, yindu2020.TableNames())), rules)
	require.NoError(t, err)
	projects, _ := portfolio.At(time.Date(2020, 7, 31, 23, 59, 59, 0, shanghai))

	compared := []string{"default", "yinchuan-2025", "sanya-2022", "wuhan"}
	undefined, differing := map[string]int{}, map[string][]string{}
	for _, p := range projects {
		if p.Region != yindu {
			continue
		}
		var colours []string
		named := map[string]bool{}
		for _, pack := range compared {
			v, ok := p.Verdict(pack)
			require.True(t, ok, "%s of %s", pack, p.ID)
			colours = append(colours, v.Colour)
			if v.Colour == progress.Undefined {
				undefined[pack]++
			} else {
				named[v.Colour] = true
			}
		}
		if len(named) > 1 {
			differing[p.ID] = colours
		}
	}
	// More than 10 points behind, not more than 30, and more than half of what was
	// due: only Wuhan asks for 60 per cent of it.
	require.Equal(t, map[string][]string{
		"YD2020-009": {"red", "yellow", "yellow", "red"},
		"YD2020-023": {"red", "yellow", "yellow", "yellow"},
		"YD2020-025": {"red", "yellow", "yellow", "yellow"},
	}, differing)
	require.Equal(t, map[string]int{"yinchuan-2025": 6, "wuhan": 23}, undefined)
}
