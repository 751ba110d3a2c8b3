package prometheus

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/exp/api/remote"

	"jindu/internal/store"
)

// client sends requests, in the newest version of remote write that the server
// takes. It may be used from several goroutines.
type client struct {
	api    *remote.API
	logger *slog.Logger
	old    atomic.Bool // The server takes 1.0 only.
	known  atomic.Bool // The server has taken something, so this is the place.
}

func newClient(address string, over *http.Client, logger *slog.Logger) (*client, error) {
	api, err := remote.NewAPI(address,
		remote.WithAPIPath(""),
		remote.WithAPIHTTPClient(over),
		remote.WithAPINoRetryOnRateLimit(),
		remote.WithAPIBackoff(remote.BackoffConfig{Min: time.Hour, Max: time.Hour, MaxRetries: 1}),
	)
	if err != nil {
		return nil, fmt.Errorf("url: %w", err)
	}
	return &client{api: api, logger: logger}, nil
}

// send sends one request. An error means that nothing is known, or that the
// server takes nothing; else it has judged the samples.
func (c *client) send(ctx context.Context, samples []sample) (answer, error) {
	a := c.negotiate(ctx, samples)
	if err := a.failure(ctx); err != nil {
		return a, err
	}
	if a.taken() || a.written > 0 {
		c.known.Store(true)
		return a, nil
	}
	return a, c.rightPlace(ctx, a)
}

// negotiate sends samples in 2.0, and in 1.0 to a server that does not take
// that: it says so, or is an older one that finds nothing in such a request.
func (c *client) negotiate(ctx context.Context, samples []sample) answer {
	if c.old.Load() {
		return c.post(ctx, remote.WriteV1MessageType, samples)
	}
	newer := c.post(ctx, remote.WriteV2MessageType, samples)
	if newer.written >= 0 || !newer.taken() &&
		newer.status != http.StatusUnsupportedMediaType && newer.status != http.StatusBadRequest {
		return newer
	}
	older := c.post(ctx, remote.WriteV1MessageType, samples)
	if older.taken() {
		c.old.Store(true)
		c.logger.Info("the server takes remote write 1.0 only")
	}
	return older
}

// post sends one request once; trying again is the delivery's.
func (c *client) post(ctx context.Context, kind remote.WriteMessageType, samples []sample) answer {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ctx, a := hearing(ctx)
	var message any = asV2(samples)
	if kind == remote.WriteV1MessageType {
		message = asV1(samples)
	}
	_, err := c.api.Write(ctx, kind, message, remote.WithWriteRetryCallback(func(error) { cancel() }))
	if a.status == 0 && a.err == nil {
		a.err = err
	}
	return *a
}

// rightPlace tells a server that refuses samples from a place that refuses
// everything, such as a path that is not for writing.
func (c *client) rightPlace(ctx context.Context, refused answer) error {
	if c.known.Load() {
		return nil
	}
	empty := c.post(ctx, remote.WriteV1MessageType, nil)
	if err := empty.failure(ctx); err != nil {
		return err
	}
	if !empty.taken() {
		return fmt.Errorf("write: %s: %w", refused.said(), store.ErrForbidden)
	}
	c.known.Store(true)
	return nil
}
