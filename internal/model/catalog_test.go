package model

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files again")

// Each file of testdata/catalog is refused with the message beside it.
func TestCatalogRejections(t *testing.T) {
	files, err := filepath.Glob("testdata/catalog/*.yml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yml"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			_, err = ParseCatalog(text)
			require.Error(t, err)
			golden := strings.TrimSuffix(file, ".yml") + ".txt"
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(err.Error()+"\n"), 0o600))
			}
			want, readErr := os.ReadFile(golden)
			require.NoError(t, readErr)
			require.Equal(t, strings.TrimSuffix(string(want), "\n"), err.Error())
		})
	}
}

func TestDefaultCatalog(t *testing.T) {
	c := DefaultCatalog()
	require.Len(t, c.Indicators, 14, "the bulletin's four and ten besides")
	for _, i := range c.Indicators {
		for _, name := range append([]string{i.Code, i.Name, i.NameEN}, i.Aliases...) {
			found, ok := c.Indicator(" " + name + " ")
			require.True(t, ok, name)
			require.Equal(t, i.Code, found.Code, name)
		}
		require.Equal(t, i.Display, i.Unit().Name)
		require.Contains(t, []Base{Yuan, Tonnes, Items}, i.Base())
		require.Contains(t, []Frequency{Monthly, Quarterly}, i.Frequency())
	}
	for _, r := range c.Regions {
		for _, name := range []string{r.Code, r.Name, r.NameEN} {
			found, ok := c.Region(name)
			require.True(t, ok, name)
			require.Equal(t, r, found, name)
		}
	}
	yindu, _ := c.Region("殷都区")
	require.Equal(t, Region{Code: "410505", Name: "殷都区", NameEN: "Yindu", Parent: "410500"}, yindu)
	for _, name := range []string{"", " ", "没有的指标"} {
		_, ok := c.Indicator(name)
		require.False(t, ok, name)
		_, ok = c.Region(name)
		require.False(t, ok, name)
	}
}

func TestFullWidthNames(t *testing.T) {
	c := DefaultCatalog()
	for _, name := range []string{"固定资产投资（不含农户）", "固定资产投资(不含农户)", "ＧＤＰ"} {
		_, ok := c.Indicator(name)
		require.True(t, ok, name)
	}
}

func TestRegionsOfOneName(t *testing.T) {
	c := &Catalog{Regions: []Region{{Code: "110102", Name: "西城区", NameEN: "Xicheng"}, {Code: "999999", Name: "西城区", NameEN: "Xicheng"}}}
	_, ok := c.Region("西城区")
	require.False(t, ok, "only the code tells which")
	r, ok := c.Region("110102")
	require.True(t, ok)
	require.Equal(t, "110102", r.Code)
}

func TestDue(t *testing.T) {
	zone := shanghai(t)
	for _, c := range []struct {
		period string
		rule   ReleaseRule
		want   string
	}{
		{"2020-07", ReleaseRule{15, 1}, "2020-08-15T23:59:59+08:00"},
		{"2020年1-7月", ReleaseRule{20, 1}, "2020-08-20T23:59:59+08:00"},
		{"2020-12", ReleaseRule{20, 1}, "2021-01-20T23:59:59+08:00"},
		{"2020-01", ReleaseRule{31, 1}, "2020-02-29T23:59:59+08:00"},
		{"2019-01", ReleaseRule{31, 1}, "2019-02-28T23:59:59+08:00"},
		{"2020-07", ReleaseRule{31, 0}, "2020-07-31T23:59:59+08:00"},
		{"2020-07", ReleaseRule{5, 2}, "2020-09-05T23:59:59+08:00"},
		{"2020-Q2", ReleaseRule{25, 1}, "2020-07-25T23:59:59+08:00"},
		{"2020", ReleaseRule{28, 2}, "2021-02-28T23:59:59+08:00"},
		{"2020-07-25", ReleaseRule{5, 1}, "2020-08-05T23:59:59+08:00"},
	} {
		p, err := ParsePeriod(c.period, 0)
		require.NoError(t, err)
		require.Equal(t, c.want, c.rule.Due(p, zone).Format(time.RFC3339), "%s %+v", c.period, c.rule)
	}
}

func TestJanuaryAndFebruaryTogether(t *testing.T) {
	c := DefaultCatalog()
	retail, _ := c.Indicator("retail_sales")
	revenue, _ := c.Indicator("general_public_budget_revenue")
	january, december := NewMonth(2020, time.January), NewMonth(2019, time.December)

	require.False(t, retail.Published(january), "there is no January release")
	require.True(t, revenue.Published(january))
	require.Equal(t, "2020-02", retail.Next(december).String())
	require.Equal(t, "2020-01", revenue.Next(december).String())
	require.Equal(t, "2020-03", retail.Next(NewMonth(2020, time.February)).String())

	quarterly := retail
	quarterly.Freq = "Q"
	require.True(t, quarterly.Published(NewQuarter(2020, 1)), "the rule is of months")
}
