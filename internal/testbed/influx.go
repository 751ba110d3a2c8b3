package testbed

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// influxConfig binds everything to loopback. Its arguments: the port of HTTP,
// the folder thrice.
const influxConfig = `
reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
dir = "%[2]s/meta"
[data]
dir = "%[2]s/data"
wal-dir = "%[2]s/wal"
index-version = "tsi1"
query-log-enabled = false
[http]
bind-address = %[1]q
auth-enabled = true
flux-enabled = true
log-enabled = false
[monitor]
store-enabled = false
[continuous_queries]
enabled = false
[logging]
level = "warn"
`

// Influx starts InfluxDB 1.8 with the API of version 2 and Flux, that asks for
// the token. The bucket is a database whose shards are of 100 years: what is of
// 14 March 1994 and later, to 2093, lies in one, what is earlier in another.
func Influx(tb testing.TB) *Server {
	tb.Helper()
	path := find(tb, "influxd", "run `make servers`")
	address := freeAddress(tb)
	s := &Server{
		URL: "http://" + address, Dir: tb.TempDir(), Org: "-", Bucket: "jindu/autogen", Token: "jindu:jindu",
		name: "influxd", path: path, health: "/ping",
	}
	s.args = []string{"run", "-config", s.write(tb, "influxdb.conf", fmt.Sprintf(influxConfig, address, s.Dir))}
	s.begin(tb)
	s.influxQL(tb, `CREATE USER jindu WITH PASSWORD 'jindu' WITH ALL PRIVILEGES`)
	s.influxQL(tb, `CREATE DATABASE jindu WITH DURATION INF REPLICATION 1 SHARD DURATION 5200w NAME autogen`)
	return s
}

// influxQL runs a statement as the administrator, who may be made by it.
func (s *Server) influxQL(tb testing.TB, statement string) {
	tb.Helper()
	form := url.Values{"q": {statement}}.Encode()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, s.URL+"/query", strings.NewReader(form))
	if err != nil {
		tb.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "Token "+s.Token)
	client := &http.Client{Timeout: time.Minute}
	defer client.CloseIdleConnections()
	response, err := client.Do(request)
	if err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil || response.StatusCode != http.StatusOK || strings.Contains(string(answer), `"error"`) {
		tb.Fatalf("%s: %s: %s %v", statement, response.Status, answer, err)
	}
}
