package prometheus

import (
	"context"
	"time"
)

// settles is how long after an answer what was written may still be lost.
// VictoriaMetrics keeps it in memory for some five seconds, more where it is
// busy, and loses that when it is killed. Prometheus hands it to the system
// before it answers, so that only its machine can lose it, with what Linux has
// not written to disk yet: by default that of half a minute. Mimir and Thanos
// do as Prometheus does.
const settles = time.Minute

// askTimeout is how long a server may take to show since when it runs.
const askTimeout = 10 * time.Second

// Settles is how long after an answer what was written may still be lost: a
// minute, or more where VictoriaMetrics is told to keep it in memory longer.
func (t *Target) Settles() time.Duration { return max(settles, 6*t.engine.buffers) }

// Began gives since when the server runs, zero where it shows that nowhere. An
// error is that it can't be reached.
func (t *Target) Began(ctx context.Context) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	found, err := t.pages.engine(ctx)
	if err != nil {
		return time.Time{}, err
	}
	t.learn(found, t.options.Clock())
	return found.began, nil
}
