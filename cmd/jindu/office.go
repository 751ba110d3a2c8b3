package main

import (
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/exporter"
	"jindu/internal/alert"
	"jindu/internal/board"
	"jindu/internal/config"
	"jindu/internal/query"
	"jindu/internal/web"
	"jindu/internal/web/page"
)

// office is all of a jindu that goes by the rules. It is never changed: when
// the rules do, another takes its place. It holds nothing open, so that it is
// gone with the last request that it answers.
type office struct {
	*app

	config    *config.Config
	rules     officeRules
	boards    *board.Boards
	queryable *query.Queryable
	self      *prometheus.Registry // Of metrics that go with the office.
	collector *collector.Collector // Nil where the ledger can only be read, and so no watchers.
	evaluator *alert.Evaluator     // Nil where another evaluates the rules.
	watchers  []*source.Folder
	web       *web.Server
}

// newOffice wires an office; nothing of it runs until it is in charge.
func (a *app) newOffice(c *config.Config, rules officeRules) (*office, error) {
	o := &office{app: a, config: c, rules: rules, self: prometheus.NewRegistry()}
	o.stamp()
	var err error
	if o.boards, err = board.New(a.ledger, rules.Rules); err != nil {
		return nil, err
	}
	o.queryable = query.NewQueryable(o.boards, query.WithSelf(prometheus.Gatherers{a.self, o.self, prometheus.GathererFunc(o.alertSeries)}, a.clock))
	if err := o.wireAlerts(); err != nil {
		return nil, err
	}
	if err := o.wireCollector(); err != nil {
		return nil, err
	}
	return o, o.wireWeb()
}

func (o *office) wireCollector() (err error) {
	if o.commits == nil {
		return nil
	}
	o.collector, err = collector.New(collector.Options{
		Ledger: o.commits, Catalog: o.rules.Catalog, Zone: o.rules.Zone, Clock: o.clock, Region: o.config.Region,
		KeepDir: filepath.Join(o.config.Data, "files"), Logger: o.logger, Registerer: o.app.self, Turn: o.turn,
	})
	if err != nil {
		return err
	}
	for _, dir := range o.config.Watch {
		folder, err := source.NewFolder(source.FolderOptions{
			Dir: dir, Submitter: o.collector, Logger: o.logger, Registerer: o.self,
		})
		if err != nil {
			return err
		}
		o.watchers = append(o.watchers, folder)
	}
	return nil
}

func (o *office) wireWeb() (err error) {
	boards := prometheus.NewRegistry()
	boards.MustRegister(exporter.New(o.boards, o.clock))
	kit := page.Kit{
		Boards: o.boards, Ledger: o.ledger, Catalog: o.rules.Catalog, Clock: o.clock, Zone: o.rules.Zone,
		Version: version, Region: o.config.Region, Away: o.away, Logger: o.logger,
	}
	pages, err := o.pages(&kit)
	if err != nil {
		return err
	}
	o.web, err = web.New(web.Options{
		Kit:         kit,
		Metrics:     promhttp.InstrumentHandlerDuration(o.scrapes, o.metricsHandler(boards)),
		SelfMetrics: o.metricsHandler(prometheus.Gatherers{o.app.self, o.self}),
		Query:       query.NewAPI(o.logger, o.engine, o.queryable, o.retriever(), o.clock, o.rules.Zone),
		Routes:      slices.Concat(pages, o.routes),
		Alerts:      o.activeAlerts, Judge: o.judge, Links: o.regionLinks(), Undrawable: o.undrawable,
	})
	return err
}

func (o *office) metricsHandler(g prometheus.Gatherer) http.Handler {
	return promhttp.HandlerFor(g, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(o.logger.Handler(), slog.LevelError)})
}
