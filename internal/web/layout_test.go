package web_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web"
)

// measure writes the size of the table of indicators where a test finds it.
const measure = `<script>{
  const box = document.querySelector(".figures"), first = box.querySelector("tbody th");
  const before = first.getBoundingClientRect().left;
  box.scrollLeft = 1e6;
  document.title = [box.scrollWidth, box.clientWidth, first.getBoundingClientRect().left - before].join(" ");
}</script>`

// A target of every indicator fits a wide screen. What does not fit a
// narrow one scrolls, past names that stay.
func TestEveryIndicatorFitsAWideScreen(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("without chromium, pages are not laid out")
	}
	catalog := officetest.CityCatalog(1, 10)
	o := officetest.New(t)
	o.FillCity(catalog)
	targetsOfAll(o, catalog)
	s := centreOf(t, o, catalog, func(options *web.Options) { options.Region = officetest.City })
	pages := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/regions" {
			s.Handler().ServeHTTP(w, r)
			return
		}
		_, body := read(t, s, r.URL.RequestURI())
		_, _ = fmt.Fprint(w, body+measure)
	}))
	t.Cleanup(pages.Close)
	for _, lang := range []string{"zh", "en"} {
		whole, shown, moved := laidOut(t, browser, pages.URL+"/regions?lang="+lang, "1920,1080")
		require.LessOrEqual(t, whole, shown, lang)
		require.Zero(t, moved)
		whole, shown, moved = laidOut(t, browser, pages.URL+"/regions?lang="+lang, "1024,768")
		require.Greater(t, whole, shown, lang)
		require.InDelta(t, 0, moved, 1, "the names stay")
	}
}

var title = regexp.MustCompile(`<title>(\d+) (\d+) (-?[\d.]+)</title>`)

// laidOut gives how wide the table is, how much of that is shown, and how far
// its first column goes when the rest is scrolled.
func laidOut(t *testing.T, browser, address, window string) (whole, shown int, moved float64) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", //nolint:gosec // Found on the path.
		"--user-data-dir="+t.TempDir(), "--window-size="+window, "--dump-dom", address).Output()
	require.NoError(t, err)
	found := title.FindStringSubmatch(html.UnescapeString(string(out)))
	require.NotNil(t, found, "no size was measured: %.300s", out)
	_, err = fmt.Sscan(strings.Join(found[1:], " "), &whole, &shown, &moved)
	require.NoError(t, err)
	return whole, shown, moved
}

// targetsOfAll gives every district figures and targets of every indicator of
// months or quarters.
func targetsOfAll(o *officetest.Office, catalog *model.Catalog) {
	defer func(own string) { o.Region = own }(o.Region)
	for code := range catalog.Below(officetest.City) {
		o.Region = code
		s := model.Submission{}
		for _, i := range catalog.Indicators {
			at, ok := model.NewMonth(2020, time.July), i.Frequency() == model.Monthly
			if i.Frequency() == model.Quarterly {
				at, ok = model.NewQuarter(2020, 2), true
			}
			if !ok {
				continue
			}
			growth := decimal.New(-125, -3)
			goal := model.Target{Indicator: i.Code, Measure: model.YTDGrowth, Issuer: model.ByDistrict, Year: 2020, Base: model.Ratio, Value: &growth}
			r, err := model.NewRecord(model.KindTarget, code, goal.ID(), officetest.Date(2020, 1, 1), goal)
			require.NoError(o.T, err)
			s.Records = append(s.Records, r)
			for measure, value := range map[model.Measure]float64{model.YearToDate: 12345.67e8, model.YTDGrowth: -.256} {
				series := model.IndicatorSeries(i, code, measure, model.Published)
				s.Observations = append(s.Observations, model.Observation{Series: &series, Period: at, Value: value})
			}
		}
		o.Commit(s)
	}
}
