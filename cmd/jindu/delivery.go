package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"jindu/collector/delivery"
	"jindu/internal/config"
)

// wireDeliveries makes a worker for each target of the configuration the
// program was started with. Nothing is sent until they run.
func (a *app) wireDeliveries() (err error) {
	var workers []*delivery.Worker
	defer func() {
		for _, w := range workers {
			if err != nil {
				err = errors.Join(err, w.Deliverer.Close())
			}
		}
	}()
	targets := a.config.Targets
	if a.commits == nil {
		targets = nil // There is one, which is read.
	}
	for _, t := range targets {
		w, err := a.newWorker(t)
		if err != nil {
			return err
		}
		workers = append(workers, w)
	}
	if a.deliveries, err = delivery.NewGroup(workers...); err != nil {
		return err
	}
	a.actors = append(a.actors, a.deliveries.Run)
	a.routes = append(a.routes, a.deliveries.Register)
	return a.self.Register(a.deliveries)
}

// placeOf names where a target is, in a way that tells nothing of it.
func placeOf(t config.Target) string {
	h := sha256.New()
	for _, text := range []string{t.Kind, t.URL, t.Org, t.Bucket} {
		_, _ = fmt.Fprintf(h, "%q\n", text) // A hash takes everything.
	}
	for _, name := range slices.Sorted(maps.Keys(t.Headers)) {
		_, _ = fmt.Fprintf(h, "%q: %q\n", name, t.Headers[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (a *app) newWorker(t config.Target) (*delivery.Worker, error) {
	to, err := a.newWay(t)
	if err != nil {
		return nil, fmt.Errorf("target %s: %w", t.Name, err)
	}
	w, err := delivery.NewWorker(delivery.Options{
		Name: t.Name, Kind: t.Kind, Place: placeOf(t), Dir: filepath.Join(a.config.Data, "delivery"),
		Ledger: a.commits, Commits: a.commits.listen(), Deliverer: to.deliverer, Projector: to.projector,
		Zone: a.config.Zone(), Clock: a.clock, Logger: a.logger,
	})
	if err != nil {
		return nil, errors.Join(err, to.deliverer.Close())
	}
	return w, nil
}
