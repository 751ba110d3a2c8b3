package test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the tables of queries in docs anew")

// queryTable lists every query of the dashboards and the rules with how many
// series it gives.
const queryTable = "../docs/dashboards-queries.md"

// dashboardQuery is one query of a panel or of a mark on the charts.
type dashboardQuery struct {
	target
	Board  string // The dashboard's name, without the language.
	Panel  string // Its id, or the name of a mark.
	Title  string // In both languages.
	Now    bool   // Promised on a Prometheus that scrapes jindu.
	Series int    // As the dashboard opens.
}

func (q dashboardQuery) key() string { return q.Board + "/" + q.Panel + "/" + q.RefID }

// promised tells by the last line of its description that a panel asks about
// now alone, so that a Prometheus which scrapes jindu answers it too.
func (p panel) promised() bool {
	lines := strings.Split(p.Description, "\n")
	return strings.HasPrefix(lines[len(lines)-1], "[now] ")
}

// queries gives those of a dashboard in the order of its panels.
func (d dashboard) queries(board string) []dashboardQuery {
	var all []dashboardQuery
	for _, p := range d.Panels {
		for _, q := range p.Targets {
			all = append(all, dashboardQuery{target: q, Board: board, Panel: strconv.Itoa(p.ID), Title: p.Title, Now: p.promised()})
		}
	}
	for i, a := range d.Annotations.List {
		if a.Target.Expr != "" {
			all = append(all, dashboardQuery{target: a.Target, Board: board, Panel: "mark " + strconv.Itoa(i), Title: a.Name})
		}
	}
	return all
}

// counted asks every query of all dashboards as they open, once for both
// languages, which must give as many series. It works on any server of
// Prometheus's HTTP API; only picks the queries.
func (a promAPI) counted(t *testing.T, only func(dashboardQuery) bool) []dashboardQuery {
	t.Helper()
	boards := readDashboards(t)
	var all []dashboardQuery
	for _, name := range slices.Sorted(maps.Keys(boards)) {
		base, isZH := strings.CutSuffix(name, "-zh")
		if !isZH {
			continue
		}
		_, opened := a.variables(t, boards[name])
		english := boards[base+"-en"].queries(base)
		for i, q := range boards[name].queries(base) {
			if !only(q) {
				continue
			}
			q.Series = len(a.series(t, q.target, opened))
			require.Len(t, a.series(t, english[i].target, opened), q.Series, "%s in English", q.key())
			q.Title += " · " + english[i].Title
			all = append(all, q)
		}
	}
	for _, q := range ruleQueries(t) {
		if only(q) {
			q.Series = len(a.query(t, q.Expr))
			all = append(all, q)
		}
	}
	return all
}

func TestTheTableOfDashboardQueries(t *testing.T) {
	api := promAPI{base: startDashboardDemo(t)}
	queries := api.counted(t, func(dashboardQuery) bool { return true })
	committed, err := os.ReadFile(queryTable)
	if !*update {
		require.NoError(t, err)
	}
	want := tableOf(queries, onPrometheus(string(committed)))
	if *update {
		require.NoError(t, os.WriteFile(queryTable, []byte(want), 0o644))
		return
	}
	if want != string(committed) {
		require.Equal(t, strings.Split(want, "\n"), strings.Split(string(committed), "\n"), "go test ./test -run TableOfDashboard -update writes it anew")
	}
}

// startDashboardDemo starts the demo with what its tables cannot hold, an
// acknowledgement, and waits for its alerts.
func startDashboardDemo(t *testing.T) string {
	t.Helper()
	base := startDemo(t)
	mustJindu(t, "acknowledge", "--server", base, "--region", "410505", "--project", "YD2020-005",
		"--by", "王某", "--note", "每周调度", "--due", "2020-09-30")
	api := promAPI{base: base}
	require.Eventually(t, func() bool { return len(api.query(t, "ALERTS")) > 0 }, time.Minute, 50*time.Millisecond)
	return base
}

const tableIntroduction = `# Queries of the dashboards and the rules

Every query of the [dashboards](dashboards.md), as they open on the demo with one acknowledgement, over 2019-01-01 to 2020-09-08 09:04, and at its end the expression of every [alert](alerts.md), before its ` + "`for`" + `: how many series it gives of jindu's API, and, where its panel asks about now alone and of every rule, of a Prometheus that scrapes jindu: there the number was seen on one, “–” until it was. A row without either is not promised there. A rule that gives 0 watches what the demo has not; promtool's tests in alerts/tests have it fire. A test writes this page (` + "`go test ./test -run TableOfDashboard -update`" + `) and compares it.
`

// tableOf renders the page. What was seen on a Prometheus is taken over.
func tableOf(queries []dashboardQuery, prometheus map[string]string) string {
	var b strings.Builder
	b.WriteString(tableIntroduction)
	board := ""
	for _, q := range queries {
		if q.Board != board {
			board = q.Board
			fmt.Fprintf(&b, "\n## %s\n\n| panel | title | query | asks | jindu | Prometheus | PromQL |\n|---|---|---|---|---|---|---|\n", board)
		}
		asks, seen := "range", ""
		if q.Instant {
			asks = "instant"
		}
		if q.Now {
			seen = "–"
			if number, ok := prometheus[q.key()]; ok {
				seen = number
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %s | `%s` |\n", q.Panel, q.Title, q.RefID, asks, q.Series, seen, strings.ReplaceAll(q.Expr, "|", `\|`))
	}
	return b.String()
}

// withSeen is the page with the numbers that were seen on a Prometheus.
func withSeen(page string, seen map[string]string) string {
	return eachRow(page, func(key string, cells []string) {
		if number, ok := seen[key]; ok {
			cells[5] = number
		}
	})
}

// onPrometheus reads the numbers that were seen on a Prometheus from the page.
func onPrometheus(page string) map[string]string {
	seen := map[string]string{}
	eachRow(page, func(key string, cells []string) {
		if _, err := strconv.Atoi(cells[5]); err == nil {
			seen[key] = cells[5]
		}
	})
	return seen
}

// eachRow gives the rows of the page's tables to change, and the page after it.
func eachRow(page string, row func(key string, cells []string)) string {
	var b strings.Builder
	board := ""
	for line := range strings.Lines(page) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			board = strings.TrimSpace(name)
		}
		cells := strings.Split(line, " | ")
		if len(cells) >= 7 {
			row(board+"/"+strings.TrimPrefix(cells[0], "| ")+"/"+cells[2], cells)
		}
		b.WriteString(strings.Join(cells, " | "))
	}
	return b.String()
}

// TestDashboardsShowWhatWasKnownThen fills in the day before the demo's figures
// were handed in: no panel fails, and no project, figure or report is known.
func TestDashboardsShowWhatWasKnownThen(t *testing.T) {
	api := promAPI{base: startDemo(t)}
	for name, d := range readDashboards(t) {
		_, values := api.variables(t, d)
		values["asof"] = "2020-09-07"
		for _, q := range d.queries(name) {
			if strings.HasPrefix(q.Expr, "max by (region, project)") {
				require.Empty(t, api.series(t, q.target, values), q.key())
				continue
			}
			api.series(t, q.target, values)
		}
	}
}

func TestPanelsAboutNowAskForInstantsAlone(t *testing.T) {
	for name, d := range readDashboards(t) {
		for _, q := range d.queries(name) {
			if q.Now {
				require.True(t, q.Instant, "%s asks for history, which a Prometheus has not", q.key())
			}
		}
	}
}

func TestTheTableKeepsWhatWasSeenOnAPrometheus(t *testing.T) {
	queries := []dashboardQuery{
		{target: target{RefID: "a", Expr: `x{y=~"a|b"}`, Instant: true}, Board: "b", Panel: "1", Now: true, Series: 2},
		{target: target{RefID: "b", Expr: "x", Instant: true}, Board: "b", Panel: "1", Now: true, Series: 2},
		{target: target{RefID: "a", Expr: "x"}, Board: "b", Panel: "2", Series: 2},
	}
	seen := map[string]string{"b/1/a": "3"}
	page := tableOf(queries, seen)
	require.Equal(t, seen, onPrometheus(page))
	require.Contains(t, page, "| instant | 2 | – |")
	require.Contains(t, page, "| range | 2 |  |")
}
