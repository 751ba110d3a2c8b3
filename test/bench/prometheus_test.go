package bench

import (
	"testing"

	"github.com/golang/snappy"
	"github.com/prometheus/prometheus/prompb"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// remote is a server that is written to by Prometheus's remote write and asked
// in PromQL.
type remote struct {
	*testbed.Server
	window string // Appended to selectors' names by way of last_over_time, if any.
}

func startPrometheus(t *testing.T) peer {
	return remote{testbed.Prometheus(t, "--query.lookback-delta=31d"), ""}
}

func startVictoria(t *testing.T) peer {
	return remote{testbed.VictoriaMetrics(t, "-search.maxQueryDuration=10m"), "[31d]"}
}

func (s remote) load(t *testing.T, l load, clock *clock) {
	each := max(1, lines/l.months)
	for at := 0; at < l.series; at += each {
		var request prompb.WriteRequest
		for i := at; i < min(at+each, l.series); i++ {
			request.Timeseries = append(request.Timeseries, promSeries(i, l.months))
		}
		raw, err := request.Marshal()
		require.NoError(t, err)
		body := snappy.Encode(nil, raw)
		clock.begin()
		post(t, s.URL+"/api/v1/write", map[string]string{
			"Content-Type": "application/x-protobuf", "Content-Encoding": "snappy", "X-Prometheus-Remote-Write-Version": "0.1.0",
		}, body)
		clock.end()
	}
	if s.window != "" {
		clock.begin()
		post(t, s.URL+"/internal/force_flush", nil, nil)
		clock.end()
	}
}

func promSeries(i, months int) prompb.TimeSeries {
	s := prompb.TimeSeries{Labels: []prompb.Label{
		{Name: "__name__", Value: metricName},
		{Name: "indicator", Value: indicatorOf(i)},
		{Name: "measure", Value: "ytd"},
		{Name: "origin", Value: "published"},
		{Name: "region", Value: regionOf(i)},
	}}
	for m := range months {
		s.Samples = append(s.Samples, prompb.Sample{Timestamp: instant(m).UnixMilli(), Value: yuan(i, m)})
	}
	return s
}

// selector holds a value until the next month's, by the server's look-back or
// by the query's own.
func (s remote) selector(matchers string) string {
	if s.window == "" {
		return metricName + matchers
	}
	return "last_over_time(" + metricName + matchers + s.window + ")"
}

func (s remote) one(t *testing.T, l load, series int) int {
	return promOne(t, s.URL, s.selector(`{indicator="`+indicatorOf(series)+`",region="`+regionOf(series)+`"}`), l)
}

func (s remote) sum(t *testing.T, l load) sums { return promSums(t, s.URL, s.selector(""), l) }

func (s remote) pid() int          { return s.PID() }
func (s remote) folder() string    { return s.Dir }
func (s remote) rest(t *testing.T) { s.Stop(t) }
