package alert

import (
	"context"
	"errors"
	"log/slog"

	"github.com/prometheus/prometheus/promql"
)

// quiet passes by what Prometheus logs of queries that ended because whoever
// asked has stopped: it does so itself of a rule's query, but not of those in
// the texts of alerts.
type quiet struct{ slog.Handler }

// Handle logs what is not about a query that was canceled.
func (q quiet) Handle(ctx context.Context, record slog.Record) error {
	stopped := false
	record.Attrs(func(a slog.Attr) bool {
		err, _ := a.Value.Any().(error)
		var canceled promql.ErrQueryCanceled
		stopped = errors.As(err, &canceled)
		return !stopped
	})
	if stopped {
		return nil
	}
	return q.Handler.Handle(ctx, record)
}

// WithAttrs keeps quiet.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup keeps quiet.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
