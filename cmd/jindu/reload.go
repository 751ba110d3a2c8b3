package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/internal/config"
)

// reloads are requests to read the rules anew, and what became of them.
type reloads struct {
	asked chan chan<- reloadAnswer
	load  func() (*config.Config, error) // Reads the configuration again; nil where there is no file of it.
	clock func() time.Time

	successful prometheus.Gauge
	succeeded  prometheus.Gauge
}

// reloaded says what a reload did.
type reloaded struct {
	Restart []string // Keys that were changed and count only after a restart.
}

type reloadAnswer struct {
	done reloaded
	err  error
}

// newReloads registers the metrics, by the names that Prometheus gives its own.
func newReloads(r prometheus.Registerer, clock func() time.Time) reloads {
	all := reloads{
		asked: make(chan chan<- reloadAnswer), clock: clock,
		successful: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jindu_config_last_reload_successful", Help: "Whether the configuration and its files could be read when they were last to be.",
		}),
		succeeded: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jindu_config_last_reload_success_timestamp_seconds", Help: "When the configuration and its files were last read without a fault.",
		}),
	}
	r.MustRegister(all.successful, all.succeeded)
	all.note(nil)
	return all
}

// note keeps in the metrics how the newest reading went.
func (r *reloads) note(err error) {
	if err != nil {
		r.successful.Set(0)
		return
	}
	r.successful.Set(1)
	r.succeeded.Set(float64(r.clock().UnixMilli()) / 1000)
}

// tell notes and logs what became of a reload.
func (r *reloads) tell(logger *slog.Logger, done reloaded, err error) {
	r.note(err)
	if err != nil {
		logger.Error("configuration not reloaded; jindu goes on by the rules it had", "err", err)
		return
	}
	logger.Info("configuration reloaded")
	if len(done.Restart) > 0 {
		logger.Warn("these keys were changed and count only after a restart", "keys", done.Restart)
	}
}

// prepare reads the rules anew and makes the office that goes by them. The one
// in charge goes on meanwhile, and for good where anything is wrong.
func (a *app) prepare() (*office, reloaded, error) {
	c := a.config
	if a.reloads.load != nil {
		var err error
		if c, err = a.reloads.load(); err != nil {
			return nil, reloaded{}, err
		}
	}
	var done reloaded
	c, done.Restart = c.Reloaded(a.config)
	rules, err := readRules(c)
	if err != nil {
		return nil, reloaded{}, err
	}
	next, err := a.newOffice(c, rules)
	return next, done, err
}

// reload asks for the rules to be read anew, and waits until they count or
// what is wrong with them is known.
func (a *app) reload(ctx context.Context) (reloaded, error) {
	answered := make(chan reloadAnswer, 1)
	select {
	case a.reloads.asked <- answered:
	case <-ctx.Done():
		return reloaded{}, fmt.Errorf("reload: %w", ctx.Err())
	}
	select {
	case got := <-answered:
		return got.done, got.err
	case <-ctx.Done():
		return reloaded{}, fmt.Errorf("reload: %w", ctx.Err())
	}
}

// reloadOnHangup reloads at each signal until the context ends.
func (a *app) reloadOnHangup(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.hangups:
			_, _ = a.reload(ctx) // What became of it was logged.
		}
	}
}
