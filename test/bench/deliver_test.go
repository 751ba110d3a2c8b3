package bench

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector/delivery"
	"jindu/internal/store"
	influxstore "jindu/internal/store/influx"
	promstore "jindu/internal/store/prometheus"
	"jindu/internal/testbed"
)

// TestDeliveries measures how fast jindu's own delivery brings a ledger on:
// every figure as a current value and as a version, to each kind of target.
func TestDeliveries(t *testing.T) {
	if !*measure {
		t.Skip("without -measure")
	}
	l := load{*series, *months}
	s := startLedger(t).(*ledger)
	s.load(t, l, newClock(t, os.Getpid()))
	fmt.Printf("\n%d figures; load average %s.\n\n", l.points(), loadAverage())
	fmt.Println("| delivered to | figures/s | jindu's processor s | the server's processor s | the server's memory, MB |")
	fmt.Println("|---|---|---|---|---|")
	for _, to := range []struct {
		name  string
		start func(testing.TB) *testbed.Server
		open  func(*testing.T, *testbed.Server) store.Target
	}{
		{"InfluxDB 1.8.10", testbed.Influx, influxTarget},
		{"Prometheus 3", func(tb testing.TB) *testbed.Server { return testbed.Prometheus(tb) }, promTarget},
		{"VictoriaMetrics 1.79.5", func(tb testing.TB) *testbed.Server { return testbed.VictoriaMetrics(tb) }, promTarget},
	} {
		t.Run(to.name, func(t *testing.T) {
			server := to.start(t)
			d := delivery.ToStore(s, to.open(t, server))
			own, theirs := newClock(t, os.Getpid()), newClock(t, server.PID())
			own.begin()
			theirs.begin()
			through := uint64(0)
			for through < uint64(l.points()) {
				next, err := d.Deliver(t.Context(), through)
				require.NoError(t, err)
				require.Greater(t, next, through)
				through = next
			}
			own.end()
			theirs.end()
			require.NoError(t, d.Close())
			fmt.Printf("| %s | %s | %.1f | %.1f | %.0f |\n", to.name, thousands(float64(l.points())/own.wall.Seconds()),
				own.cpu.Seconds(), theirs.cpu.Seconds(), memory(t, server.PID(), "VmRSS"))
		})
	}
}

// withToken sends a token with each request.
type withToken string

func (w withToken) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("Authorization", "Token "+string(w))
	return http.DefaultTransport.RoundTrip(request)
}

func influxTarget(t *testing.T, s *testbed.Server) store.Target {
	target, err := influxstore.NewTarget(influxstore.Options{
		URL: s.URL, Org: s.Org, Bucket: s.Bucket, Zone: zone, HTTP: &http.Client{Transport: withToken(s.Token), Timeout: time.Minute},
	})
	require.NoError(t, err)
	return target
}

func promTarget(t *testing.T, s *testbed.Server) store.Target {
	target, err := promstore.New(promstore.Options{
		Name: "outside", URL: s.URL + "/api/v1/write", Zone: zone, Clock: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	return target
}
