package alert

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// At gives what fires by the rules of some options at an instant, without a word
// to anybody and whatever fires now. Rules that wait (for) have no past here, so
// that nothing of theirs fires. The context may say as of when things are known.
func At(ctx context.Context, o Options, t time.Time) (Told, error) {
	o.Clock, o.Tell, o.Away, o.Registerer = func() time.Time { return t }, nil, nil, prometheus.NewRegistry()
	e, err := New(o)
	if err != nil {
		return Told{}, err
	}
	e.Evaluate(ctx)
	if err := ctx.Err(); err != nil {
		return Told{}, err
	}
	return *e.last, nil
}
