package test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// axe gives the program that judges pages, or skips the test.
func axe(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("axe/node_modules/axe-core/axe.min.js")
	if err != nil && os.Getenv(testbed.Required) != "required" {
		t.Skip("without axe-core (make axe), pages are not judged")
	}
	require.NoError(t, err, "make axe installs it")
	return string(text)
}

// judge gives what breaks the rules of WCAG 2.1, levels A and AA, on the page
// of a tab, as axe-core sees it: contrast, labels, names, order of headings.
func (b *tab) judge(axe string) (broken []string) {
	b.t.Helper()
	var answer string
	b.run(
		chromedp.Evaluate(axe+";0", nil),
		chromedp.Evaluate(`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(r => JSON.stringify(
			r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.target + " " + n.html.slice(0, 120) + " " + n.failureSummary))))`,
			&answer, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
	)
	require.NoError(b.t, json.Unmarshal([]byte(answer), &broken))
	return broken
}

// Every page keeps to WCAG AA, dark and light.
func TestEveryPageIsAccessible(t *testing.T) {
	judge, address := axe(t), startDemo(t)
	b := openTab(t, 1440, 900)
	for _, theme := range []string{"light", "dark"} {
		for _, path := range pages() {
			b.goTo(address + addQuery(addQuery(path, "theme", theme), "lang", "en"))
			broken := b.judge(judge)
			require.Empty(t, broken, "%s, %s:\n%s", path, theme, strings.Join(broken, "\n"))
		}
	}
}

// A judge who finds nothing on any page must be seen to find something.
func TestTheJudgeOfAccessibilityFindsFaults(t *testing.T) {
	judge, address := axe(t), startDemo(t)
	b := openTab(t, 1440, 900)
	b.goTo(address + "/?lang=en")
	b.run(chromedp.Evaluate(`document.querySelector("main").insertAdjacentHTML("beforeend",
		"<p style='color:#999;background:#aaa'>pale</p><input type=text>")`, nil))
	found := strings.Join(b.judge(judge), "\n")
	require.Contains(t, found, "color-contrast")
	require.Contains(t, found, "label")
}
