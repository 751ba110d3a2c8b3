package prometheus_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	metrics "github.com/prometheus/client_golang/prometheus"
	prom "github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
	"jindu/internal/store/prometheus"
	"jindu/internal/testbed"
)

// engine is a real server that is written to and asked.
type engine struct {
	*testbed.Server
	victoria bool
}

func newPrometheus(t testing.TB, flags ...string) engine {
	return engine{Server: testbed.Prometheus(t, flags...)}
}

func newVictoria(t testing.TB, flags ...string) engine {
	return engine{testbed.VictoriaMetrics(t, flags...), true}
}

func (e engine) options() prometheus.Options {
	return prometheus.Options{
		Name: "there", URL: e.URL + "/api/v1/write", Zone: officetest.Zone, QueryURL: e.URL,
		Logger: slog.New(slog.DiscardHandler), Clock: time.Now, FoundWithin: 20 * time.Second,
	}
}

func open(t testing.TB, o prometheus.Options) *prometheus.Target {
	t.Helper()
	target, err := prometheus.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, target.Close()) })
	return target
}

// get asks a server for a page.
func get(t testing.TB, address string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close() //nolint:errcheck // Only read.
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, 2, response.StatusCode/100, "%s: %s", address, text)
	return text
}

// at asks what is there at an instant, looking back so far.
func (e engine) at(t testing.TB, expr string, at time.Time, back time.Duration) map[string]float64 {
	t.Helper()
	form := url.Values{"query": {expr}, "time": {strconv.FormatInt(at.Unix(), 10)}}
	if e.victoria {
		form.Set("max_lookback", strconv.FormatInt(int64(back/time.Second), 10)+"s")
		form.Set("nocache", "1")
	} else {
		form.Set("lookback_delta", strconv.FormatInt(int64(back/time.Second), 10)+"s")
	}
	return vector(t, get(t, e.URL+"/api/v1/query?"+form.Encode()))
}

// settled makes what was written be found.
func (e engine) settled(t testing.TB) {
	if e.victoria {
		get(t, e.URL+"/internal/force_flush")
	}
}

func vector(t testing.TB, text []byte) map[string]float64 {
	t.Helper()
	var answer struct{ Data struct{ Result prom.Vector } }
	require.NoError(t, json.Unmarshal(text, &answer))
	found := map[string]float64{}
	for _, s := range answer.Data.Result {
		found[s.Metric.String()] = float64(s.Value)
	}
	return found
}

// asked is jindu's own PromQL over a ledger.
type asked struct {
	testing.TB
	queryable *query.Queryable
	api       *query.API
}

func newAsked(t testing.TB, ledger *pebble.Ledger) *asked {
	t.Helper()
	boards, err := board.New(ledger, officetest.Rules())
	require.NoError(t, err)
	queryable, logger := query.NewQueryable(boards), slog.New(slog.DiscardHandler)
	api := query.NewAPI(logger, query.NewEngine(logger, metrics.NewRegistry()), queryable, nil, time.Now, officetest.Zone)
	return &asked{t, queryable, api}
}

// at asks what holds at an instant.
func (a *asked) at(expr string, at time.Time) map[string]float64 {
	a.Helper()
	form := url.Values{"query": {expr}, "time": {strconv.FormatInt(at.Unix(), 10)}}
	request, err := http.NewRequestWithContext(a.Context(), http.MethodPost, "/api/v1/query", strings.NewReader(form.Encode()))
	require.NoError(a, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := &recorder{header: http.Header{}}
	a.api.ServeHTTP(answer, request)
	return vector(a, []byte(answer.String()))
}

// recorder is a response in memory.
type recorder struct {
	strings.Builder
	header http.Header
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(int) {}

// logOf makes a batch of the whole log.
func logOf(t testing.TB, ledger *pebble.Ledger) store.Batch {
	t.Helper()
	var b store.Batch
	versions := map[string]int{}
	for change, err := range ledger.Changes(t.Context(), 0) {
		require.NoError(t, err)
		if change.Series == nil {
			continue
		}
		key := change.Series.String() + change.Version.Period.String()
		b.Figures = append(b.Figures, store.Figure{
			Sequence: change.Sequence, Series: change.Series, Version: change.Version, Revision: versions[key],
		})
		versions[key]++
	}
	return b
}

// figure is one figure that is written by itself.
func figure(series model.Series, p model.Period, value float64, revision int) store.Figure {
	return store.Figure{
		Sequence: 1, Series: &series, Revision: revision,
		Version: model.Version{Point: model.Point{Period: p, Value: value}},
	}
}

func revenue() model.Series {
	return model.NewSeries("jindu_indicator_yuan", "indicator", "general_public_budget_revenue", "region", officetest.Region,
		"measure", "ytd", "origin", "published")
}

// configured starts a Prometheus with a configuration of its own.
func configured(t testing.TB, config string, flags ...string) engine {
	t.Helper()
	e := newPrometheus(t, append(flags, "--web.enable-lifecycle")...)
	require.NoError(t, os.WriteFile(filepath.Join(e.Dir, "prometheus.yml"), []byte(config), 0o600))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.URL+"/-/reload", http.NoBody)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	return e
}

// onlyWrites stands before a server and lets one path through.
func onlyWrites(t testing.TB, address, path string) string {
	t.Helper()
	to, err := url.Parse(address)
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(to)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			http.NotFound(w, r)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func isForbidden(err error) bool { return errors.Is(err, store.ErrForbidden) }

func asRetry(err error, later **store.RetryError) bool { return errors.As(err, later) }
