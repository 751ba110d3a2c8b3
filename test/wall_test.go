package test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// live waits until the wall hears from its server.
const live = `document.getElementById("status").dataset.state === "good" && document.getElementById("status").textContent !== ""`

// figures are those of the wall's tiles, in their order.
const figures = `[...document.querySelectorAll("#tiles .figure")].map(e => e.firstChild.textContent.trim())`

// number asks the API for a single number.
func number(t *testing.T, address, expression string) float64 {
	t.Helper()
	out := mustJindu(t, "query", "--server", address, "--format", "csv", expression)
	lines := strings.Split(out, "\n")
	cells := strings.Split(lines[len(lines)-1], ",")
	n, err := strconv.ParseFloat(cells[len(cells)-1], 64)
	require.NoError(t, err, out)
	return n
}

// report writes a table of one report of the railway link.
func report(t *testing.T, yuan string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "进度.csv")
	require.NoError(t, os.WriteFile(name, []byte("项目编号,地区,数据截至,本年完成投资,单位\nYD2020-005,殷都区,2020-07-31,"+yuan+",亿元\n"), 0o600))
	return name
}

func TestTheWallShowsWhatTheAPISays(t *testing.T) {
	address := startDemo(t)
	b := openTab(t, 1920, 1080)
	b.goTo(address + "/wall?lang=en&region=410505&rotate=0")
	b.wait(live)
	shown := strings.Join(eval[[]string](b, figures), " ")
	of := func(metric string) float64 { return number(t, address, "sum("+metric+`{region="410505"})`) }
	completion := of("jindu_project_completed_yuan") / of("jindu_project_target_yuan")
	for _, want := range []string{
		fmt.Sprintf("%.0f", number(t, address, `count(jindu_project_info{region="410505"})`)),
		fmt.Sprintf("%.2f", of("jindu_project_total_investment_yuan")/1e8),
		fmt.Sprintf("%.2f", of("jindu_project_target_yuan")/1e8),
		fmt.Sprintf("%.2f", of("jindu_project_completed_yuan")/1e8),
		fmt.Sprintf("%.1f%%", 100*completion),
		fmt.Sprintf("%+.1f", 100*completion-100*7.0/12),
	} {
		require.Contains(t, shown, want)
	}
	ranks := eval[[]string](b, `[...document.querySelectorAll(".ranking tbody tr")].map(r => parseInt(r.cells[0].textContent) + " " + r.querySelector(".name").textContent)`)
	for rank := 1; rank <= 28; rank++ {
		name := mustJindu(t, "query", "--server", address, "--format", "csv",
			fmt.Sprintf(`count by (name) (jindu_project_info{region="410505"} and on(project) (jindu_project_rank{region="410505",pack="default"} == %d))`, rank))
		name, _, _ = strings.Cut(name[strings.LastIndex(name, "\n")+1:], ",")
		require.Contains(t, ranks, strconv.Itoa(rank)+" "+name)
	}
}

func TestTheWallFillsAScreenAndNothingIsCutOff(t *testing.T) {
	address := startDemo(t)
	for _, size := range [][2]int64{{1920, 1080}, {3840, 2160}} {
		b := openTab(t, size[0], size[1])
		for _, lang := range []string{"zh", "en"} {
			b.goTo(address + "/wall?rotate=0&region=410505&lang=" + lang)
			b.wait(live)
			sheets := eval[int](b, `document.querySelectorAll("#sheets button").length`)
			require.GreaterOrEqual(t, sheets, 3)
			for i := range sheets {
				b.run(chromedp.Evaluate(fmt.Sprintf(`document.querySelectorAll("#sheets button")[%d].click()`, i), nil))
				require.Equal(t, size[1], eval[int64](b, `document.documentElement.scrollHeight`), "sheet %d scrolls", i)
				require.Equal(t, size[0], eval[int64](b, `document.documentElement.scrollWidth`), "sheet %d scrolls sideways", i)
				require.Empty(t, eval[[]string](b, `[...document.querySelectorAll(".sheet.on .panel")].filter(p =>
					p.scrollHeight > p.clientHeight + 2 || p.scrollWidth > p.clientWidth + 2).map(p => p.id)`), "sheet %d: panels that are cut off", i)
			}
		}
	}
}

func TestTheWallFollowsWhatIsHandedIn(t *testing.T) {
	address := startDemo(t)
	b := openTab(t, 1920, 1080)
	b.goTo(address + "/wall?lang=en&region=410505&rotate=0")
	b.wait(live)
	before := eval[[]string](b, figures)
	b.run(chromedp.Evaluate(`window.kept = true; document.querySelector("#indicators").kept = true;`, nil))
	mustJindu(t, "ingest", "--server", address, report(t, "9.99"))
	b.wait(figures + `.join() !== ` + strconv.Quote(strings.Join(before, ",")))
	want := fmt.Sprintf("%.2f", number(t, address, `sum(jindu_project_completed_yuan{region="410505"})`)/1e8)
	require.Contains(t, eval[[]string](b, figures), want)
	require.True(t, eval[bool](b, `window.kept === true`), "the page was not loaded anew")
	require.True(t, eval[bool](b, `document.querySelector("#indicators").kept === true`), "a panel in which nothing changed was not touched")
}

func TestTheWallKeepsItsPictureWhenTheServerIsGone(t *testing.T) {
	data := t.TempDir()
	require.NoError(t, sources())
	server := testbed.Program(t, binary, "/readyz", func(address, _ string) []string {
		return []string{"demo", "--listen", address, "--data", data}
	})
	b := openTab(t, 1920, 1080)
	b.expected = func(fault string) bool { return strings.Contains(fault, "net::ERR_") }
	b.goTo(server.URL + "/wall?lang=en&region=410505&rotate=0")
	b.wait(live)
	shown := eval[[]string](b, figures)
	server.Kill(t)
	b.wait(`document.getElementById("status").dataset.state === "bad"`)
	require.Contains(t, eval[string](b, `document.getElementById("status").textContent`), "The server can't be reached; this is the picture of")
	require.Equal(t, shown, eval[[]string](b, figures), "the last picture stays")
	server.Start(t)
	b.wait(live)
	require.Equal(t, shown, eval[[]string](b, figures))
}

func TestTheWallTurnsAndObeysKeys(t *testing.T) {
	b := openTab(t, 1920, 1080)
	b.goTo(startDemo(t) + "/wall?lang=en&rotate=1")
	on := `document.querySelector(".sheet.on").id`
	first := eval[string](b, on)
	b.wait(on + ` !== ` + strconv.Quote(first))
	b.wait(`document.querySelector("#regions a[aria-current]").textContent !== ` + strconv.Quote(eval[string](b, `document.querySelector("#regions a[aria-current]").textContent`)))
	b.run(chromedp.KeyEvent(" "))
	held := eval[string](b, on)
	b.run(chromedp.KeyEvent(kb.ArrowRight))
	b.wait(on + ` !== ` + strconv.Quote(held))
	b.run(chromedp.KeyEvent(kb.ArrowLeft))
	b.wait(on + ` === ` + strconv.Quote(held))
	b.run(chromedp.KeyEvent("?"))
	require.True(t, eval[bool](b, `document.getElementById("keys").open`))
}

// A line of 10 KB/s with a fifth of a second of delay is what some offices have.
func TestTheWallShowsOverASlowLine(t *testing.T) {
	b := openTab(t, 1920, 1080)
	address := startDemo(t)
	b.run(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := network.EmulateNetworkConditionsByRule(false, []*network.Conditions{
			{Latency: 200, DownloadThroughput: 10 << 10, UploadThroughput: 10 << 10},
		}).Do(ctx)
		return err
	}))
	began := time.Now()
	b.goTo(address + "/wall?lang=zh&region=410505&rotate=0")
	b.wait(live)
	t.Logf("the wall is there after %s, %.0f bytes", time.Since(began).Round(100*time.Millisecond), b.weight())
	require.NotEmpty(t, eval[[]string](b, figures))
	require.Greater(t, time.Since(began), time.Second, "the line was not slow: the test tests nothing")
}

// An hour of updates, one every half minute, one right after the other. What
// the browser keeps after the first of them it keeps after the last.
func TestTheWallDoesNotGrow(t *testing.T) {
	address := startDemo(t)
	b := openTab(t, 1920, 1080)
	b.goTo(address + "/wall?lang=en&region=410505&rotate=0")
	b.wait(live)
	updates := 0
	update := func(times int) {
		for range times {
			updates++
			yuan := fmt.Sprintf("%.2f", 1+float64(updates)/100)
			mustJindu(t, "ingest", "--server", address, report(t, yuan))
			want := fmt.Sprintf("%.2f", number(t, address, `sum(jindu_project_completed_yuan{region="410505"})`)/1e8)
			// One function for all: a browser keeps each script that it is given.
			b.run(chromedp.PollFunction(`want => `+figures+`.includes(want)`, nil,
				chromedp.WithPollingArgs(want), chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(patience)))
		}
	}
	update(20)
	first := b.holds()
	update(100)
	last := b.holds()
	t.Logf("after 20 updates %v, after 120 %v", first, last)
	require.LessOrEqual(t, last["JSEventListeners"], first["JSEventListeners"]+2)
	require.LessOrEqual(t, last["Nodes"], first["Nodes"]*1.1+50)
	require.LessOrEqual(t, last["JSHeapUsedSize"], first["JSHeapUsedSize"]*1.25)
}

// holds is what a page holds on to, after what it does not was collected.
func (b *tab) holds() map[string]float64 {
	b.t.Helper()
	var all []*performance.Metric
	b.run(performance.Enable(), heapprofiler.CollectGarbage(), heapprofiler.CollectGarbage(), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		all, err = performance.GetMetrics().Do(ctx)
		return err
	}))
	held := map[string]float64{}
	for _, m := range all {
		held[m.Name] = math.Round(m.Value)
	}
	return map[string]float64{"JSEventListeners": held["JSEventListeners"], "Nodes": held["Nodes"], "JSHeapUsedSize": held["JSHeapUsedSize"]}
}

// What a browser shows first, and when, is measured and told: machines differ.
func TestTheWallOfFiveThousandProjectsIsLight(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\nregion: 殷都区\ndata: data\n"), 0o600))
	many := start(t, "serve", "--config", config)
	mustJindu(t, append([]string{"ingest", "--server", many, "--recorded", "2020-09-08"}, fiveThousand(t)...)...)
	for name, address := range map[string]string{"the example": startDemo(t), "5,000 projects": many} {
		for _, path := range []string{"/wall?rotate=0&region=410505", "/projects?region=410505"} {
			b := openTab(t, 1920, 1080)
			b.run(page.BringToFront()) // A browser paints no other tab.
			target := address + path + "&time=2020-09-08"
			b.goTo(target) // The first asks for a board that nobody has drawn yet.
			b.weight()
			b.goTo(target)
			b.wait(`performance.getEntriesByName("first-contentful-paint").length > 0`)
			paint := eval[float64](b, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
			weight := b.weight()
			t.Logf("%s of %s: first paint after %.0f ms, %.0f bytes", path, name, paint, weight)
			require.Less(t, weight, float64(heaviest))
		}
	}
}

// fiveThousand writes tables of as many projects with seven reports each.
func fiveThousand(t *testing.T) []string {
	t.Helper()
	var projects, reports strings.Builder
	projects.WriteString("项目编号,名称,地区,类别,性质,总投资(亿元),年度目标(亿元),年份,责任单位,包保领导,生效日期,阶段\n")
	reports.WriteString("项目编号,地区,数据截至,本年完成投资(亿元),形象进度\n")
	for i := range 5000 {
		fmt.Fprintf(&projects, "P%05d,第%d号建设工程,殷都区,产业,续建,%d,%.1f,2020,区发改委,张某,2020-01-01,在建\n", i, i, i%50+1, float64(i%9+1)/2)
		for m, day := range []string{"01-31", "02-29", "03-31", "04-30", "05-31", "06-30", "07-31"} {
			fmt.Fprintf(&reports, "P%05d,殷都区,2020-%s,%.2f,施工\n", i, day, float64((m+1)*(i%11+1))/25)
		}
	}
	var names []string
	for name, text := range map[string]string{"项目.csv": projects.String(), "进度.csv": reports.String()} {
		name = filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		names = append(names, name)
	}
	return names
}
