package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"jindu/collector/upstream"
	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/influx"
)

// pollEvery is how often a reader looks whether something was delivered.
const pollEvery = 5 * time.Second

// pollTimeout is how long looking may take.
const pollTimeout = 30 * time.Second

// openStore opens what is read: the ledger, which takes submissions too, or
// what a target holds, where nothing is taken.
func (a *app) openStore(env *environment, o ledgerOptions) error {
	if t, ok := a.config.Reader(); ok {
		return a.openReader(t)
	}
	ledger, err := openLedger(env, a.config, o)
	if err != nil {
		return err
	}
	a.ledger, a.commits = ledger, newNotifier(ledger)
	a.judging, a.changes = a.commits.listen(), a.commits.listen()
	registerDisk(a.self, ledger)
	return nil
}

// openReader makes this jindu one that only reads. It connects to nothing yet.
func (a *app) openReader(t config.Target) error {
	o, err := influxOptions(a, t)
	if err != nil {
		return fmt.Errorf("read_from %s: %w", t.Name, err)
	}
	s, err := influx.New(o)
	if err != nil {
		return fmt.Errorf("read_from %s: %w", t.Name, err)
	}
	w := newHeadWatch(a, t.Name, s)
	a.ledger, a.judging, a.changes = s, w.listen(), w.listen()
	a.actors = append(a.actors, w.run)
	a.routes = append(a.routes, readOnlyRoutes)
	a.away = w.away
	return nil
}

// headWatch looks how far a store has got, and tells when it has got further,
// so that alerts are judged at once.
type headWatch struct {
	bell

	app   *app
	name  string
	store *influx.Store
	every time.Duration

	known  store.Head
	failed bool
	polled prometheus.Gauge
	errors prometheus.Counter
}

func newHeadWatch(a *app, name string, s *influx.Store) *headWatch {
	w := &headWatch{
		app: a, name: name, store: s, every: pollEvery,
		polled: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jindu_reader_last_success_timestamp_seconds", Help: "When the store that is read last told how far it has got.",
		}),
		errors: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "jindu_reader_errors_total", Help: "How often the store that is read could not tell how far it has got.",
		}),
	}
	a.self.MustRegister(w.polled, w.errors)
	return w
}

// run looks again and again until the context ends.
func (w *headWatch) run(ctx context.Context) error {
	ticker := time.NewTicker(w.every)
	defer ticker.Stop()
	for {
		w.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// look asks once. A failure is logged when it begins, and when it is over.
func (w *headWatch) look(ctx context.Context) {
	asking, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	h, err := w.store.Head(asking)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		w.errors.Inc()
		if !w.failed {
			w.app.logger.Warn("the store that is read can't be reached", "target", w.name, "err", err)
		}
		w.failed = true
		return
	case w.failed:
		w.app.logger.Info("the store that is read answers again", "target", w.name)
	}
	w.failed = false
	w.polled.Set(float64(w.app.clock().UnixMilli()) / 1000)
	if h == w.known {
		return
	}
	w.known = h
	w.ring()
}

// awayTimeout is how long whoever wants to read waits for a store that hangs.
const awayTimeout = 10 * time.Second

// away says why nothing can be read now.
func (w *headWatch) away(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, awayTimeout)
	defer cancel()
	if _, err := w.store.Head(ctx); err != nil {
		return fmt.Errorf("read from %s: %w", w.name, err)
	}
	return nil
}

// readOnlyRoutes answer those who hand something in.
func readOnlyRoutes(r gin.IRouter) {
	r.POST("/submissions", refuseToTake)
	r.POST("/submissions/:id/withdrawal", refuseToTake)
	r.POST(upstream.AcknowledgePath, refuseToTake)
}

func refuseToTake(c *gin.Context) {
	c.Header("Allow", "GET, HEAD")
	c.AbortWithStatusJSON(http.StatusMethodNotAllowed, gin.H{"error": gin.H{"code": "read_only", "message": model.Text{
		ZH: "这里只供查阅，不接收数据：请报送到有账本的 jindu",
		EN: "this jindu only reads: hand it in at the one that has the ledger",
	}}})
}
