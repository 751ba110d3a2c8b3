package test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pages are what people open, of the demo.
func pages() []string {
	return []string{
		"/", "/regions", "/projects", "/projects/YD2020-005", "/indicators", "/indicators/general_public_budget_revenue?region=410505",
		"/alerts", "/submissions", "/submissions/R000001", "/submissions/refused",
		"/submissions/correct?indicator=general_public_budget_revenue&region=410505&measure=ytd&period=2020-07",
		"/bulletin", "/bulletin/2020-07?region=410505&kind=xinxi", "/bulletin/2020-07?region=410505&kind=tongbao", "/bulletin/2020-W36?region=410505&kind=weekly",
		"/wall?rotate=0&region=410505",
	}
}

// heaviest is how many bytes a page may weigh with all that it loads.
const heaviest = 300 << 10

// Every page renders in both languages, without an error, a request to another
// machine, or anything that is cut off at the sizes that people use.
func TestEveryPageRendersAtEverySize(t *testing.T) {
	address := startDemo(t)
	for _, size := range []struct{ width, height int64 }{{1440, 900}, {1920, 1080}, {400, 800}} {
		for _, lang := range []string{"zh", "en"} {
			b := openTab(t, size.width, size.height)
			for _, path := range pages() {
				b.goTo(address + addQuery(path, "lang", lang))
				require.NotEmpty(t, eval[string](b, `document.querySelector("main").innerText.trim()`), path)
				require.Equal(t, lang, eval[string](b, `document.documentElement.lang`), path)
				require.Less(t, b.weight(), float64(heaviest), path)
				require.LessOrEqual(t, eval[int64](b, `document.documentElement.scrollWidth`), size.width, "%s at %d: something is wider than the window", path, size.width)
				require.Zero(t, eval[int](b, `document.querySelectorAll("svg[role=img]:not([aria-label]):not([aria-labelledby]):not(:has(> title)), img:not([alt])").length`), path)
			}
		}
	}
}

func addQuery(path, name, value string) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + name + "=" + url.QueryEscape(value)
}
