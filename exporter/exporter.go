package exporter

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/internal/metric"
	"jindu/internal/progress"
)

// Boards gives the board that is exported.
type Boards interface {
	// Board gives the board at t as known at asOf; a zero asOf means
	// everything known. It is shared and must not be changed.
	Board(ctx context.Context, t, asOf time.Time) (*progress.Board, error)
}

// timeout bounds the evaluation of a board for one scrape.
const timeout = 30 * time.Second

// Collector exports the board of the clock's instant. Its samples carry no
// timestamp. It may be collected from several goroutines.
type Collector struct {
	boards Boards
	clock  func() time.Time
	descs  map[*metric.Family]*prometheus.Desc
}

// New makes a collector; register it with a registry of its own.
func New(boards Boards, clock func() time.Time) *Collector {
	c := &Collector{boards: boards, clock: clock, descs: map[*metric.Family]*prometheus.Desc{}}
	for _, f := range metric.Families() {
		c.descs[f] = prometheus.NewDesc(f.Name, f.Help.EN+" "+f.Help.ZH, f.Labels, nil)
	}
	return c
}

// Describe gives every family.
func (c *Collector) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range c.descs {
		descs <- d
	}
}

// Collect evaluates the board and gives its samples. Where that fails the
// scrape fails, rather than show half a board.
func (c *Collector) Collect(metrics chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	board, err := c.boards.Board(ctx, c.clock(), time.Time{})
	if err != nil {
		metrics <- prometheus.NewInvalidMetric(c.descs[metric.DayFamily()], fmt.Errorf("evaluate the board: %w", err))
		return
	}
	metric.OfBoard(board, func(s metric.Sample) {
		m, err := prometheus.NewConstMetric(c.descs[s.Family], prometheus.GaugeValue, s.Value, s.Labels...)
		if err != nil {
			m = prometheus.NewInvalidMetric(c.descs[s.Family], err)
		}
		metrics <- m
	})
}
