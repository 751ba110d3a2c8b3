package query

import (
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// The limits of one query.
const (
	maxSamples = 20_000_000 // At 16 bytes each.
	timeout    = time.Minute
)

// NewEngine makes Prometheus's engine as jindu runs it: a value holds until
// something ends it, so it looks back for years.
func NewEngine(logger *slog.Logger, registerer prometheus.Registerer) *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		Logger:               logger,
		Reg:                  registerer,
		MaxSamples:           maxSamples,
		Timeout:              timeout,
		LookbackDelta:        lookback,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               NewParser(),
	})
}

// NewParser makes the parser of the same dialect as the engine.
func NewParser() parser.Parser { return parser.NewParser(parser.Options{}) }
