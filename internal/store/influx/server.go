package influx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	influxdb2 "github.com/influxdata/influxdb-client-go/v2"
)

// Options say where a bucket is.
type Options struct {
	URL    string // http://127.0.0.1:8086, without credentials.
	Org    string // Of 1.8: anything.
	Bucket string // Of 1.8: database/retention policy.

	// HTTP carries every request. It brings the authorization with it
	// ("Authorization: Token …"), so that this package never holds a secret, and
	// sets limits of time and of connections.
	HTTP *http.Client

	Zone   *time.Location // Of the periods' instants, and of the times that are given out.
	Logger *slog.Logger   // Nothing is logged where nil.
}

// maxErrorBody is how much of an answer that says no is read, in bytes.
const maxErrorBody = 64 << 10

// server is a bucket with the client that talks to it.
type server struct {
	Options
	client influxdb2.Client
}

// newServer checks the options. It connects to nothing.
func newServer(o Options) (*server, error) {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("InfluxDB: want a url such as http://127.0.0.1:8086")
	case u.User != nil:
		return nil, errors.New("InfluxDB: the url must not hold credentials")
	case o.Bucket == "" || o.Org == "":
		return nil, errors.New("InfluxDB: want an org and a bucket")
	case o.HTTP == nil || o.Zone == nil:
		return nil, errors.New("InfluxDB: want an HTTP client and a zone")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	carrier := *o.HTTP
	carrier.Transport = limited{o.HTTP.Transport}
	options := influxdb2.DefaultOptions().
		SetHTTPClient(&carrier).SetApplicationName("jindu").SetLogLevel(0).
		SetPrecision(time.Millisecond).SetUseGZip(true)
	return &server{o, influxdb2.NewClientWithOptions(o.URL, "", options)}, nil
}

func (s *server) close() {
	s.client.Close()
	s.HTTP.CloseIdleConnections()
}

// limited keeps answers that say no short, refuses those of strangers, and tells
// their status to those who ask through the context: part of the client drops
// it.
type limited struct{ http.RoundTripper }

// RoundTrip sends one request.
func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	next := l.RoundTripper
	if next == nil {
		next = http.DefaultTransport
	}
	answer, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if status, ok := r.Context().Value(statusKey{}).(*int); ok {
		*status = answer.StatusCode
	}
	if err := known(r, answer); err != nil {
		_ = answer.Body.Close() // Nothing of it is wanted.
		return nil, err
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		answer.Body = shortBody{io.LimitReader(answer.Body, maxErrorBody), answer.Body}
	}
	return answer, nil
}

type shortBody struct {
	io.Reader
	io.Closer
}

type statusKey struct{}

// withStatus gives a context that learns the status of the last answer.
func withStatus(ctx context.Context) (context.Context, *int) {
	status := new(int)
	return context.WithValue(ctx, statusKey{}, status), status
}

// about names the bucket in an error.
func (s *server) about(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s, bucket %s of %s: %w", doing, s.Bucket, s.URL, err)
}
