package prometheus

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Options say where a target is and how it is spoken to.
type Options struct {
	Name     string            // Of the target, as the configuration has it.
	URL      string            // Where samples are sent: http://127.0.0.1:9090/api/v1/write.
	QueryURL string            // Base of the Prometheus HTTP API where what was written can be read back; empty: it isn't.
	HTTP     *http.Client      // Whose transport adds the token and speaks TLS; nil: neither.
	Headers  map[string]string // Sent with every request, such as a tenant's.
	Zone     *time.Location    // In which periods end.

	Logger     *slog.Logger
	Clock      func() time.Time
	Registerer prometheus.Registerer // Of jindu's own metrics; nil: none.

	// FoundWithin is how long after writing a sample must be found under
	// QueryURL; 0 means a minute.
	FoundWithin time.Duration
}

// The limits of one exchange.
const (
	requestTimeout = time.Minute
	foundWithin    = time.Minute
)

func (o Options) withDefaults() Options {
	o.FoundWithin = cmp.Or(o.FoundWithin, foundWithin)
	o.URL, o.QueryURL = strings.TrimSuffix(o.URL, "/"), strings.TrimSuffix(o.QueryURL, "/")
	return o
}

// check looks at what can be wrong before anything is sent.
func (o Options) check() error {
	for key, text := range map[string]string{"url": o.URL, "query_url": o.QueryURL} {
		if key == "query_url" && text == "" {
			continue
		}
		u, err := url.Parse(text)
		switch {
		case err != nil: // Its words would repeat the address, and a password in it.
			return fmt.Errorf("%s: not an address", key)
		case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
			return fmt.Errorf("%s: want http:// or https:// and a host", key)
		case u.User != nil:
			return fmt.Errorf("%s: want no password in an address: token_file or http_config", key)
		}
	}
	return nil
}

// httpClient is HTTP with the target's own headers, and what it heard noted.
// Redirects are not followed: a token is for one host.
func (o Options) httpClient() *http.Client {
	transport := http.DefaultTransport
	if o.HTTP != nil && o.HTTP.Transport != nil {
		transport = o.HTTP.Transport
	}
	return &http.Client{
		Transport:     &heard{headed{o.Headers, transport}},
		Timeout:       requestTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// headed sets the target's own headers.
type headed struct {
	headers map[string]string
	next    http.RoundTripper
}

// RoundTrip sends a request with the headers.
func (h headed) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for name, value := range h.headers {
		r.Header.Set(name, value)
	}
	return h.next.RoundTrip(r)
}

// CloseIdleConnections lets go of connections.
func (h headed) CloseIdleConnections() { closeIdle(h.next) }

func closeIdle(t http.RoundTripper) {
	if c, ok := t.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
