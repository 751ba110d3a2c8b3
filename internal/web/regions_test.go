package web_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/alerts"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

// centreOf is a server of an office with a catalog; options may be changed.
func centreOf(t *testing.T, o *officetest.Office, catalog *model.Catalog, change func(*web.Options)) *web.Server {
	t.Helper()
	rules := officetest.Rules()
	rules.Catalog = catalog
	text, err := alerts.Packs.ReadFile("packs/four-sides.yml")
	require.NoError(t, err)
	sides, err := progress.ParseSidesPack(text)
	require.NoError(t, err)
	rules.Sides = &sides
	boards, err := board.New(o.Ledger, rules)
	require.NoError(t, err)
	options := plainOptions(o, boards)
	options.Catalog = catalog
	if change != nil {
		change(&options)
	}
	s, err := web.New(options)
	require.NoError(t, err)
	return s
}

// heard are the jindus of a city's districts, of which one is silent and one
// was never heard from.
func heard() []web.RegionLink {
	at := officetest.Date(2020, 9, 8).Add(9 * time.Hour)
	some, none := uint64(12), uint64(0)
	return []web.RegionLink{
		{Region: "990101", LastHeard: at.Add(-20 * time.Second), Backlog: &none, Version: "0.4.0", NewestReceipt: "R000031"},
		{Region: "990102", LastHeard: at.Add(-50 * time.Second), Backlog: &some, Version: "0.4.0", Skew: -130},
		{Region: "990103", LastHeard: at.AddDate(0, 0, -3), Silent: true, Backlog: &some, Version: "0.3.9", NewestReceipt: "R000007"},
		{Region: "990109", Silent: true},
	}
}

// cityOf is a city with ten districts.
func cityOf(t *testing.T) *web.Server {
	t.Helper()
	catalog := officetest.CityCatalog(1, 10)
	o := officetest.New(t)
	o.FillCity(catalog)
	return centreOf(t, o, catalog, func(options *web.Options) {
		options.Region, options.Links = officetest.City, heard
		options.Alerts = func() []web.ActiveAlert {
			return []web.ActiveAlert{
				{Name: "ProjectBehind", Severity: "critical", Region: "990101"},
				{Name: "ReportLate", Severity: "warning", Region: "990101"},
				{Name: "RegionSilent", Severity: "critical", Region: "990103"},
				{Name: "Elsewhere", Severity: "critical"},
			}
		}
	})
}

func comparison(t *testing.T, s *web.Server, query string) web.Comparison {
	t.Helper()
	status, body := read(t, s, web.RegionsPath+query)
	require.Equal(t, http.StatusOK, status, body)
	var c web.Comparison
	require.NoError(t, json.Unmarshal([]byte(body), &c))
	return c
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if strings.HasSuffix(name, ".html") {
		got = mainOf(got)
	}
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestTheComparisonOfACity(t *testing.T) {
	s := cityOf(t)
	for name, target := range map[string]string{
		"regions.zh.html": "/regions?lang=zh", "regions.en.html": "/regions?lang=en&sort=gap", "regions.json": web.RegionsPath + "?region=990101",
	} {
		status, body := read(t, s, target)
		require.Equal(t, http.StatusOK, status)
		golden(t, name, body)
	}
	_, english := read(t, s, "/regions?lang=en")
	require.NotRegexp(t, `\p{Han}`, strings.NewReplacer("进度", "", "中文", "").Replace(english), "an English page speaks English")
}

func TestARegionHasEverythingBelowIt(t *testing.T) {
	c := comparison(t, cityOf(t), "?region="+officetest.City)
	require.Len(t, c.Regions, 11)
	city, districts := c.Regions[0], c.Regions[1:]
	require.Equal(t, officetest.City, city.Region)
	require.Equal(t, []int{10, 4, 2, 2}, []int{city.Below, city.Delivering, city.Silent, *city.Alerts})
	require.Nil(t, city.Delivery, "the city itself does not deliver")
	require.Equal(t, 1, *districts[0].Alerts, "late reports stand in a column of their own")
	require.True(t, districts[2].Delivery.Silent)
	sum := 0
	for _, d := range districts {
		require.Equal(t, 1, d.Level)
		sum += d.Projects
	}
	require.Equal(t, sum, city.Projects)
	unknown := districts[8]
	require.False(t, unknown.Known)
	require.Nil(t, unknown.Total)
	require.Nil(t, unknown.Completion)
	require.NotNil(t, districts[7].Target, "has targets")
	require.Nil(t, districts[7].Completed, "what was never reported is not 0")
}

// The sums of districts are their city's, whatever was reported.
func TestARegionByItselfStillHasEverythingBelowIt(t *testing.T) {
	s := cityOf(t)
	whole, alone := comparison(t, s, "?region="+officetest.City), comparison(t, s, "?only=true&region="+officetest.City)
	require.Len(t, alone.Regions, 1)
	require.Equal(t, whole.Regions[0], alone.Regions[0])
}

func TestDistrictsAddUpToTheirCity(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := officetest.New(t)
		o.AtWork(rt)
		for range rapid.IntRange(0, 12).Draw(rt, "submissions") {
			o.Anything(rt)
		}
		s := centreOf(t, o, model.DefaultCatalog(), nil)
		c := comparison(t, s, "?region=410500&time="+rapid.SampledFrom([]string{"2020-03", "2020-08", "2020-12-31"}).Draw(rt, "at"))
		city, sum, counts := c.Regions[0], web.ComparedRegion{}, map[string]int{}
		total, completed := 0.0, 0.0
		for _, d := range c.Regions[1:] {
			sum.Projects += d.Projects
			sum.Reported += d.Reported
			sum.Late += d.Late
			for colour, n := range d.Counts {
				counts[colour] += n
			}
			for _, one := range []struct {
				of  *float64
				sum *float64
			}{{d.Total, &total}, {d.Completed, &completed}} {
				if one.of != nil {
					*one.sum += *one.of
				}
			}
		}
		require.Equal(rt, []int{sum.Projects, sum.Reported}, []int{city.Projects, city.Reported})
		require.Equal(rt, counts, city.Counts)
		require.GreaterOrEqual(rt, city.Late, sum.Late)
		if city.Total != nil {
			require.InDelta(rt, total, *city.Total, 1e-3)
		}
		if city.Completed != nil {
			require.InDelta(rt, completed, *city.Completed, 1e-3)
		}
		each := comparison(t, s, "?region=410505&only=true&time="+c.At[:10])
		require.Len(rt, each.Regions, 1)
	})
}

func TestRegionsInOrder(t *testing.T) {
	s := centreOf(t, officetest.New(t), officetest.CityCatalog(2, 3), nil)
	codes := func(query string) string {
		var all []string
		for _, r := range comparison(t, s, query).Regions {
			all = append(all, r.Region)
		}
		return strings.Join(all, " ")
	}
	require.Equal(t, "990000 990100 990101 990102 990103 990200 990201 990202 990203", codes(""))
	require.Equal(t, "990200 990201 990202 990203", codes("?region=第2市"))
	require.Equal(t, "990200", codes("?region=第2市&only=1"))
	require.Equal(t, "990101 990102 990103 990201 990202 990203", codes("?level=2&sort=-gap"))

	city := cityOf(t)
	gaps := comparison(t, city, "?region=990100&level=1&sort=gap").Regions
	known := true
	for i := 1; i < len(gaps); i++ {
		if gaps[i].Gap == nil {
			known = false
			continue
		}
		require.True(t, known, "what is not known comes last")
		require.LessOrEqual(t, *gaps[i-1].Gap, *gaps[i].Gap)
	}
	tree := comparison(t, city, "?sort=-projects").Regions
	require.Equal(t, []string{"990000", "990100"}, []string{tree[0].Region, tree[1].Region}, "a region stands before those below it")
	require.GreaterOrEqual(t, tree[2].Projects, tree[3].Projects)
}

func TestQuestionsAboutRegionsThatHaveNoAnswer(t *testing.T) {
	s := cityOf(t)
	for query, want := range map[string]string{
		"?region=1市1":            "did you mean District 1 of City 1 (990101)",
		"?sort=beauty":           "want one of alerts, completed",
		"?level=-1":              "level: want 0, 1, 2",
		"?only=maybe":            "want true or false",
		"?time=soon":             "soon",
		"?region=990101&as_of=x": "x",
	} {
		status, body := read(t, s, web.RegionsPath+query)
		require.Equal(t, http.StatusBadRequest, status, query)
		require.Contains(t, body, want)
		status, _ = read(t, s, "/regions"+query)
		require.Equal(t, http.StatusBadRequest, status, query)
	}
	status, body := read(t, s, "/?region=nowhere&lang=zh")
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, body, "目录中没有地区 “nowhere”")
}

func TestThePageOfRegionsAtItsEdges(t *testing.T) {
	page := func(catalog *model.Catalog, fill bool, change func(*web.Options)) string {
		o := officetest.New(t)
		if fill {
			o.FillCity(catalog)
		}
		status, body := read(t, centreOf(t, o, catalog, change), "/regions?lang=zh")
		require.Equal(t, http.StatusOK, status)
		return body
	}
	empty := page(officetest.CityCatalog(1, 10), false, nil)
	require.Contains(t, empty, "还没有数据")
	require.NotContains(t, empty, "<table>")

	none := page(&model.Catalog{}, false, nil)
	require.Contains(t, none, "还没有数据")

	waiting := page(officetest.CityCatalog(1, 10), false, func(o *web.Options) { o.Links = heard })
	require.Contains(t, waiting, "失联 · 从未联系", "a silent region is marked though nothing came yet")

	catalog := officetest.CityCatalog(1, 1)
	one := page(catalog, true, func(o *web.Options) { o.Region = "990101" })
	require.Contains(t, one, "1市1区")

	province := page(officetest.CityCatalog(18, 9), true, nil)
	require.Contains(t, province, "18市9区")
	require.Contains(t, province, "无数据")
	require.NotContains(t, province, "NaN")
}

func TestTheIndexKeepsToARegion(t *testing.T) {
	s := cityOf(t)
	_, all := read(t, s, "/?lang=zh")
	_, one := read(t, s, "/?region=990102&lang=zh")
	for _, name := range []string{"<h2>1市1区</h2>", "<h2>1市2区</h2>"} {
		require.Contains(t, all, name)
	}
	require.Contains(t, one, "<h2>1市2区</h2>")
	require.NotContains(t, one, "<h2>1市1区</h2>")
	require.Contains(t, one, "只看 1市2区")
	require.Contains(t, one, `href="?lang=en&amp;region=990102"`, "the other language keeps to it too")
	_, city := read(t, s, "/?region="+officetest.City+"&lang=zh")
	require.Contains(t, city, "<h2>1市1区</h2>")
}
