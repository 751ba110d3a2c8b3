package test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"jindu/dashboards"
)

// dashboard is what these tests read of a Grafana dashboard.
type dashboard struct {
	UID        string  `json:"uid"`
	Title      string  `json:"title"`
	Panels     []panel `json:"panels"`
	Templating struct {
		List []variable `json:"list"`
	} `json:"templating"`
	Annotations struct {
		List []annotation `json:"list"`
	} `json:"annotations"`
}

type annotation struct {
	Name       string         `json:"name"`
	Datasource map[string]any `json:"datasource"`
	Target     target         `json:"target"`
}

type panel struct {
	ID          int            `json:"id"`
	Type        string         `json:"type"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Datasource  map[string]any `json:"datasource"`
	GridPos     map[string]int `json:"gridPos"`
	Targets     []target       `json:"targets"`
}

type target struct {
	RefID      string         `json:"refId"`
	Expr       string         `json:"expr"`
	Instant    bool           `json:"instant"`
	Datasource map[string]any `json:"datasource"`
}

// ofAny asks about any of several projects, where the dashboard is of one.
func (q target) ofAny() target {
	q.Expr = strings.ReplaceAll(q.Expr, `project="$project"`, `project=~"$project"`)
	return q
}

type variable struct {
	Name       string          `json:"name"`
	Type       string          `json:"type"`
	Label      string          `json:"label"`
	Query      json.RawMessage `json:"query"` // An object, or a word for the variable of the data source.
	Regex      string          `json:"regex"`
	IncludeAll bool            `json:"includeAll"`
	Datasource map[string]any  `json:"datasource"`
	Current    struct {
		Value any `json:"value"`
	} `json:"current"`
}

// panelTypes are those that Grafana maintains and jindu uses. Its deprecated
// ones (graph, singlestat, table-old, …) are refused by not being here.
var panelTypes = []string{"barchart", "bargauge", "stat", "state-timeline", "table", "timeseries"}

// readDashboards reads all the committed dashboards by their file names.
func readDashboards(t *testing.T) map[string]dashboard {
	t.Helper()
	names, err := fs.Glob(dashboards.JSON, "json/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	read := map[string]dashboard{}
	for _, name := range names {
		text, err := dashboards.JSON.ReadFile(name)
		require.NoError(t, err)
		var d dashboard
		require.NoError(t, json.Unmarshal(text, &d), name)
		read[strings.TrimSuffix(strings.TrimPrefix(name, "json/"), ".json")] = d
	}
	return read
}

func TestDashboardsAreWellMade(t *testing.T) {
	uses := regexp.MustCompile(`\$\{?(\w+)`)
	for name, d := range readDashboards(t) {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, "jindu-"+name, d.UID, "the address of a dashboard is stable")
			require.NotEmpty(t, d.Title)
			known := map[string]bool{}
			for _, v := range d.Templating.List {
				known[v.Name] = true
				require.NotEmpty(t, v.Label, v.Name)
				if v.Type == "query" {
					require.Equal(t, "${datasource}", v.Datasource["uid"], v.Name)
				}
			}
			for _, a := range d.Annotations.List {
				require.Equal(t, "${datasource}", a.Datasource["uid"], a.Name)
			}
			ids := map[int]bool{}
			for _, p := range d.Panels {
				require.False(t, ids[p.ID], "two panels have the id %d", p.ID)
				ids[p.ID] = true
				require.Contains(t, panelTypes, p.Type, p.Title)
				require.NotEmpty(t, p.Title, p.ID)
				require.NotEmpty(t, p.Description, p.Title)
				require.Equal(t, "${datasource}", p.Datasource["uid"], p.Title)
				require.Positive(t, p.GridPos["w"], p.Title)
				require.NotEmpty(t, p.Targets, p.Title)
				for _, q := range p.Targets {
					require.Equal(t, "${datasource}", q.Datasource["uid"], p.Title)
					for _, use := range uses.FindAllStringSubmatch(q.Expr+p.Title, -1) {
						require.True(t, known[use[1]], "%s: %s is not a variable", p.Title, use[0])
					}
				}
			}
		})
	}
}

// TestEveryDashboardSelectorSaysAsOfWhen parses the queries of panels and
// variables: a selector without the label would show what is known now beside
// others that show what was known then.
func TestEveryDashboardSelectorSaysAsOfWhen(t *testing.T) {
	for name, d := range readDashboards(t) {
		t.Run(name, func(t *testing.T) {
			for _, expr := range d.expressions(t) {
				parsed, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
				require.NoError(t, err, expr)
				parser.Inspect(parsed, func(node parser.Node, _ []parser.Node) error {
					if s, ok := node.(*parser.VectorSelector); ok {
						require.Contains(t, s.String(), `__as_of__="$asof"`, expr)
					}
					return nil
				})
			}
		})
	}
}

// expressions gives all PromQL of a dashboard.
func (d dashboard) expressions(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, p := range d.Panels {
		for _, q := range p.Targets {
			all = append(all, q.Expr)
		}
	}
	for _, a := range d.Annotations.List {
		if a.Target.Expr != "" {
			all = append(all, a.Target.Expr)
		}
	}
	for _, v := range d.Templating.List {
		if v.Type == "query" {
			all = append(all, v.expression(t))
		}
	}
	return all
}

// expression is the PromQL in the query of a variable.
func (v variable) expression(t *testing.T) string {
	t.Helper()
	for _, form := range []*regexp.Regexp{labelValues, queryResult} {
		if m := form.FindStringSubmatch(v.query(t)); m != nil {
			return m[1]
		}
	}
	require.Fail(t, "unknown kind of variable query", v.query(t))
	return ""
}

// query is what a variable asks.
func (v variable) query(t *testing.T) string {
	t.Helper()
	var query struct {
		Query string `json:"query"`
	}
	require.NoError(t, json.Unmarshal(v.Query, &query), v.Name)
	return query.Query
}

// TestDashboardPanelsDoNotOverlap looks at the grid of 24 columns.
func TestDashboardPanelsDoNotOverlap(t *testing.T) {
	for name, d := range readDashboards(t) {
		taken := map[[2]int]int{}
		for _, p := range d.Panels {
			require.LessOrEqual(t, p.GridPos["x"]+p.GridPos["w"], 24, "%s: %s", name, p.Title)
			for x := p.GridPos["x"]; x < p.GridPos["x"]+p.GridPos["w"]; x++ {
				for y := p.GridPos["y"]; y < p.GridPos["y"]+p.GridPos["h"]; y++ {
					require.Zero(t, taken[[2]int{x, y}], "%s: %s lies over another panel", name, p.Title)
					taken[[2]int{x, y}] = p.ID
				}
			}
		}
		if strings.HasPrefix(name, "overview-") {
			require.Len(t, taken, 24*20, "the wall is one full screen")
		}
	}
}

func TestDashboardsOfBothLanguagesHaveTheSamePanels(t *testing.T) {
	all := readDashboards(t)
	for name, zh := range all {
		base, isZH := strings.CutSuffix(name, "-zh")
		if !isZH {
			continue
		}
		en, ok := all[base+"-en"]
		require.True(t, ok, "%s has no English twin", name)
		require.Len(t, en.Panels, len(zh.Panels))
		for i := range zh.Panels {
			require.Equal(t, zh.Panels[i].ID, en.Panels[i].ID)
			require.Equal(t, zh.Panels[i].GridPos, en.Panels[i].GridPos)
			require.Len(t, en.Panels[i].Targets, len(zh.Panels[i].Targets))
		}
	}
}

// TestDashboardQueriesAnswer runs every query as Grafana would, over the
// example's months: with the values of every variable together none may fail
// or be empty, and as the dashboard opens no panel may be.
func TestDashboardQueriesAnswer(t *testing.T) {
	api := promAPI{base: startDashboardDemo(t)}
	for name, d := range readDashboards(t) {
		all, opened := api.variables(t, d)
		for _, p := range d.Panels {
			t.Run(name+"/"+strconv.Itoa(p.ID), func(t *testing.T) {
				shown := 0
				for _, q := range p.Targets {
					require.NotZero(t, api.run(t, q.ofAny(), all), "%s, query %s: empty\n%s", p.Title, q.RefID, substitute(q.Expr, all))
					shown += api.run(t, q, opened)
				}
				require.NotZero(t, shown, "%s is empty as the dashboard opens with %v", p.Title, opened)
			})
		}
		for _, a := range d.Annotations.List {
			if a.Target.Expr != "" {
				require.NotZero(t, api.run(t, a.Target.ofAny(), all), "%s: no marks %s", name, a.Name)
			}
		}
	}
}

// variables gives the values of a dashboard's variables as they go into its
// queries: all values of each, and those that Grafana opens it with.
func (a promAPI) variables(t *testing.T, d dashboard) (all, opened map[string]string) {
	t.Helper()
	all, opened = map[string]string{}, map[string]string{}
	for _, v := range d.Templating.List {
		if v.Type == "textbox" { // They open empty.
			all[v.Name], opened[v.Name] = "", ""
		}
	}
	for _, v := range d.Templating.List {
		if v.Type != "query" {
			continue
		}
		values := a.options(t, substitute(v.query(t), all), v.Regex)
		require.NotEmpty(t, values, "variable %s has no values", v.Name)
		for _, value := range values {
			require.NotEmpty(t, value, "a value of %s", v.Name)
		}
		all[v.Name] = strings.Join(values, "|")

		own := a.options(t, substitute(v.query(t), opened), v.Regex)
		require.NotEmpty(t, own, "variable %s has no values as the dashboard opens", v.Name)
		switch current, _ := v.Current.Value.(string); {
		case current == "$__all":
			require.True(t, v.IncludeAll, v.Name)
			opened[v.Name] = strings.Join(own, "|")
		case slices.Contains(own, current):
			opened[v.Name] = current
		default:
			opened[v.Name] = own[0]
		}
	}
	return all, opened
}

// substitute fills variables into a query as Grafana does.
func substitute(expr string, values map[string]string) string {
	names := slices.SortedFunc(maps.Keys(values), func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		expr = strings.NewReplacer("${"+name+"}", values[name], "$"+name, values[name]).Replace(expr)
	}
	return expr
}
