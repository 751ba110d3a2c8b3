package test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// Every comparison looks at each figure of the load and counts those it found.

// compareJindu reads through the API of a jindu, whatever it reads from. Its
// steps lie between the ends of two months each.
func compareJindu(t *testing.T, base string, regions int) (found int) {
	t.Helper()
	const step = 2_629_800 // Seconds; a twelfth of a year.
	first := loadInstant(0).Add(5 * 24 * time.Hour).Unix()
	for r := range regions {
		var matrix []struct {
			Metric map[string]string
			Values [][2]any
		}
		data := ask(t, base, "/api/v1/query_range", url.Values{
			"query": {`jindu_indicator_yuan{origin="published",region="` + loadRegion(r) + `"}`},
			"start": {strconv.FormatInt(first, 10)}, "end": {strconv.FormatInt(first+(loadMonths-1)*step, 10)}, "step": {strconv.Itoa(step)},
		})
		var answer struct{ Result json.RawMessage }
		require.NoError(t, json.Unmarshal(data, &answer))
		require.NoError(t, json.Unmarshal(answer.Result, &matrix))
		require.Len(t, matrix, loadIndicators)
		for _, s := range matrix {
			i := indicatorNumber(t, s.Metric["indicator"])
			require.Len(t, s.Values, loadMonths)
			for m, v := range s.Values {
				x, err := strconv.ParseFloat(v[1].(string), 64)
				require.NoError(t, err)
				requireFigure(t, r, i, m, x)
				found++
			}
		}
	}
	return found
}

// compareReader reads everything through a jindu that reads from a target, and
// holds its answers against those of the jindu with the ledger.
func compareReader(t *testing.T, ledger, reader *testbed.Server, regions int) {
	t.Helper()
	require.Eventually(t, func() bool {
		status, _ := get(t, reader.URL+"/readyz")
		return status == http.StatusOK
	}, 5*time.Minute, 100*time.Millisecond)
	begin := time.Now()
	found := compareJindu(t, reader.URL, regions)
	require.Equal(t, figuresOf(regions), found)
	took, last := time.Since(begin), strconv.FormatInt(loadInstant(loadMonths-1).Unix(), 10)
	for _, query := range []string{
		`sum by (region) (jindu_indicator_yuan{origin="published"})`,
		`jindu_indicator_yuan{region="` + loadRegion(0) + `"}`, // What follows from the figures too.
	} {
		form := url.Values{"query": {query}, "time": {last}}
		want := string(ask(t, ledger.URL, "/api/v1/query", form))
		require.Contains(t, want, loadRegion(0))
		require.JSONEq(t, want, string(ask(t, reader.URL, "/api/v1/query", form)), query)
	}
	t.Logf("read_from: %d figures read through a reader in %v, every one compared with what was handed in; sums and derived values as the ledger's", found, took.Round(time.Second))
}

func indicatorNumber(t *testing.T, code string) int {
	i, err := strconv.Atoi(strings.TrimPrefix(code, "indicator_"))
	require.NoError(t, err)
	return i
}

func requireFigure(t *testing.T, r, i, m int, got float64) {
	if want := loadYuan(r, i, m); got != want {
		t.Fatalf("%s of %s, month %d: %v, want %v", loadIndicator(i), loadRegion(r), m, got, want)
	}
}

// monthAt finds the month whose last second this is.
func monthAt(t *testing.T, at time.Time) int {
	local := at.In(loadZone)
	m := (local.Year()-loadFirstYear)*12 + int(local.Month()) - 1
	require.True(t, m >= 0 && m < loadMonths && loadInstant(m).Equal(at), "%v is no month's last second", local)
	return m
}

// compareInflux reads every current value by InfluxQL.
func compareInflux(t *testing.T, s *testbed.Server, regions int) (found int) {
	t.Helper()
	for r := range regions {
		query := `SELECT value FROM jindu_indicator_yuan WHERE region = '` + loadRegion(r) + `' AND origin = 'published' GROUP BY indicator`
		form := url.Values{"db": {"jindu"}, "epoch": {"s"}, "q": {query}}.Encode()
		var answer struct {
			Results []struct {
				Series []struct {
					Tags   map[string]string
					Values [][2]float64
				}
			}
		}
		require.NoError(t, json.Unmarshal(influxAnswer(t, s, "/query", "application/x-www-form-urlencoded", form), &answer))
		require.Len(t, answer.Results, 1)
		require.Len(t, answer.Results[0].Series, loadIndicators)
		for _, one := range answer.Results[0].Series {
			i := indicatorNumber(t, one.Tags["indicator"])
			require.Len(t, one.Values, loadMonths)
			for _, v := range one.Values {
				requireFigure(t, r, i, monthAt(t, time.Unix(int64(v[0]), 0)), v[1])
				found++
			}
		}
	}
	return found
}

// countInflux counts the points of a field in a measurement, in Flux.
func countInflux(t *testing.T, s *testbed.Server, measurement, field string) int {
	t.Helper()
	flux := `from(bucket: "` + s.Bucket + `") |> range(start: 1900-01-01T00:00:00Z, stop: 2100-01-01T00:00:00Z)
		|> filter(fn: (r) => r._measurement == "` + measurement + `" and r._field == "` + field + `")
		|> count() |> group() |> sum()`
	reader := csv.NewReader(strings.NewReader(string(influxAnswer(t, s, "/api/v2/query?org="+s.Org, "application/vnd.flux", flux))))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	require.NoError(t, err)
	for n, row := range rows {
		for column, name := range row {
			if name == "_value" && n+1 < len(rows) {
				count, err := strconv.Atoi(rows[n+1][column])
				require.NoError(t, err)
				return count
			}
		}
	}
	return 0
}

func influxAnswer(t *testing.T, s *testbed.Server, path, kind, body string) []byte {
	t.Helper()
	return postTo(t, s.URL+path, map[string]string{"Content-Type": kind, "Authorization": "Token " + s.Token}, body)
}

// compareVictoria exports every sample, as it is kept.
func compareVictoria(t *testing.T, s *testbed.Server, regions int) (found int) {
	t.Helper()
	for r := range regions {
		form := url.Values{"match[]": {`jindu_indicator_yuan{origin="published",region="` + loadRegion(r) + `"}`}, "start": {"0"}}.Encode()
		lines := bufio.NewScanner(strings.NewReader(string(postTo(t, s.URL+"/api/v1/export", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, form))))
		lines.Buffer(nil, 16<<20)
		seen := map[[2]int]bool{}
		for lines.Scan() {
			var one struct {
				Metric     map[string]string
				Values     []float64
				Timestamps []int64
			}
			require.NoError(t, json.Unmarshal(lines.Bytes(), &one))
			i := indicatorNumber(t, one.Metric["indicator"])
			for n, at := range one.Timestamps {
				m := monthAt(t, time.UnixMilli(at))
				requireFigure(t, r, i, m, one.Values[n])
				require.False(t, seen[[2]int{i, m}], "%s of %s, month %d: twice", loadIndicator(i), loadRegion(r), m)
				seen[[2]int{i, m}] = true
				found++
			}
		}
		require.NoError(t, lines.Err())
	}
	return found
}

func postTo(t *testing.T, address string, header map[string]string, body string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	request.Close = true // A server that ends waits for connections.
	return answerTo(t, request)
}
