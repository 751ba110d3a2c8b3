package prometheus

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Target sends observations by remote write. Records are not sent: what follows
// from them is a Projector's.
type Target struct {
	options  Options
	over     *http.Client
	client   *client
	pages    *pages
	findings *findings

	engine         engine
	looked         time.Time // When the engine was looked at.
	oldest, newest time.Time // Of the samples that were to be sent.
	counted        bool      // The engine's counts were as below when jindu began.
	ignored, cut   float64

	sought       []sought // What was written and is looked for, the oldest first.
	newestSought []sought // Of the newest batch, while there is enough of these.
	rounded      time.Time
	recounts     int // How often the engine's counts are still to be looked at: some rise seconds later.
}

// New makes a target; nothing is connected to.
func New(o Options) (*Target, error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return nil, err
	}
	over := o.httpClient()
	o.Logger = o.Logger.With("target", o.Name)
	sender, err := newClient(o.URL, over, o.Logger)
	if err != nil {
		return nil, err
	}
	found, err := newFindings(o.Name, o.Logger, o.Registerer)
	if err != nil {
		return nil, fmt.Errorf("register metrics: %w", err)
	}
	return &Target{options: o, over: over, client: sender, pages: pagesOf(o, over), findings: found}, nil
}

var _ store.Target = (*Target)(nil)

// Write sends the figures of a batch. Its errors are those of store.Target; the
// facts of a *store.RejectedError may be of batches before, which were looked
// for meanwhile: see Check.
func (t *Target) Write(ctx context.Context, b store.Batch) error {
	t.look(ctx)
	if len(b.Figures) > 0 && b.Figures[0].Sequence == 1 {
		t.findings.set(checkReadBack, model.Text{}) // All is sent again: it may be well now.
		t.forget()
	}
	all, rejected := samplesOf(b.Figures, t.options.Zone)
	t.see(all)
	samples, refused := t.sendable(ctx, all)
	more, err := t.client.settle(ctx, samples)
	if err != nil {
		t.forget() // It may have been away, and is told again what it lost.
		return err
	}
	refused = append(refused, more...)
	t.seek(b, without(samples, more))
	if len(samples) > 0 {
		t.recounts = 2
	}
	for _, r := range refused {
		rejected = append(rejected, reject(b.Figures[r.fact], r.reason))
	}
	return rejectedError(append(rejected, t.sometimes(ctx)...), nil)
}

// see remembers the oldest and the newest of the samples.
func (t *Target) see(samples []sample) {
	for _, s := range samples {
		at := time.UnixMilli(s.t)
		if t.oldest.IsZero() || at.Before(t.oldest) {
			t.oldest = at
		}
		if at.After(t.newest) {
			t.newest = at
		}
	}
	if t.engine.name != "" {
		t.judge(t.options.Clock())
	}
}

func without(samples []sample, refused []refusal) []sample {
	gone := map[int]bool{}
	for _, r := range refused {
		gone[r.fact] = true
	}
	return slices.DeleteFunc(slices.Clone(samples), func(s sample) bool { return gone[s.fact] })
}

// rejectedError names facts, and then why it went no further; nil for neither.
func rejectedError(rejected []store.Rejection, then error) error {
	if len(rejected) == 0 {
		return then
	}
	slices.SortFunc(rejected, func(a, b store.Rejection) int { return cmp.Compare(a.Sequence, b.Sequence) })
	return &store.RejectedError{Facts: rejected, Then: then}
}

// Findings are what a person should look at, though delivery goes on: what the
// server drops in silence, and with which settings it wouldn't.
func (t *Target) Findings() []model.Text { return t.findings.all() }

// Head can't be told: remote write only writes.
func (t *Target) Head(context.Context) (store.Head, error) { return store.Head{}, store.ErrNoHead }

// Close lets go of connections and metrics.
func (t *Target) Close() error {
	t.findings.close()
	t.over.CloseIdleConnections()
	return nil
}
