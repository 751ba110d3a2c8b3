package test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// startOffice starts a jindu of 殷都区 that was handed in these tables, by the
// names of their files.
func startOffice(t *testing.T, tables map[string]string) promAPI {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(config, []byte("listen: 127.0.0.1:0\ndata: ledger\nregion: 殷都区\n"), 0o600))
	api := promAPI{base: start(t, "serve", "--config", config), live: true}
	ingest := []string{"ingest", "--server", api.base}
	for name, text := range tables {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		ingest = append(ingest, file)
	}
	if len(tables) > 0 {
		mustJindu(t, ingest...)
	}
	return api
}

// hostile are projects whose numbers and names mean something in PromQL, in
// regular expressions or in markup; one number is of two districts.
var hostile = map[string]string{
	"项目.csv": `项目编号,名称,地区,总投资,年度,年度目标,单位,建设单位,责任单位,生效日期
"A""1","""十四五""重点项目",殷都区,10,2026,10,亿元,某公司,交通局,2026-01-01
B\1,"反斜杠\项目, ""二""期",殷都区,10,2026,10,亿元,某公司,交通局,2026-01-01
C.*|$(,正则.*项目(一期,殷都区,10,2026,10,亿元,某公司,<@all> [点击](http://evil),2026-01-01
"某路(一期)","某路(一期)",殷都区,10,2026,10,亿元,某公司,交通局,2026-01-01
D1,重名,殷都区,10,2026,10,亿元,某公司,交通局,2026-01-01
D1,重名,北关区,10,2026,10,亿元,某公司,交通局,2026-01-01
`,
	"进度.csv": `项目编号,地区,数据截至,本年完成投资,单位
"A""1",殷都区,2026-10-31,1,亿元
D1,殷都区,2026-10-31,1,亿元
D1,北关区,2026-10-31,2,亿元
`,
	"节点.csv": `项目编号,地区,节点,计划日期
D1,殷都区,开工,2026-03-01
D1,北关区,开工,2026-03-01
`,
}

// escaped is a value as Grafana puts it into a query of one value: as a string
// of PromQL, with what means something in regular expressions as it is.
func escaped(value string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) }

// TestDashboardsOpenOnProjectsOfAnyName: an office that keeps projects alone,
// of hostile names and numbers, can choose its region and each of its projects;
// each is shown, and no panel of any dashboard fails.
func TestDashboardsOpenOnProjectsOfAnyName(t *testing.T) {
	api := startOffice(t, hostile)
	for name, d := range readDashboards(t) {
		choices := api.choices(t, d, map[string]string{"region": "410505", "pack": "default", "year": "2026", "city": "410500", "asof": ""})
		if d.has("region") {
			require.ElementsMatch(t, []string{"410505", "410503"}, choices["region"], name)
		}
		projects := choices["project"]
		if d.has("project") {
			require.ElementsMatch(t, []string{`A"1`, `B\1`, "C.*|$(", "某路(一期)", "D1"}, projects, name)
		} else {
			projects = []string{""}
		}
		for _, project := range projects {
			api.opens(t, name, d, map[string]string{
				"region": "410505", "city": "410500", "project": escaped(project), "year": "2026", "pack": "default",
				"indicator": "", "unit": "", "asof": "",
			})
		}
	}
}

// TestDashboardsOfAnEmptyLedgerFailNowhere asks every query before anything was
// handed in, with nothing to choose.
func TestDashboardsOfAnEmptyLedgerFailNowhere(t *testing.T) {
	api := startOffice(t, nil)
	for name, d := range readDashboards(t) {
		nothing := map[string]string{}
		for _, v := range d.Templating.List {
			nothing[v.Name] = ""
		}
		api.opens(t, name, d, nothing)
		maps.Copy(nothing, map[string]string{"region": "410505", "year": "2026", "pack": "default"})
		api.opens(t, name, d, nothing)
	}
}

// opens asks every query of a dashboard: none may fail, and of a project there
// must be what is known.
func (a promAPI) opens(t *testing.T, name string, d dashboard, values map[string]string) {
	t.Helper()
	shown := 0
	for _, q := range d.queries(name) {
		if number := len(a.series(t, q.target, values)); strings.Contains(q.Expr, "jindu_project_info") {
			shown += number
		}
	}
	if values["project"] != "" && values["region"] != "" {
		require.NotZero(t, shown, "%s shows nothing of project %s", name, values["project"])
	}
}

// choices are what each variable of a dashboard offers.
func (a promAPI) choices(t *testing.T, d dashboard, chosen map[string]string) map[string][]string {
	t.Helper()
	offered := map[string][]string{}
	for _, v := range d.Templating.List {
		if v.Type == "query" && (v.Name == "region" || v.Name == "project") {
			offered[v.Name] = a.options(t, substitute(v.query(t), chosen), v.Regex)
		}
	}
	return offered
}

func (d dashboard) has(variable string) bool {
	for _, v := range d.Templating.List {
		if v.Name == variable {
			return true
		}
	}
	return false
}

// TestMarksAreToldOnce: an event that is told at every step of years is, of a
// thousand projects, more than a browser takes. Where days begin at another hour
// it is told twice.
func TestMarksAreToldOnce(t *testing.T) {
	api := promAPI{base: startDemo(t)}
	for name, d := range readDashboards(t) {
		all, _ := api.variables(t, d)
		for _, a := range d.Annotations.List {
			if !strings.Contains(a.Target.Expr, "milestone_actual") {
				continue // Visits to a project are several of one series.
			}
			for _, s := range api.series(t, a.Target.ofAny(), all) {
				require.LessOrEqual(t, len(s.Values), 2, "%s, %s: %v", name, a.Name, s.Metric)
			}
		}
	}
}
