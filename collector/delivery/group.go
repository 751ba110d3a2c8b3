package delivery

import (
	"context"
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
)

// A Group is the workers of one jindu. It is a collector of their metrics.
type Group struct{ workers []*Worker }

var _ prometheus.Collector = (*Group)(nil)

// NewGroup puts workers together. No two may have one name.
func NewGroup(workers ...*Worker) (*Group, error) {
	g := &Group{workers}
	for i, w := range workers {
		if g.Worker(w.Name) != workers[i] {
			return nil, fmt.Errorf("two targets are named %s", w.Name)
		}
	}
	return g, nil
}

// Worker gives the worker of a target; nil where there is none.
func (g *Group) Worker(name string) *Worker {
	for _, w := range g.workers {
		if w.Name == name {
			return w
		}
	}
	return nil
}

// Run delivers to all targets until the context ends, which is no error.
func (g *Group) Run(ctx context.Context) error {
	all, working := errgroup.WithContext(ctx)
	for _, w := range g.workers {
		all.Go(func() error { return w.Run(working) })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	<-ctx.Done() // A group without workers does not end either.
	return nil
}

// Statuses tell how the deliveries stand, in the order of the configuration.
func (g *Group) Statuses(ctx context.Context) []Status {
	all := make([]Status, 0, len(g.workers))
	for _, w := range g.workers {
		all = append(all, w.Status(ctx))
	}
	return all
}
