package main

import (
	"errors"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/collector/delivery"
	"jindu/internal/config"
)

// newDeliveries makes a worker for each target of the configuration, with their
// metrics. Nothing is sent until they run.
func newDeliveries(
	o office, c *config.Config, logger *slog.Logger, registerer prometheus.Registerer,
) (group *delivery.Group, err error) {
	var workers []*delivery.Worker
	defer func() {
		if err != nil {
			for _, w := range workers {
				err = errors.Join(err, w.Deliverer.Close())
			}
		}
	}()
	for _, t := range c.Targets {
		to, err := newWay(o, t)
		if err != nil {
			return nil, err
		}
		w, err := delivery.NewWorker(delivery.Options{
			Name: t.Name, Kind: t.Kind, Dir: deliveryDir(c), Ledger: o.ledger,
			Deliverer: to.deliverer, Projector: to.projector, Zone: o.zone, Clock: o.clock, Logger: logger,
		})
		if err != nil {
			return nil, errors.Join(err, to.deliverer.Close())
		}
		workers = append(workers, w)
	}
	if group, err = delivery.NewGroup(workers...); err != nil {
		return nil, err
	}
	return group, registerer.Register(group)
}
