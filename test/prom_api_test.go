package test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The span that the example has figures for, as Grafana's time range. The demo's
// clock starts minutes before its end, so that what is done there is seen. It is
// whole days long, so that the last of its daily steps is its end.
var (
	exampleFrom = time.Date(2019, time.January, 1, 9, 4, 0, 0, time.FixedZone("CST", 8*60*60))
	exampleTo   = time.Date(2020, time.September, 8, 9, 4, 0, 0, time.FixedZone("CST", 8*60*60))
)

// promAPI asks a server of Prometheus's HTTP API as Grafana's data source does.
type promAPI struct {
	base string
	live bool // Asked about now, not about the example's months: it knows what it has scraped.
}

// window is the stretch of time that is asked about.
func (a promAPI) window() (from, to time.Time) {
	if a.live {
		return time.Now().Add(-5 * time.Minute), time.Now()
	}
	return exampleFrom, exampleTo
}

// sampled is one series of an answer.
type sampled struct {
	Metric map[string]string `json:"metric"`
	Value  [2]any            `json:"value"`
	Values [][2]any          `json:"values"`
}

// run evaluates a panel's query over the example's months, or at their end if
// the panel wants one instant, and counts the samples that are numbers.
func (a promAPI) run(t *testing.T, q target, values map[string]string) int {
	t.Helper()
	samples := 0
	for _, s := range a.series(t, q, values) {
		for _, v := range append(s.Values, s.Value) {
			if number, ok := v[1].(string); ok && number != "NaN" {
				samples++
			}
		}
	}
	return samples
}

// series asks a query over the example's months, or at their end.
func (a promAPI) series(t *testing.T, q target, values map[string]string) []sampled {
	t.Helper()
	expr := substitute(q.Expr, values)
	if q.Instant {
		return a.query(t, expr)
	}
	return a.queryRange(t, expr)
}

func (a promAPI) query(t *testing.T, expr string) []sampled {
	t.Helper()
	_, at := a.window()
	return a.samples(t, "/api/v1/query", url.Values{"query": {expr}, "time": {stamp(at)}})
}

func (a promAPI) queryRange(t *testing.T, expr string) []sampled {
	t.Helper()
	from, to := a.window()
	return a.samples(t, "/api/v1/query_range", url.Values{
		"query": {expr}, "start": {stamp(from)}, "end": {stamp(to)}, "step": {"86400"},
	})
}

func (a promAPI) samples(t *testing.T, path string, form url.Values) []sampled {
	t.Helper()
	var data struct {
		Result []sampled `json:"result"`
	}
	a.post(t, path, form, &data)
	return data.Result
}

var (
	labelValues = regexp.MustCompile(`^label_values\((.*), (\w+)\)$`)
	queryResult = regexp.MustCompile(`^query_result\((.*)\)$`)
)

// options gives the values of a variable as Grafana makes them from its query
// and its regular expression.
func (a promAPI) options(t *testing.T, query, regex string) []string {
	t.Helper()
	var found []string
	from, to := a.window()
	if m := labelValues.FindStringSubmatch(query); m != nil {
		a.get(t, "/api/v1/label/"+m[2]+"/values", url.Values{
			"match[]": {m[1]}, "start": {stamp(from)}, "end": {stamp(to)},
		}, &found)
	} else if m := queryResult.FindStringSubmatch(query); m != nil {
		for _, s := range a.query(t, m[1]) {
			found = append(found, written(s))
		}
	} else {
		require.Fail(t, "unknown kind of variable query", query)
	}
	return narrowed(t, found, regex)
}

// written is a sample as Grafana's query_result shows it: without the metric's
// name, the labels in the order of their names.
func written(s sampled) string {
	var labels []string
	for _, name := range slices.Sorted(maps.Keys(s.Metric)) {
		if name != "__name__" {
			labels = append(labels, name+`="`+s.Metric[name]+`"`) // It escapes nothing.
		}
	}
	return fmt.Sprintf("{%s} %v %v", strings.Join(labels, ","), s.Value[1], s.Value[0])
}

// narrowed applies a variable's regular expression (/…/ with the groups text
// and value) and gives the values in the order of their texts, each once.
func narrowed(t *testing.T, found []string, regex string) []string {
	t.Helper()
	if regex == "" {
		return slices.Compact(slices.Sorted(slices.Values(found)))
	}
	expr := regexp.MustCompile(strings.Trim(regex, "/"))
	byText := map[string]string{}
	for _, text := range found {
		m := expr.FindStringSubmatch(text)
		require.NotNil(t, m, "%s does not match %s", text, regex)
		byText[m[expr.SubexpIndex("text")]] = m[expr.SubexpIndex("value")]
	}
	var values []string
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		values = append(values, byText[text])
	}
	return values
}

func stamp(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

func (a promAPI) post(t *testing.T, path string, form url.Values, into any) {
	t.Helper()
	body := strings.NewReader(form.Encode())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.base+path, body)
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a.do(t, req, form, into)
}

func (a promAPI) get(t *testing.T, path string, params url.Values, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.base+path+"?"+params.Encode(), http.NoBody)
	require.NoError(t, err)
	a.do(t, req, params, into)
}

func (a promAPI) do(t *testing.T, req *http.Request, params url.Values, into any) {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	var answer struct {
		Status string          `json:"status"`
		Error  string          `json:"error"`
		Data   json.RawMessage `json:"data"`
	}
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&answer), "%s %v", req.URL.Path, params)
	require.Equal(t, "success", answer.Status, "%s %v: %s", req.URL.Path, params, answer.Error)
	require.NoError(t, json.Unmarshal(answer.Data, into), "%s %v", req.URL.Path, params)
}
