package bench

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// lines is how many figures go into one request, as InfluxData advises.
const lines = 10_000

// influx is asked in Flux.
type influx struct{ *testbed.Server }

// influxQL is asked in its older language.
type influxQL struct{ influx }

func startFlux(t *testing.T) peer     { return influx{testbed.Influx(t)} }
func startInfluxQL(t *testing.T) peer { return influxQL{influx{testbed.Influx(t)}} }

func (s influx) load(t *testing.T, l load, clock *clock) {
	address := s.URL + "/api/v2/write?" + url.Values{"org": {s.Org}, "bucket": {s.Bucket}, "precision": {"s"}}.Encode()
	header := map[string]string{"Content-Type": "text/plain", "Content-Encoding": "gzip", "Authorization": "Token " + s.Token}
	var body bytes.Buffer
	packed, count := gzip.NewWriter(&body), 0
	send := func() {
		require.NoError(t, packed.Close())
		clock.begin()
		post(t, address, header, body.Bytes())
		clock.end()
		body.Reset()
		packed.Reset(&body)
		count = 0
	}
	for i := range l.series {
		name := metricName + ",indicator=" + indicatorOf(i) + ",measure=ytd,origin=published,region=" + regionOf(i) + " value="
		for m := range l.months {
			b := strconv.AppendFloat([]byte(name), yuan(i, m), 'f', -1, 64)
			b = strconv.AppendInt(append(b, ' '), instant(m).Unix(), 10)
			_, err := packed.Write(append(b, '\n'))
			require.NoError(t, err)
			if count++; count == lines {
				send()
			}
		}
	}
	if count > 0 {
		send()
	}
}

// flux asks and gives the rows without their headers.
func (s influx) flux(t *testing.T, query string) []map[string]string {
	answer := post(t, s.URL+"/api/v2/query?org="+s.Org, map[string]string{
		"Content-Type": "application/vnd.flux", "Accept": "application/csv", "Authorization": "Token " + s.Token,
	}, []byte(query))
	reader := csv.NewReader(bytes.NewReader(answer))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	require.NoError(t, err)
	var all []map[string]string
	var header []string
	for _, row := range rows {
		if strings.HasPrefix(row[0], "#") { // Types and the like.
			continue
		}
		if row[1] == "result" { // A header; tables may have several.
			header = row
			continue
		}
		one := map[string]string{}
		for i, name := range header {
			one[name] = row[i]
		}
		all = append(all, one)
	}
	return all
}

func (s influx) from(l load) string {
	return `from(bucket: "` + s.Bucket + `") |> range(start: 1999-12-01T00:00:00Z, stop: ` + instant(l.months).UTC().Format("2006-01-02T15:04:05Z") +
		`) |> filter(fn: (r) => r._measurement == "` + metricName + `" and r._field == "value"`
}

func (s influx) one(t *testing.T, l load, series int) int {
	return len(s.flux(t, s.from(l)+` and r.indicator == "`+indicatorOf(series)+`" and r.region == "`+regionOf(series)+`")`))
}

func (s influx) sum(t *testing.T, l load) sums {
	all := sums{}
	for _, row := range s.flux(t, s.from(l)+`) |> group(columns: ["region"]) |> window(every: 1mo) |> sum() |> group(columns: ["region"]) |> sort(columns: ["_start"])`) {
		x, err := strconv.ParseFloat(row["_value"], 64)
		require.NoError(t, err)
		all[row["region"]] = append(all[row["region"]], x)
	}
	return all
}

func (s influx) pid() int          { return s.PID() }
func (s influx) folder() string    { return s.Dir }
func (s influx) rest(t *testing.T) { s.Stop(t) }

// rows asks in InfluxQL; each row of the answer has its tags and values.
func (s influxQL) rows(t *testing.T, query string) []struct {
	Tags   map[string]string
	Values [][2]any
} {
	form := url.Values{"db": {"jindu"}, "epoch": {"s"}, "q": {query}}.Encode()
	answer := post(t, s.URL+"/query", map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Authorization": "Token " + s.Token,
	}, []byte(form))
	var body struct {
		Results []struct {
			Series []struct {
				Tags   map[string]string
				Values [][2]any
			}
		}
	}
	require.NoError(t, json.Unmarshal(answer, &body))
	require.Len(t, body.Results, 1, "%s", answer)
	return body.Results[0].Series
}

func (s influxQL) one(t *testing.T, _ load, series int) int {
	rows := s.rows(t, `SELECT value FROM `+metricName+` WHERE indicator = '`+indicatorOf(series)+`' AND region = '`+regionOf(series)+`'`)
	require.Len(t, rows, 1)
	return len(rows[0].Values)
}

// sum groups by a twelfth of a year, so that each group has one month's end.
func (s influxQL) sum(t *testing.T, l load) sums {
	width := int64(step.Seconds())
	offset := firstStep().Unix() % width
	query := `SELECT sum(value) FROM ` + metricName + ` WHERE time >= ` + strconv.FormatInt(firstStep().Unix()-width, 10) + `s AND time < ` +
		strconv.FormatInt(lastStep(l.months).Unix(), 10) + `s GROUP BY region, time(` + strconv.FormatInt(width, 10) + `s, ` + strconv.FormatInt(offset, 10) + `s)`
	all := sums{}
	for _, row := range s.rows(t, query) {
		for _, v := range row.Values {
			all[row.Tags["region"]] = append(all[row.Tags["region"]], v[1].(float64))
		}
	}
	return all
}
