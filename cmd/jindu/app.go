package main

import (
	"context"
	"errors"
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
	"jindu/collector/upstream"
	"jindu/internal/bulletin/archive"
	"jindu/internal/config"
	"jindu/internal/dispatch"
	"jindu/internal/model"
	"jindu/internal/query"
	"jindu/internal/rulebook"
	"jindu/internal/web"
	"jindu/internal/web/events"
)

// app is one jindu: what lives as long as the process. All that goes by the
// rules (catalog, packs, calendar) is its office, which is made anew when they
// change.
type app struct {
	config  *config.Config // As the program was started; an office has the newest.
	begun   *model.Catalog // Likewise.
	logger  *slog.Logger
	clock   func() time.Time
	ledger  reader
	commits *notifier            // The same ledger for those who write; nil where it can only be read.
	turn    collector.Turn       // Uploads are worked on one at a time, whichever office does.
	self    *prometheus.Registry // Of metrics that outlive an office.
	scrapes prometheus.ObserverVec
	engine  *promql.Engine
	away    func(context.Context) error // Why nothing can be read now; nil where it always can.
	judging <-chan struct{}             // Says to the evaluator that something was committed.
	changes <-chan struct{}             // Likewise to those who watch pages.
	events  *events.Broadcaster         // Tells these.
	shown   firingNow

	// What else works while jindu serves, and answers. The first office routes
	// what is there when it is made, so add to them before.
	actors []actor
	routes []func(gin.IRouter)

	deliveries *delivery.Group

	taken *upstream.Taken   // What other jindus delivered; nil where the ledger can only be read.
	desk  *upstream.Desk    // Takes acknowledgements; nil like it.
	below *upstream.Regions // The jindus that deliver here; nil where none may.

	wall  func() time.Time     // The machine's clock, by which messages are sent.
	hears []func(dispatch.Now) // Who hears of everything that fires.
	tells []*dispatch.Teller   // Those of them that tell receivers.

	issued *archive.Archive // Bulletins as they were issued.

	fetcher *rulebook.Fetcher // Of rules from above; nil where no jindu is.

	first   firstBoard
	office  atomic.Pointer[office]
	reloads reloads
	hangups <-chan os.Signal // Nil where nobody may ask for a reload so.
}

// actor works until its context ends. If it ends before, so does jindu.
type actor func(context.Context) error

// newApp opens the ledger and wires everything to it. Nothing listens and
// nothing runs until serve.
func newApp(env *environment, c *config.Config, o ledgerOptions) (*app, error) {
	rules, err := readRules(c)
	if err != nil {
		return nil, badInput{err}
	}
	a := &app{
		config: c, begun: rules.Catalog, logger: env.logger, clock: o.clock, turn: collector.NewTurn(), self: prometheus.NewRegistry(),
		wall: env.clock, issued: newArchive(c),
	}
	if err := a.openStore(env, o); err != nil {
		return nil, badInput{err}
	}
	a.engine = query.NewEngine(a.logger, a.self)
	registerSelf(a.self, a.ledger)
	a.scrapes = newScrapes(a.self)
	a.reloads = newReloads(a.self, a.clock)
	a.routes = append(a.routes, a.reloadRoute)
	a.wireEvents()
	if err := a.wireDownloads(); err != nil {
		return nil, joinClose(err, a)
	}
	if err := errors.Join(a.wireUpstream(), a.wireDeliveries(), a.wireNotify()); err != nil {
		return nil, joinClose(badInput{err}, a)
	}
	if err := a.wireRules(); err != nil {
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
		a.drawFirst,
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
