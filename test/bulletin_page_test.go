package test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// printed prints what a tab shows, by the page size that it asks for, and gives
// the file.
func (b *tab) printed() string {
	b.t.Helper()
	name := filepath.Join(b.t.TempDir(), "printed.pdf")
	b.run(chromedp.ActionFunc(func(ctx context.Context) error {
		text, _, err := page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		if err != nil {
			return err
		}
		return os.WriteFile(name, text, 0o600)
	}))
	return name
}

// pagesOf gives the text of each page of a PDF.
func pagesOf(t *testing.T, pdf string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), testbed.PDFToText(t), "-layout", pdf, "-").Output()
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// cutLast is strings.Cut around the last separator.
func cutLast(s, separator string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

func TestABulletinPrintsAsAnOfficeExpects(t *testing.T) {
	testbed.PDFToText(t)
	address := startDemo(t)
	b := openTab(t, 1200, 900)
	for kind, want := range map[string]struct {
		pages int
		texts []string
	}{
		"xinxi": {4, []string{
			"安阳政务信息", "（143）", "一般公共预算收入累计完成12.19亿元，同比增长7.9%", "完成比例74%", "高于序时进度15.3个百分点", "共印90份",
		}},
		"tongbao": {7, []string{"中鼎智能", "建筑骨料绿色矿山项目", "-48.3", "区工信局"}},
	} {
		b.goTo(address + "/bulletin/2020-07?region=410505&lang=zh&format=html&kind=" + kind)
		sheets := pagesOf(t, b.printed())
		require.InDelta(t, want.pages, len(sheets), 1, "of %s; other fonts may take a page more or less", kind)
		whole := ""
		for i, sheet := range sheets {
			text, foot, ok := cutLast(strings.TrimSpace(sheet), "\n")
			require.True(t, ok, "sheet %d of %s has a line and a foot", i+1, kind)
			require.Equal(t, fmt.Sprintf("—%d—", i+1), strings.Join(strings.Fields(foot), ""), "the foot of sheet %d of %s", i+1, kind)
			whole += strings.Join(strings.Fields(text), "")
		}
		for _, text := range want.texts {
			require.Contains(t, whole, text, kind)
		}
	}
}

func TestABulletinIsIssuedInTheBrowserAndStaysAsItIs(t *testing.T) {
	address := startDemo(t)
	b := openTab(t, 1440, 900)
	b.goTo(address + "/bulletin/2020-07?region=410505&lang=en&kind=xinxi")
	require.NotEmpty(t, eval[string](b, `document.querySelector("form[method=post] [name=number]").name`))
	b.run(chromedp.Evaluate(`(() => { const f = document.querySelector("form[method=post]");
		for (const [name, value] of Object.entries({number: "200", signer: "Z. San", by: "clerk"})) if (f.elements[name]) f.elements[name].value = value; f.requestSubmit(); })()`, nil))
	b.wait(`document.body.innerText.includes("number 200 · signed by Z. San")`)
	frozen := mustJindu(t, "bulletin", "--server", address, "--period", "2020-07", "--kind", "xinxi", "--region", "410505", "--number", "200", "--lang", "en")
	mustJindu(t, "ingest", "--server", address, report(t, "9.99"))
	require.Equal(t, frozen, mustJindu(t, "bulletin", "--server", address, "--period", "2020-07", "--kind", "xinxi", "--region", "410505", "--number", "200", "--lang", "en"))
	mustJindu(t, "bulletin", "--server", address, "--period", "2020-07", "--kind", "xinxi", "--region", "410505", "--number", "200", "--lang", "en", "--verify")
}
