package bench

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var client = &http.Client{Timeout: 15 * time.Minute}

// post sends a body and gives the answer, which must be of status 2xx.
func post(t *testing.T, address string, header map[string]string, body []byte) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewReader(body))
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, 2, response.StatusCode/100, "%s: %s: %.500s", address, response.Status, answer)
	return answer
}

var form = map[string]string{"Content-Type": "application/x-www-form-urlencoded"}

// matrix is what Prometheus answers to a range.
type matrix []struct {
	Metric map[string]string
	Values [][2]any
}

func queryRange(t *testing.T, base, query string, from, to time.Time) matrix {
	t.Helper()
	values := url.Values{
		"query": {query}, "start": {strconv.FormatInt(from.Unix(), 10)}, "end": {strconv.FormatInt(to.Unix(), 10)},
		"step": {strconv.Itoa(int(step.Seconds()))}, "nocache": {"1"}, // VictoriaMetrics', unknown to the others.
	}
	var answer struct{ Data struct{ Result matrix } }
	require.NoError(t, json.Unmarshal(post(t, base+"/api/v1/query_range", form, []byte(values.Encode())), &answer))
	return answer.Data.Result
}

// promSums asks any that speaks Prometheus's API for the sums.
func promSums(t *testing.T, base, selector string, l load) sums {
	t.Helper()
	all := sums{}
	for _, s := range queryRange(t, base, "sum by (region) ("+selector+")", firstStep(), lastStep(l.months)) {
		for _, v := range s.Values {
			x, err := strconv.ParseFloat(v[1].(string), 64)
			require.NoError(t, err)
			all[s.Metric["region"]] = append(all[s.Metric["region"]], x)
		}
	}
	return all
}

// promOne asks for one series and counts its values.
func promOne(t *testing.T, base, selector string, l load) int {
	t.Helper()
	result := queryRange(t, base, selector, firstStep(), lastStep(l.months))
	require.Len(t, result, 1)
	return len(result[0].Values)
}
