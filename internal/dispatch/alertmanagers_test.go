package dispatch

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	common "github.com/prometheus/common/config"
	"github.com/stretchr/testify/require"

	"jindu/internal/notify"
)

// A posted alert, as the API takes it.
type posted struct {
	Labels           map[string]string
	StartsAt, EndsAt time.Time
	GeneratorURL     string
}

// manage runs Alertmanagers before a fake that answers with a status.
func manage(t *testing.T, status *atomic.Int32, clock func() time.Time) (*Alertmanagers, <-chan []posted, *notify.Metrics) {
	t.Helper()
	batches := make(chan []posted, 10)
	fake := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "/am/api/v2/alerts", r.URL.Path)
		var batch []posted
		require.NoError(t, json.NewDecoder(r.Body).Decode(&batch))
		w.WriteHeader(int(status.Load()))
		batches <- batch
	}))
	t.Cleanup(fake.Close)
	to, err := url.Parse(fake.URL + "/am")
	require.NoError(t, err)
	m, err := notify.NewMetrics(prometheus.NewRegistry())
	require.NoError(t, err)
	a, err := NewAlertmanagers(AlertmanagersOptions{
		To: []Alertmanager{{to, common.DefaultHTTPClientConfig}}, Resend: time.Minute, Metrics: m, Clock: clock,
		Registerer: prometheus.NewRegistry(), Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() { cancel(); require.NoError(t, <-ended) })
	return a, batches, m
}

func TestAlertmanagersAreToldAgainAndOfTheEnd(t *testing.T) {
	var status atomic.Int32
	status.Store(200)
	var at atomic.Pointer[time.Time]
	now := time.Date(2020, 8, 2, 9, 0, 0, 0, time.UTC)
	turn := func(d time.Duration) { next := now.Add(d); now = next; at.Store(&next) }
	turn(0)
	a, batches, _ := manage(t, &status, func() time.Time { return *at.Load() })
	began := now
	red := firing("P1 red")
	red.Firing[0].StartsAt, red.Firing[0].GeneratorURL = began, "https://jindu.example/?region=410505"
	a.See(red)
	want := posted{red.Firing[0].Labels, began, now.Add(4 * time.Minute), "https://jindu.example/?region=410505"}
	require.Equal(t, []posted{want}, <-batches)

	turn(30 * time.Second)
	a.See(red) // Not again yet.
	turn(30 * time.Second)
	again := firing("P1 red")
	again.Firing[0].StartsAt, again.Firing[0].GeneratorURL = now, "https://jindu.example/?region=410505"
	a.See(again)
	want.EndsAt = now.Add(4 * time.Minute)
	require.Equal(t, []posted{want}, <-batches, "it began when it began")

	turn(10 * time.Second)
	a.See(Now{Unsure: map[string]bool{behind: true}}) // Nothing is said of what nobody knows.
	a.See(Now{})
	want.EndsAt = now
	require.Equal(t, []posted{want}, <-batches, "at once")
	turn(time.Minute)
	a.See(Now{})
	require.Equal(t, []posted{want}, <-batches, "for those who were away")
	turn(20 * time.Minute)
	a.See(Now{})
	a.See(firing("P2 red"))
	require.Equal(t, "P2", (<-batches)[0].Labels["project"], "and then forgotten")
}

// What was not taken is sent again as soon as something is judged.
func TestAlertmanagersThatRefuseAreCounted(t *testing.T) {
	var status atomic.Int32
	status.Store(400)
	a, batches, m := manage(t, &status, time.Now)
	a.See(firing("P1 red"))
	<-batches
	host := ""
	for h := range a.tallies {
		host = "alertmanager/" + h
	}
	require.Eventually(t, func() bool {
		return testutil.ToFloat64(m.Errors.WithLabelValues(host, notify.ReasonRefused)) == 1
	}, time.Minute, time.Millisecond)
	require.Positive(t, testutil.ToFloat64(m.Failing.WithLabelValues(host)))
	status.Store(200)
	a.See(firing("P1 red", "P2 red"))
	require.Len(t, <-batches, 2)
}
