package prometheus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// An engine is what a server shows of itself. What it doesn't show is zero.
type engine struct {
	name       string        // prometheus or victoriametrics; empty where it shows nothing.
	began      time.Time     // Since when it runs, by its own clock.
	buffers    time.Duration // How long it keeps samples in memory alone.
	keeps      time.Duration // How long it keeps samples.
	ahead      time.Duration // How far in the future a sample may lie; later ones are dropped in silence.
	outOfOrder time.Duration // How much older than the newest a sample may be.
	distance   time.Duration // Of samples in a series of which it keeps only the last.
	labels     int           // How many labels a series may have; others are dropped in silence.
	value      int           // How many bytes a label's value may have; the rest is cut off in silence.
	ignored    float64       // Samples that it has dropped since it began, for their time.
	cut        float64       // Series whose labels it has cut since it began.
}

// The engines that show themselves.
const (
	enginePrometheus      = "prometheus"
	engineVictoriaMetrics = "victoriametrics"
)

// maxPage is how much of a page of an engine is read.
const maxPage = 16 << 20

// errNoPage says that an engine doesn't have a page.
var errNoPage = errors.New("no such page")

// pages reads what servers show.
type pages struct {
	over  *http.Client
	bases []string
	shown func(context.Context) (engine, error) // What showed something last; nil at first.
}

// pagesOf are the places where an engine may show itself: where it is asked,
// beside where it is written to, and at the root of that.
func pagesOf(o Options, over *http.Client) *pages {
	p := &pages{over: over}
	if o.QueryURL != "" {
		p.bases = append(p.bases, o.QueryURL)
	}
	if base, ok := strings.CutSuffix(o.URL, "/api/v1/write"); ok && base != o.QueryURL {
		p.bases = append(p.bases, base)
	}
	if u, err := url.Parse(o.URL); err == nil {
		if root := u.Scheme + "://" + u.Host; !strings.Contains(strings.Join(p.bases, " ")+" ", root+" ") {
			p.bases = append(p.bases, root)
		}
	}
	return p
}

// engine looks at what the server shows, at each place until one shows
// something. A server that shows nothing has no name.
func (p *pages) engine(ctx context.Context) (engine, error) {
	if p.shown != nil {
		found, err := p.shown(ctx)
		if !errors.Is(err, errNoPage) {
			return found, err
		}
	}
	var problems []error
	for _, base := range p.bases {
		for _, look := range []func(context.Context, string) (engine, error){p.victoriaMetrics, p.prometheus} {
			found, err := look(ctx, base)
			if err == nil {
				p.shown = func(ctx context.Context) (engine, error) { return look(ctx, base) }
				return found, nil
			}
			if !errors.Is(err, errNoPage) {
				problems = append(problems, err)
			}
		}
	}
	return engine{}, errors.Join(problems...)
}

// get reads a page. An answer that is not 2xx is errNoPage.
func (p *pages) get(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, errors.New("not an address")
	}
	response, err := p.over.Do(request)
	if err != nil {
		return nil, fmt.Errorf("look at the server: %w", withoutURL(err))
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%w: %d", errNoPage, response.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err != nil {
		return nil, fmt.Errorf("look at the server: %w", withoutURL(err))
	}
	return text, nil
}
