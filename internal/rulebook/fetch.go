package rulebook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/internal/model"
)

// FetcherOptions are what a Fetcher is made of. All must be given.
type FetcherOptions struct {
	Centre     func() Centre // That is asked now.
	Every      time.Duration // Between looks.
	Timeout    time.Duration // Of one look.
	Wanted     func() bool   // Whether the newest rules are wanted now.
	InForce    func() string // The version that is in force.
	Take       func(context.Context, Book) error
	Clock      func() time.Time
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// A Centre is where rules are asked for.
type Centre struct {
	URL    *url.URL     // Of its pages.
	Client *http.Client // Adds the district's token.
}

// A Fetcher asks a centre for its rules and has those that are new taken. What
// it refuses it asks for again: the district's own files may be what was wrong.
type Fetcher struct {
	FetcherOptions
	mutex   sync.Mutex
	refusal *RefusedError // Of what is offered now; nil where nothing was refused.
	trouble string        // Why the newest look failed, as it was logged.
	metrics fetchMetrics
}

// NewFetcher registers the metrics; nothing is asked for until Run.
func NewFetcher(o FetcherOptions) *Fetcher {
	return &Fetcher{FetcherOptions: o, metrics: newFetchMetrics(o.Registerer)}
}

// Run looks again and again until the context ends, and then gives nil.
func (f *Fetcher) Run(ctx context.Context) error {
	for {
		if f.Wanted() {
			f.Look(ctx)
		}
		wait := time.NewTimer(f.Every + rand.N(f.Every/10+1)) // Districts don't ask all at once.
		select {
		case <-ctx.Done():
			wait.Stop()
			return nil
		case <-wait.C:
		}
	}
}

// Look asks once. It must not run twice at once.
func (f *Fetcher) Look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	book, err := f.ask(ctx)
	if err == nil && book != nil {
		err = f.Take(ctx, *book)
	}
	if errors.Is(ctx.Err(), context.Canceled) { // The program ends: nothing is to be said.
		return
	}
	var refused *RefusedError
	if !errors.As(err, &refused) && err != nil {
		f.failed(err)
		return
	}
	f.settled(refused, book)
}

// Refusal is why what the centre offers is not in force; nil where it is.
func (f *Fetcher) Refusal() *RefusedError {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.refusal
}

// ask gives what the centre offers; nil where that is in force.
func (f *Fetcher) ask(ctx context.Context) (book *Book, err error) {
	centre := f.Centre()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, centre.URL.JoinPath(Path).String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("If-None-Match", `"`+f.InForce()+`"`)
	r.Header.Set(InForceHeader, f.InForce())
	if refused := f.Refusal(); refused != nil {
		version := refused.Version
		if !IsVersion(version) {
			version = "-"
		}
		r.Header.Set(RefusedHeader, version+" "+refused.Reason)
	}
	response, err := centre.Client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask the centre for its rules: %w", err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	switch response.StatusCode {
	case http.StatusNotModified:
		return nil, nil
	case http.StatusOK:
	default:
		return nil, fmt.Errorf("ask the centre for its rules: it answered %s", response.Status)
	}
	got, err := Decode(response.Body)
	switch {
	case errors.Is(err, ErrMalformed):
		return nil, &RefusedError{Reason: ReasonMalformed, Err: err, What: model.Text{
			ZH: "上级下发的规则不完整，或由更新版本的 jindu 写成：" + err.Error(),
			EN: "the centre's rules are not whole, or written by a newer jindu: " + err.Error(),
		}}
	case err != nil:
		return nil, err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1)) // So that the connection is used again.
	return &got, nil
}

// failed notes that the centre could not be asked, and logs a new reason once.
func (f *Fetcher) failed(err error) {
	f.metrics.failed()
	if text := err.Error(); text != f.trouble {
		f.trouble = text
		f.Logger.Warn("the centre's rules were not fetched; those in force stay", "err", err)
	}
}

// settled notes what became of what is offered.
func (f *Fetcher) settled(refused *RefusedError, book *Book) {
	f.trouble = ""
	f.metrics.settled(f.Clock(), refused)
	f.mutex.Lock()
	before := f.refusal
	f.refusal = refused
	f.mutex.Unlock()
	switch {
	case refused == nil && book != nil:
		f.Logger.Info("the centre's rules are in force", "version", book.Version, "made", book.Made)
	case refused != nil && (before == nil || before.What != refused.What):
		f.Logger.Error("the centre's rules were refused; those in force stay",
			"version", refused.Version, "reason", refused.Reason, "err", refused.What.EN)
	}
}
