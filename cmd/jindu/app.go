package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	actors "github.com/oklog/run"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/exporter"
	"jindu/internal/alert"
	"jindu/internal/board"
	"jindu/internal/config"
	"jindu/internal/progress"
	"jindu/internal/query"
	"jindu/internal/store/pebble"
	"jindu/internal/web"
)

// app is one jindu: a ledger and all that works on it, in one process.
type app struct {
	config    *config.Config
	logger    *slog.Logger
	ledger    *pebble.Ledger
	packs     packs
	boards    *board.Boards
	collector *collector.Collector
	evaluator *alert.Evaluator // Nil where another evaluates the rules.
	watchers  []*source.Folder
	web       *web.Server
}

// evaluateEvery is how often alerts are judged while nothing is committed.
const evaluateEvery = 30 * time.Second

// ledgerOptions say how a command uses a ledger.
type ledgerOptions struct {
	clock     func() time.Time
	mustExist bool // A missing ledger is an error.
	passing   bool // The folder goes away with the command.
}

// sizes spares a passing ledger, which is small, the memory that large ones
// need and the space that is set aside for full disks.
func (o ledgerOptions) sizes(p pebble.Options) pebble.Options {
	if o.passing {
		p.Ballast, p.MemTable, p.Cache = -1, 2<<20, 2<<20
	}
	return p
}

// newApp opens the ledger and wires everything to it. Nothing listens and
// nothing runs until serve.
func newApp(env *environment, c *config.Config, o ledgerOptions) (*app, error) {
	catalog, err := c.ReadCatalog()
	if err != nil {
		return nil, badInput{err}
	}
	packs, err := readPacks(c, catalog.Packs)
	if err != nil {
		return nil, badInput{err}
	}
	workdays, err := c.ReadWorkdays()
	if err != nil {
		return nil, badInput{err}
	}
	ledger, err := pebble.Open(env.ctx, o.sizes(pebble.Options{
		Dir: filepath.Join(c.Data, "ledger"), MustExist: o.mustExist,
		Clock: o.clock, Zone: c.Zone(), Logger: env.logger,
	}))
	if err != nil {
		return nil, badInput{err}
	}
	a := &app{config: c, logger: env.logger, ledger: ledger, packs: packs}
	rules := progress.Rules{Catalog: catalog, Packs: packs.applied, Zone: c.Zone(), Workdays: workdays}
	if err := a.wire(rules, o.clock); err != nil {
		return nil, errors.Join(badInput{err}, ledger.Close())
	}
	return a, nil
}

func (a *app) wire(rules progress.Rules, clock func() time.Time) (err error) {
	boardMetrics, selfMetrics := prometheus.NewRegistry(), prometheus.NewRegistry()
	commits := newNotifier(a.ledger)
	if a.boards, err = board.New(a.ledger, rules); err != nil {
		return err
	}
	engine := query.NewEngine(a.logger, selfMetrics)
	queryable := query.NewQueryable(a.boards)
	if err := a.wireAlerts(engine, queryable, clock, commits.changed, selfMetrics); err != nil {
		return err
	}
	a.collector, err = collector.New(collector.Options{
		Ledger: commits, Catalog: rules.Catalog, Zone: rules.Zone, Clock: clock, Region: a.config.Region,
		KeepDir: filepath.Join(a.config.Data, "files"), Logger: a.logger, Registerer: selfMetrics,
	})
	if err != nil {
		return err
	}
	for _, dir := range a.config.Watch {
		folder, err := source.NewFolder(source.FolderOptions{
			Dir: dir, Submitter: a.collector, Logger: a.logger, Registerer: selfMetrics,
		})
		if err != nil {
			return err
		}
		a.watchers = append(a.watchers, folder)
	}
	submissions := source.NewHTTP(source.HTTPOptions{
		Service: a.collector, Receipts: a.ledger, Zone: rules.Zone, Logger: a.logger,
	})
	boardMetrics.MustRegister(exporter.New(a.boards, clock))
	registerSelf(selfMetrics, a.ledger)
	options := web.Options{
		Boards: a.boards, Ledger: a.ledger, Catalog: rules.Catalog, Clock: clock, Zone: rules.Zone,
		Version: version, Metrics: metricsHandler(boardMetrics, a.logger), SelfMetrics: metricsHandler(selfMetrics, a.logger),
		Query:       query.NewAPI(a.logger, engine, queryable, a.retriever(), clock, rules.Zone),
		Submissions: submissions.Register,
		Alerts:      a.activeAlerts, Judge: a.judge, Logger: a.logger,
	}
	if err := a.wireDownloads(&options, clock); err != nil {
		return err
	}
	a.web, err = web.New(options)
	return err
}

func metricsHandler(r *prometheus.Registry, logger *slog.Logger) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelError)})
}

// serve runs everything until the context ends or a part fails.
func (a *app) serve(ctx context.Context, listener net.Listener) error {
	var group actors.Group
	actor := func(work func(context.Context) error) {
		ctx, cancel := context.WithCancel(ctx)
		group.Add(func() error { return work(ctx) }, func(error) { cancel() })
	}
	actor(func(ctx context.Context) error { return a.web.Serve(ctx, listener, a.config.WebConfig) })
	if a.evaluator != nil {
		actor(a.evaluator.Run)
	}
	for _, w := range a.watchers {
		actor(w.Run)
	}
	return group.Run()
}

// Close lets go of the ledger.
func (a *app) Close() error { return a.ledger.Close() }
