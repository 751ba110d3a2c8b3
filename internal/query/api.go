package query

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/grafana/regexp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/route"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/promql"
	v1 "github.com/prometheus/prometheus/web/api/v1"
)

// engineVersion is the release of Prometheus whose engine and handlers answer.
const engineVersion = "3.15.0"

// API is Prometheus's HTTP API over a ledger.
type API struct {
	handler http.Handler
	ledger  Ledger
	clock   func() time.Time
	zone    *time.Location
}

// NewAPI makes the API. The clock stands in for a missing time parameter, and
// bare dates in parameters are of the zone.
func NewAPI(
	logger *slog.Logger, engine *promql.Engine, queryable *Queryable,
	rules v1.RulesRetriever, clock func() time.Time, zone *time.Location,
) *API {
	api := v1.NewAPI(
		engine, queryable,
		nil, nil, nil, // No appendables, no exemplars.
		nil, nil, nil, // No scrape pools, targets or Alertmanagers: their paths are not offered.
		func() config.Config { return config.Config{} },
		map[string]string{}, v1.GlobalURLOptions{},
		func(f http.HandlerFunc) http.HandlerFunc { return f },
		nil, "", false, false, 0, logger,
		func(context.Context) v1.RulesRetriever { return rules },
		0, 0, 0, false,
		noOrigin, nil, buildInfo(),
		nil, nil, prometheus.NewRegistry(), prometheus.NewRegistry(), nil,
		false, nil, false, false, false, false,
		lookback, false, false, nil, nil,
		noOpenAPI, NewParser(),
	)
	router := route.New()
	api.Register(router.WithPrefix("/api/v1"))
	return &API{handler: router, ledger: queryable.ledger, clock: clock, zone: zone}
}

// noOrigin lets no other site's pages read the API.
var noOrigin = regexp.MustCompile("^$")

// noOpenAPI spares the tenth of a second that building a description of paths
// takes which are not offered.
var noOpenAPI = v1.OpenAPIOptions{IncludePaths: []string{"/none"}}

func buildInfo() *v1.PrometheusVersion {
	return &v1.PrometheusVersion{Version: engineVersion, Branch: "jindu", GoVersion: runtime.Version()}
}

// offered are the paths of Prometheus's API that jindu answers by its
// handlers. The others need a scraping Prometheus behind them.
var offered = map[string]bool{
	"/api/v1/query":            true,
	"/api/v1/query_range":      true,
	"/api/v1/format_query":     true,
	"/api/v1/parse_query":      true,
	"/api/v1/series":           true,
	"/api/v1/labels":           true,
	"/api/v1/rules":            true,
	"/api/v1/alerts":           true,
	"/api/v1/status/buildinfo": true,
}

// reportsPath is jindu's own, beside Prometheus's.
const reportsPath = "/api/v1/reports"

func isOffered(path string) bool {
	name, isLabel := strings.CutPrefix(path, "/api/v1/label/")
	if isLabel {
		label, values := strings.CutSuffix(name, "/values")
		return values && label != "" && !strings.Contains(label, "/")
	}
	return offered[path] || path == reportsPath
}

// maxForm is the largest request body that is read.
const maxForm = 1 << 20

// ServeHTTP answers one request below /api/v1.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/api/v1/metadata":
		serveMetadata(w, r)
		return
	case !isOffered(r.URL.Path):
		fail(w, http.StatusNotFound, "not_found", "jindu does not offer "+r.URL.Path)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		fail(w, http.StatusBadRequest, "bad_data", "form: "+err.Error())
		return
	}
	if err := boundExpressions(r.Form); err != nil {
		fail(w, http.StatusBadRequest, "bad_data", err.Error())
		return
	}
	asOf, err := a.readTimes(r)
	if err != nil {
		fail(w, http.StatusBadRequest, "bad_data", err.Error())
		return
	}
	if !asOf.IsZero() {
		r = r.WithContext(WithAsOf(r.Context(), asOf))
	}
	if r.URL.Path == reportsPath {
		a.serveReports(w, r, asOf)
		return
	}
	a.handler.ServeHTTP(w, r)
}
