package dispatch

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	common "github.com/prometheus/common/config"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/notifier"

	"jindu/internal/notify"
)

// An Alertmanager is one that is told what fires.
type Alertmanager struct {
	URL    *url.URL
	Client common.HTTPClientConfig
}

// How alerts are told to Alertmanagers: again and again, for they forget what
// fires when they end, and each time that it fires until some time later.
const (
	leastFires  = 2 * time.Minute // Evaluations are half a minute apart.
	tellEnded   = 15 * time.Minute
	sendTimeout = 10 * time.Second
	queued      = 10_000
)

// AlertmanagersOptions are what Alertmanagers are told by. All must be given.
type AlertmanagersOptions struct {
	To         []Alertmanager
	Resend     time.Duration // Between messages on what goes on.
	Metrics    *notify.Metrics
	Clock      func() time.Time
	Registerer prometheus.Registerer
	Logger     *slog.Logger
}

// Alertmanagers tell all that fires to Alertmanagers, by Prometheus's own
// notifier. Each gets everything.
type Alertmanagers struct {
	AlertmanagersOptions
	manager *notifier.Manager
	groups  map[string][]*targetgroup.Group
	tallies map[string]*notify.Tally // By host.

	mu    sync.Mutex
	known map[string]notify.Alert // What fires, or ended lately.
	sent  time.Time               // When all of it was sent; zero before there is anywhere to send to.
	ready bool

	missed atomic.Bool // An Alertmanager did not take something.
}

// NewAlertmanagers makes what tells Alertmanagers. Nothing is connected to.
func NewAlertmanagers(o AlertmanagersOptions) (*Alertmanagers, error) {
	a := &Alertmanagers{
		AlertmanagersOptions: o, groups: map[string][]*targetgroup.Group{},
		known: map[string]notify.Alert{}, tallies: map[string]*notify.Tally{},
	}
	a.manager = notifier.NewManager(&notifier.Options{
		QueueCapacity: queued, DrainOnShutdown: true, Do: a.do, Registerer: o.Registerer,
	}, model.UTF8Validation, o.Logger)
	settings := config.DefaultConfig
	for i, one := range o.To {
		own := config.DefaultAlertmanagerConfig
		own.Scheme, own.PathPrefix, own.Timeout = one.URL.Scheme, one.URL.Path, model.Duration(sendTimeout)
		own.HTTPClientConfig = one.Client
		settings.AlertingConfig.AlertmanagerConfigs = append(settings.AlertingConfig.AlertmanagerConfigs, &own)
		a.groups[fmt.Sprintf("config-%d", i)] = []*targetgroup.Group{{ // As the notifier calls it.
			Source: one.URL.Host, Targets: []model.LabelSet{{model.AddressLabel: model.LabelValue(one.URL.Host)}},
		}}
		a.tallies[one.URL.Host] = o.Metrics.Tally("alertmanager/"+one.URL.Host, o.Clock)
	}
	if err := a.manager.ApplyConfig(&settings); err != nil {
		return nil, fmt.Errorf("alertmanagers: %w", err)
	}
	return a, nil
}

// Run sends what See is told until the context ends.
func (a *Alertmanagers) Run(ctx context.Context) error {
	ended := make(chan struct{})
	targets := make(chan map[string][]*targetgroup.Group, 1)
	targets <- a.groups
	go func() {
		defer close(ended)
		a.manager.Run(targets)
	}()
	a.begin(ctx)
	<-ctx.Done()
	a.manager.Stop()
	<-ended
	return nil
}

// begin waits until the notifier knows where to send to, before which it drops
// what it is given, and sends what was seen so far.
func (a *Alertmanagers) begin(ctx context.Context) {
	poll := time.NewTicker(5 * time.Millisecond)
	defer poll.Stop()
	for len(a.manager.Alertmanagers()) < len(a.To) {
		select {
		case <-ctx.Done():
			return
		case <-poll.C:
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ready = true
	a.send(a.known)
}

// do sends a request and counts what becomes of it.
func (a *Alertmanagers) do(ctx context.Context, client *http.Client, request *http.Request) (*http.Response, error) {
	response, err := client.Do(request.WithContext(ctx))
	tally := a.tallies[request.URL.Host]
	a.missed.CompareAndSwap(false, err != nil || response.StatusCode/100 != 2)
	switch {
	case err != nil && ctx.Err() != nil:
		tally.Failed(notify.ReasonTimeout)
	case err != nil:
		tally.Failed(notify.ReasonFailed)
	case response.StatusCode/100 == 4:
		tally.Failed(notify.ReasonRefused)
	case response.StatusCode/100 != 2:
		tally.Failed(notify.ReasonFailed)
	default:
		tally.Took()
	}
	return response, err
}

// See takes in all that fires, and sends what is new at once, and everything
// after a while or where something was not taken.
func (a *Alertmanagers) See(now Now) {
	if now.Elsewhere {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	at := a.Clock()
	fresh := a.learn(now, at)
	switch {
	case !a.ready:
	case a.missed.Swap(false) || at.Sub(a.sent) >= a.Resend:
		a.send(a.known)
	default:
		a.send(fresh)
	}
}

// send sends some of what is known, or all.
func (a *Alertmanagers) send(some map[string]notify.Alert) {
	at := a.Clock()
	if len(some) == len(a.known) {
		a.sent = at
	}
	batch := make([]*notifier.Alert, 0, len(some))
	for _, one := range some {
		batch = append(batch, a.asSent(one, at))
	}
	if len(batch) > 0 {
		a.manager.Send(batch...)
	}
}

// learn gives what began or ended, and forgets what ended long ago.
func (a *Alertmanagers) learn(now Now, at time.Time) map[string]notify.Alert {
	fresh, firing := map[string]notify.Alert{}, map[string]bool{}
	for _, one := range now.Firing {
		id := one.Fingerprint
		firing[id] = true
		before, ok := a.known[id]
		if ok && before.Status == notify.Firing {
			one.StartsAt = before.StartsAt
		} else {
			fresh[id] = one
		}
		a.known[id] = one
	}
	for id, one := range a.known {
		switch {
		case firing[id] || now.Unsure[one.Name()]:
		case one.Status == notify.Firing:
			one.Status, one.EndsAt = notify.Resolved, at
			a.known[id], fresh[id] = one, one
		case at.Sub(one.EndsAt) > tellEnded:
			delete(a.known, id)
		}
	}
	return fresh
}

// asSent is an alert as an Alertmanager takes it: what fires ends later.
func (a *Alertmanagers) asSent(one notify.Alert, at time.Time) *notifier.Alert {
	ends := one.EndsAt
	if one.Status == notify.Firing {
		ends = at.Add(max(4*a.Resend, leastFires))
	}
	return &notifier.Alert{
		Labels: labels.FromMap(one.Labels), Annotations: labels.FromMap(one.Annotations),
		StartsAt: one.StartsAt, EndsAt: ends, GeneratorURL: one.GeneratorURL,
	}
}
