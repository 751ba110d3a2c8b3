package query_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/board"
	"jindu/internal/metric"
	jindu "jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/query"
)

// asked is an office whose ledger is asked over HTTP.
type asked struct {
	*officetest.Office
	boards *board.Boards
	server *httptest.Server
	clock  time.Time
}

func newAsked(t *testing.T) *asked {
	t.Helper()
	return newAskedBy(t, officetest.Rules())
}

func newAskedBy(t *testing.T, rules progress.Rules) *asked {
	t.Helper()
	a := &asked{Office: officetest.New(t), clock: officetest.Date(2020, 9, 8).Add(9 * time.Hour)}
	boards, err := board.New(a.Ledger, rules)
	require.NoError(t, err)
	a.boards = boards
	logger := slog.New(slog.DiscardHandler)
	api := query.NewAPI(logger, query.NewEngine(logger, prometheus.NewRegistry()), query.NewQueryable(boards),
		nil, func() time.Time { return a.clock }, rules.Zone)
	a.server = httptest.NewServer(api)
	t.Cleanup(a.server.Close)
	return a
}

// call gives the status, the error and the data of an answer.
func (a *asked) call(method, path string, params url.Values) (int, string, json.RawMessage) {
	a.Helper()
	address, body := a.server.URL+path, io.Reader(nil)
	if method == http.MethodPost {
		body = strings.NewReader(params.Encode())
	} else {
		address += "?" + params.Encode()
	}
	request, err := http.NewRequestWithContext(a.Context(), method, address, body)
	require.NoError(a, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := a.server.Client().Do(request)
	require.NoError(a, err)
	defer response.Body.Close() //nolint:errcheck // Only read.
	var answer struct {
		Error string
		Data  json.RawMessage
	}
	require.NoError(a, json.NewDecoder(response.Body).Decode(&answer))
	return response.StatusCode, answer.Error, answer.Data
}

// vector asks an instant query; params are names and values in turn.
func (a *asked) vector(expr string, params ...string) model.Vector {
	a.Helper()
	form := url.Values{"query": {expr}}
	for i := 0; i+1 < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	status, problem, data := a.call(http.MethodPost, "/api/v1/query", form)
	require.Equal(a, http.StatusOK, status, problem)
	var result struct{ Result model.Vector }
	require.NoError(a, json.Unmarshal(data, &result))
	return result.Result
}

func (a *asked) value(expr string, params ...string) float64 {
	a.Helper()
	v := a.vector(expr, params...)
	require.Len(a, v, 1, "%s %v", expr, params)
	return float64(v[0].Value)
}

const revenue = `jindu_indicator_yuan{indicator="general_public_budget_revenue",measure="ytd",origin="published"}`

func TestAFigureAsKnownThen(t *testing.T) {
	a := newAsked(t)
	july := jindu.NewMonth(2020, 7)
	a.Now = officetest.Date(2020, 8, 10)
	a.Indicator("general_public_budget_revenue", jindu.YearToDate, july, 12.19e8)
	a.Now = officetest.Date(2020, 9, 1)
	revision := a.Indicator("general_public_budget_revenue", jindu.YearToDate, july, 12.5e8)

	for _, at := range []string{"2020-07-31", "2020-07", "2020-08-20T10:00:00+08:00", "1598000000", ""} {
		require.Equal(t, 12.5e8, a.value(revenue, "time", at), "time %q", at)
	}
	require.Empty(t, a.vector(revenue, "time", "2020-07-30"), "not at an end before")
	require.Equal(t, 12.19e8, a.value(revenue, "as_of", "2020-08-31"))
	require.Equal(t, 12.5e8, a.value(revenue, "as_of", "2020-09-01"), "a bare date counts to its end")
	require.Empty(t, a.vector(revenue, "as_of", "2020-08-09"))
	require.Equal(t, 12.19e8, a.value(strings.Replace(revenue, "{", `{__as_of__="2020-08-31",`, 1)))
	require.InDelta(t, 0.31e8, a.value(revenue+" - "+strings.Replace(revenue, "{", `{__as_of__="2020-08",`, 1)), 1,
		"what a revision changed")
	open := strings.Replace(revenue, "{", `{__as_of__="",`, 1)
	require.Equal(t, 12.5e8, a.value(open), "empty, it is no label, as everywhere in PromQL")
	require.Equal(t, 12.19e8, a.value(open, "as_of", "2020-08-31"), "so the parameter counts")

	a.Now = officetest.Date(2020, 9, 2)
	_, err := a.Ledger.Withdraw(t.Context(), jindu.Withdrawal{Receipt: revision, By: "tester", Reason: "wrong unit"})
	require.NoError(t, err)
	require.Equal(t, 12.19e8, a.value(revenue))
	require.Equal(t, 12.5e8, a.value(revenue, "as_of", "2020-09-01"))
}

func TestAChangeOfLeadLeavesOneInfoAtEveryInstant(t *testing.T) {
	a := newAsked(t)
	a.Task("P1", 2020, 100)
	a.Report("P1", officetest.Date(2020, 7, 31), 60)
	a.State(jindu.KindProject, "P1", officetest.Date(2020, 1, 1), jindu.Project{Name: "煤气综合利用", Lead: "甲"})
	a.State(jindu.KindProject, "P1", officetest.Date(2020, 8, 15), jindu.Project{Lead: "乙"})

	joined := `jindu_project_completed_yuan * on (region, project) group_left (lead, name) jindu_project_info`
	for at, lead := range map[string]string{
		"2020-08-14":                "甲",
		"2020-08-14T23:59:59+08:00": "甲",
		"2020-08-15T00:00:00+08:00": "乙",
		"2020-08-15":                "乙",
		"2020-12-31":                "乙",
	} {
		v := a.vector(joined, "time", at)
		require.Len(t, v, 1, at)
		require.Equal(t, lead, string(v[0].Metric["lead"]), at)
		require.Equal(t, "煤气综合利用", string(v[0].Metric["name"]), "what a statement leaves out stays")
	}
	require.Equal(t, 1.0, a.value(`count(count_over_time(jindu_project_info[40d]) > 1) or vector(1)`))
}

func TestSeriesLabelsAndValuesKnowDerivedOnes(t *testing.T) {
	a := newAsked(t)
	a.Task("P1", 2020, 100)
	a.Report("P1", officetest.Date(2020, 7, 31), 60)
	a.Indicator("general_public_budget_revenue", jindu.YearToDate, jindu.NewMonth(2020, 1), 2e8)

	var names []string
	_, _, data := a.call(http.MethodGet, "/api/v1/label/__name__/values", nil)
	require.NoError(t, json.Unmarshal(data, &names))
	require.Subset(t, names, []string{
		"jindu_indicator_yuan", "jindu_project_pace_gap_ratio", "jindu_board_timestamp_seconds", "jindu_region_info",
	})
	var values []string
	_, _, data = a.call(http.MethodGet, "/api/v1/label/origin/values", url.Values{"match[]": {"jindu_indicator_yuan"}})
	require.NoError(t, json.Unmarshal(data, &values))
	require.Equal(t, []string{"derived", "published"}, values)
	var series []map[string]string
	_, _, data = a.call(http.MethodPost, "/api/v1/series", url.Values{"match[]": {`{__name__=~"jindu_project_(pace|rank).*"}`}})
	require.NoError(t, json.Unmarshal(data, &series))
	require.Len(t, series, 3, "pace, gap and rank")
	_, _, data = a.call(http.MethodGet, "/api/v1/series", url.Values{
		"match[]": {"jindu_project_rank"}, "as_of": {"2020-09-07"},
	})
	require.NoError(t, json.Unmarshal(data, &series))
	require.Empty(t, series, "nothing was known yet")
	var label []string
	_, _, data = a.call(http.MethodPost, "/api/v1/labels", url.Values{"match[]": {"jindu_project_warning"}})
	require.NoError(t, json.Unmarshal(data, &label))
	require.Equal(t, []string{"__name__", "colour", "pack", "project", "region"}, label)
}

func TestBadRequestsAreNamed(t *testing.T) {
	a := newAsked(t)
	for _, c := range []struct {
		path   string
		params url.Values
		status int
		want   string
	}{
		{"/api/v1/query", url.Values{"query": {"sum("}}, 400, "unclosed left parenthesis"},
		{"/api/v1/query", url.Values{"query": {"up"}, "time": {"yesterday"}}, 400, `parameter time: time "yesterday": want a date`},
		{"/api/v1/query", url.Values{"query": {"up"}, "as_of": {"2020-13"}}, 400, "parameter as_of"},
		{"/api/v1/query", url.Values{"query": {`up{__as_of__="soon"}`}}, 422, "label __as_of__"},
		{"/api/v1/query", url.Values{"query": {`up{__as_of__!="2020"}`}}, 422, "label __as_of__: want ="},
		{"/api/v1/query", url.Values{"query": {`up{__as_of__!=""}`}}, 422, "label __as_of__: want ="},
		{"/api/v1/admin/tsdb/delete_series", nil, 404, "jindu does not offer"},
		{"/api/v1/query", url.Values{"query": {`up{__as_of__="2020",__as_of__="2021"}`}}, 422, "label __as_of__: want it once"},
		{"/api/v1/query", url.Values{"query": {strings.Repeat("(", 101) + "1" + strings.Repeat(")", 101)}}, 400, "nested 101 deep"},
		{"/api/v1/query", url.Values{"query": {strings.Repeat("-", 200) + "1"}}, 400, "nested 200 deep"},
		{"/api/v1/series", url.Values{"match[]": {`up{a="` + strings.Repeat("x", 1<<16) + `"}`}}, 400, "want at most 65536"},
		{"/api/v1/targets", nil, 404, "jindu does not offer"},
		{"/api/v1/label/a/b/values", nil, 404, "jindu does not offer"},
	} {
		status, problem, _ := a.call(http.MethodGet, c.path, c.params)
		require.Equal(t, c.status, status, "%s %v: %s", c.path, c.params, problem)
		require.Contains(t, problem, c.want)
	}
	long := url.Values{"query": {strings.Repeat("1+", 1<<20) + "1"}}
	status, _, _ := a.call(http.MethodPost, "/api/v1/query", long)
	require.Equal(t, http.StatusBadRequest, status)
}

func TestOtherSitesCantReadTheAPI(t *testing.T) {
	a := newAsked(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.server.URL+"/api/v1/query?query=1", nil)
	require.NoError(t, err)
	request.Header.Set("Origin", "https://elsewhere.example")
	response, err := a.server.Client().Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Empty(t, response.Header.Get("Access-Control-Allow-Origin"))
}

// Whatever was reported and whenever one looks, PromQL says what the exporter
// says: both render the same board.
func TestPromQLAndTheExporterNeverDiffer(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := newAskedBy(t, officetest.AnyRules(t, rt))
		a.Now = officetest.Date(2019, 10, 1)
		if rapid.Bool().Draw(rt, "at work") {
			a.AtWork(rt)
		}
		for range rapid.IntRange(0, 14).Draw(rt, "submissions") {
			a.Now = a.Now.Add(time.Duration(rapid.IntRange(1, 40*24).Draw(rt, "later")) * time.Hour)
			if rapid.Bool().Draw(rt, "anything") {
				a.Anything(rt)
			} else {
				a.something(rt)
			}
		}
		at := officetest.Date(2019, 9, 1).Add(time.Duration(rapid.IntRange(0, 700*86400).Draw(rt, "at")) * time.Second)
		asOf := time.Time{}
		if rapid.Bool().Draw(rt, "then") {
			asOf = officetest.Date(2019, 9, 1).Add(time.Duration(rapid.IntRange(0, 700*86400).Draw(rt, "as of")) * time.Second)
		}
		b, err := a.boards.Board(t.Context(), at, asOf)
		require.NoError(t, err)
		want := map[string]float64{}
		metric.OfBoard(b, func(s metric.Sample) { want[sampleKey(s)] = s.Value })
		params := []string{"time", at.Format(time.RFC3339)}
		if !asOf.IsZero() {
			params = append(params, "as_of", asOf.Format(time.RFC3339))
		}
		// At an instant, and by the walk through all time that a range takes.
		for _, expression := range []string{`{__name__=~"jindu_.+"}`, `last_over_time({__name__=~"jindu_.+"}[1s:1s])`} {
			got := map[string]float64{}
			for _, s := range a.vector(expression, params...) {
				got[s.Metric.String()] = float64(s.Value)
			}
			require.Equal(t, want, got, expression)
		}
		// And of one indicator, which is worked out by itself.
		for _, s := range a.vector(`{indicator="general_public_budget_revenue"}`, params...) {
			require.Equal(t, want[s.Metric.String()], float64(s.Value), s.Metric)
			delete(want, s.Metric.String())
		}
		for key := range want {
			require.NotContains(t, key, `{indicator="general_public_budget_revenue"`)
		}
	})
}

// something reports anything.
func (a *asked) something(rt *rapid.T) {
	project := fmt.Sprint("P", rapid.IntRange(1, 3).Draw(rt, "project"))
	about := officetest.Date(2014, 1, 1).AddDate(0, 0, rapid.IntRange(0, 2600).Draw(rt, "about"))
	value := float64(rapid.IntRange(0, 6).Draw(rt, "value"))
	month := jindu.PeriodOf(jindu.Monthly, about)
	switch rapid.IntRange(0, 8).Draw(rt, "kind") {
	case 0:
		a.Task(project, about.Year(), int64(value))
	case 1:
		a.Report(project, about, value)
	case 2:
		a.State(jindu.KindProject, project, about, jindu.Project{Lead: fmt.Sprint(value), Stage: jindu.Building})
	case 3:
		a.Indicator("general_public_budget_revenue", jindu.YearToDate, month, value)
		a.Indicator("general_public_budget_revenue", jindu.YearToDate, month.SameYear(-1), value+1)
	case 4:
		a.Indicator("general_public_budget_revenue", jindu.YTDGrowth, month, math.Round(value)/100)
	case 5:
		a.Indicator("tax_revenue", jindu.YearToDate, month, value)
		a.Indicator("tax_revenue", jindu.YearToDate, month.SameYear(-1), value/2)
	case 6: // Whose January is published with February.
		a.Indicator("retail_sales", jindu.YearToDate, jindu.NewMonth(2019, 12).Add(int(value)), value)
	case 7:
		goal := decimal.NewFromFloat(value)
		target := jindu.Target{
			Indicator: "retail_sales", Measure: jindu.YearToDate, Issuer: jindu.ByCity, Year: about.Year(),
			Base: jindu.Yuan, Value: &goal,
		}
		a.State(jindu.KindTarget, target.ID(), officetest.Date(about.Year(), 1, 1), target)
	default:
		a.Works(rt, project, officetest.Date(2019, 6, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(rt, "day")))
	}
}

func sampleKey(s metric.Sample) string {
	m := model.Metric{model.MetricNameLabel: model.LabelValue(s.Family.Name)}
	for i, v := range s.Labels {
		if v != "" {
			m[model.LabelName(s.Family.Labels[i])] = model.LabelValue(v)
		}
	}
	return m.String()
}
