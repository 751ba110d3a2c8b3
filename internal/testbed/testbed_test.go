package testbed_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/golang/snappy"
	"github.com/prometheus/prometheus/prompb"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// Two instants twenty years apart.
var old, recent = time.Date(2000, 1, 31, 15, 59, 59, 0, time.UTC), time.Date(2020, 7, 31, 15, 59, 59, 0, time.UTC)

func TestInfluxKeepsWhatItTook(t *testing.T) {
	s := testbed.Influx(t)
	write := s.URL + "/api/v2/write?" + url.Values{"org": {s.Org}, "bucket": {s.Bucket}, "precision": {"s"}}.Encode()
	lines := fmt.Sprintf("m,region=a value=1 %d\nm,region=a value=2 %d\n", old.Unix(), recent.Unix())
	status, answer := send(t, write, "text/plain", lines, "")
	require.Equal(t, 401, status, "without its token: %s", answer)
	status, answer = send(t, write, "text/plain", lines, s.Token)
	require.Equal(t, 204, status, answer)

	flux := `from(bucket: "` + s.Bucket + `") |> range(start: 1990-01-01T00:00:00Z) |> filter(fn: (r) => r._measurement == "m")`
	check := func() {
		status, answer := send(t, s.URL+"/api/v2/query?org="+s.Org, "application/vnd.flux", flux, s.Token)
		require.Equal(t, 200, status, answer)
		require.Contains(t, answer, "2000-01-31T15:59:59Z,1,value,m,a")
		require.Contains(t, answer, "2020-07-31T15:59:59Z,2,value,m,a")
	}
	checkLife(t, s, check)
	_, answer = send(t, s.URL+"/query", "application/x-www-form-urlencoded", "q=SHOW+SHARDS", s.Token)
	require.Equal(t, 1, strings.Count(answer, `"jindu"`)-1, "one shard, besides the database's own mention: %s", answer)
}

func TestPrometheusKeepsWhatItTook(t *testing.T) {
	s := testbed.Prometheus(t, "--query.lookback-delta=1m")
	remoteWrite(t, s.URL+"/api/v1/write")
	checkLife(t, s, func() { requireValues(t, s) })
}

func TestVictoriaMetricsKeepsWhatItTook(t *testing.T) {
	s := testbed.VictoriaMetrics(t)
	remoteWrite(t, s.URL+"/api/v1/write")
	status, answer := send(t, s.URL+"/internal/force_flush", "", "", "")
	require.Equal(t, 200, status, answer)
	checkLife(t, s, func() { requireValues(t, s) })
}

func TestAlertmanagerKeepsItsSilences(t *testing.T) {
	s := testbed.Alertmanager(t, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
	silence, err := json.Marshal(map[string]any{
		"matchers": []any{map[string]any{"name": "project", "value": "P1", "isRegex": false}},
		"startsAt": time.Now(), "endsAt": time.Now().Add(time.Hour), "createdBy": "office", "comment": "known",
	})
	require.NoError(t, err)
	status, answer := send(t, s.URL+"/api/v2/silences", "application/json", string(silence), "")
	require.Equal(t, 200, status, answer)
	s.Stop(t)
	s.Start(t)
	_, answer = send(t, s.URL+"/api/v2/silences", "", "", "")
	require.Contains(t, answer, `"comment":"known"`)
}

// checkLife checks before and after the server is ended, both ways.
func checkLife(t *testing.T, s *testbed.Server, check func()) {
	t.Helper()
	check()
	s.Stop(t)
	requireDead(t, s)
	s.Start(t)
	check()
	pid := s.PID()
	s.Kill(t)
	requireDead(t, s)
	s.Start(t)
	require.NotEqual(t, pid, s.PID())
	check()
}

func requireDead(t *testing.T, s *testbed.Server) {
	t.Helper()
	dialer := net.Dialer{Timeout: time.Second}
	_, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	require.Error(t, err)
}

// remoteWrite writes the newer sample first.
func remoteWrite(t *testing.T, address string) {
	t.Helper()
	labels := []prompb.Label{{Name: "__name__", Value: "m"}, {Name: "region", Value: "a"}}
	for _, sample := range []prompb.Sample{{Timestamp: recent.UnixMilli(), Value: 2}, {Timestamp: old.UnixMilli(), Value: 1}} {
		request := prompb.WriteRequest{Timeseries: []prompb.TimeSeries{{Labels: labels, Samples: []prompb.Sample{sample}}}}
		raw, err := request.Marshal()
		require.NoError(t, err)
		status, answer := send(t, address, "application/x-protobuf", string(snappy.Encode(nil, raw)), "")
		require.Equal(t, 204, status, answer)
	}
}

func requireValues(t *testing.T, s *testbed.Server) {
	t.Helper()
	for at, want := range map[time.Time]string{old: `"1"]`, recent: `"2"]`} {
		query := s.URL + "/api/v1/query?" + url.Values{"query": {`m{region="a"}`}, "time": {at.Format(time.RFC3339)}}.Encode()
		require.Eventually(t, func() bool {
			status, answer := send(t, query, "", "", "")
			return status == 200 && strings.Contains(answer, want)
		}, 30*time.Second, 50*time.Millisecond, "what was written is found, at last")
	}
}

// send posts a body, or gets where there is none.
func send(t *testing.T, address, kind, body, token string) (status int, answer string) {
	t.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	request.Header.Set("Content-Type", kind)
	if kind == "application/x-protobuf" {
		request.Header.Set("Content-Encoding", "snappy")
	}
	if token != "" {
		request.Header.Set("Authorization", "Token "+token)
	}
	request.Close = true // A server that ends waits for connections.
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

// ended is how a test that was started within another ended.
type ended struct {
	testing.TB
	how string
}

func (e *ended) Helper() {}

func (e *ended) Fatalf(format string, args ...any) {
	e.how = "failed: " + fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func (e *ended) Skipf(format string, args ...any) {
	e.how = "skipped: " + fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func TestAMissingProgram(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("PATH", t.TempDir())
	servers := map[string]func(testing.TB){
		"influxd":          func(tb testing.TB) { testbed.Influx(tb) },
		"prometheus":       func(tb testing.TB) { testbed.Prometheus(tb) },
		"victoria-metrics": func(tb testing.TB) { testbed.VictoriaMetrics(tb) },
	}
	for program, start := range servers {
		run := func() string {
			inner, done := &ended{TB: t}, make(chan struct{})
			go func() {
				defer close(done)
				start(inner)
			}()
			<-done
			return inner.how
		}
		t.Setenv(testbed.Required, "")
		require.Regexp(t, "^skipped: without "+program+": (run `make servers`|install Debian's package)", run())
		t.Setenv(testbed.Required, "required")
		require.Regexp(t, "^failed: "+program+" is needed: (run|install) ", run())
	}
}

func TestAServerThatEndsAtOnce(t *testing.T) {
	testbed.Prometheus(t) // So that it is there.
	inner, done := &fatal{TB: t}, make(chan struct{})
	go func() {
		defer close(done)
		testbed.Prometheus(inner, "--no-such-flag")
	}()
	<-done
	require.Contains(t, inner.how, "prometheus ended instead of answering: exit status")
}

// fatal is a test that ends by Fatal, and is cleaned up with the outer one.
type fatal struct {
	testing.TB
	how string
}

func (f *fatal) Fatal(args ...any) {
	f.how = fmt.Sprint(args...)
	runtime.Goexit()
}
