package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	actors "github.com/oklog/run"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql"

	"jindu/collector"
	"jindu/collector/delivery"
	"jindu/internal/config"
	"jindu/internal/query"
	"jindu/internal/web"
)

// app is one jindu: what lives as long as the process. All that goes by the
// rules (catalog, packs, calendar) is its office, which is made anew when they
// change.
type app struct {
	config  *config.Config // As the program was started; an office has the newest.
	logger  *slog.Logger
	clock   func() time.Time
	ledger  reader
	commits *notifier            // The same ledger for those who write; nil where it can only be read.
	turn    collector.Turn       // Uploads are worked on one at a time, whichever office does.
	self    *prometheus.Registry // Of metrics that outlive an office.
	engine  *promql.Engine
	judging <-chan struct{} // Says to the evaluator that something was committed.

	// What else works while jindu serves, and answers. Add to them before serve.
	actors []actor
	routes []func(gin.IRouter)

	deliveries *delivery.Group

	office  atomic.Pointer[office]
	reloads reloads
	hangups <-chan os.Signal // Nil where nobody may ask for a reload so.
}

// actor works until its context ends. If it ends before, so does jindu.
type actor func(context.Context) error

// newApp opens the ledger and wires everything to it. Nothing listens and
// nothing runs until serve.
func newApp(env *environment, c *config.Config, o ledgerOptions) (*app, error) {
	rules, err := readRulebook(c)
	if err != nil {
		return nil, badInput{err}
	}
	ledger, err := openLedger(env, c, o)
	if err != nil {
		return nil, badInput{err}
	}
	a := &app{
		config: c, logger: env.logger, clock: o.clock, ledger: ledger, commits: newNotifier(ledger),
		turn: collector.NewTurn(), self: prometheus.NewRegistry(),
	}
	a.judging = a.commits.listen()
	a.engine = query.NewEngine(a.logger, a.self)
	registerSelf(a.self, a.ledger)
	a.reloads = newReloads(a.self, a.clock)
	a.routes = append(a.routes, a.reloadRoute)
	if err := a.wireDeliveries(); err != nil {
		return nil, joinClose(badInput{err}, a)
	}
	first, err := a.newOffice(c, rules)
	if err != nil {
		return nil, joinClose(badInput{err}, a)
	}
	a.office.Store(first)
	return a, nil
}

// ServeHTTP answers by the office there is. A request that is under way when
// the rules change is finished by the office that began it.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.office.Load().web.Handler().ServeHTTP(w, r)
}

// serve runs everything until the context ends or a part fails.
func (a *app) serve(ctx context.Context, listener net.Listener) error {
	var group actors.Group
	all := append([]actor{
		func(ctx context.Context) error { return web.Serve(ctx, listener, a.config.WebConfig, a, a.logger) },
		a.runOffices,
		a.reloadOnHangup,
	}, a.actors...)
	for _, work := range all {
		ctx, cancel := context.WithCancel(ctx)
		group.Add(func() error { return work(ctx) }, func(error) { cancel() })
	}
	return group.Run()
}

// Close lets go of the ledger.
func (a *app) Close() error { return a.ledger.Close() }
