package main

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	common "github.com/prometheus/common/config"

	"jindu/collector/delivery"
	"jindu/collector/upstream"
	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store/influx"
	"jindu/internal/store/prometheus"
)

// way is how things get to a target.
type way struct {
	deliverer delivery.Deliverer
	projector delivery.Projector // Nil where nothing is projected.
}

// targetKinds make the way to a target of each kind. Nothing is connected to.
var targetKinds = map[string]func(*app, config.Target) (way, error){
	config.KindInflux:     influxWay,
	config.KindPrometheus: prometheusWay,
	config.KindJindu:      jinduWay,
}

func (a *app) newWay(t config.Target) (way, error) { return targetKinds[t.Kind](a, t) }

// influxOptions say where a bucket is. InfluxDB 1.8 takes any org.
func influxOptions(a *app, t config.Target) (influx.Options, error) {
	h, err := targetClient(t, "Token")
	return influx.Options{
		URL: t.URL, Org: cmp.Or(t.Org, "-"), Bucket: t.Bucket, HTTP: h, Zone: a.config.Zone(), Logger: a.logger.With("target", t.Name),
	}, err
}

// influxWay writes everything into a bucket.
func influxWay(a *app, t config.Target) (way, error) {
	o, err := influxOptions(a, t)
	if err != nil {
		return way{}, err
	}
	to, err := influx.NewTarget(o)
	if err != nil {
		return way{}, err
	}
	return way{deliverer: delivery.ToStore(a.commits, to)}, nil
}

// prometheusWay writes observations by remote write, and what follows from them
// by the rules that count.
func prometheusWay(a *app, t config.Target) (way, error) {
	h, err := targetClient(t, "Bearer")
	if err != nil {
		return way{}, err
	}
	to, err := prometheus.New(prometheus.Options{
		Name: t.Name, URL: t.URL, QueryURL: t.QueryURL, HTTP: h, Headers: t.Headers,
		Zone: a.config.Zone(), Logger: a.logger, Clock: a.clock, Registerer: a.self, // It names itself in the log.
	})
	if err != nil {
		return way{}, err
	}
	return way{delivery.ToStore(a.commits, to), prometheus.NewProjector(to, projected{a})}, nil
}

// requestTimeout bounds one request to a target.
const requestTimeout = 2 * time.Minute

// targetClient makes what speaks to a target: with the TLS, the accounts and
// the proxy of its http_config, and the token of its token_file, which is read
// again when it changes. Redirects are not followed: a token is for one host.
func targetClient(t config.Target, tokenType string) (*http.Client, error) {
	settings, err := clientSettings(t.HTTPConfig, t.TokenFile, tokenType)
	if err != nil {
		return nil, err
	}
	h, err := common.NewClientFromConfig(settings, "jindu", common.WithUserAgent("jindu"))
	if err == nil {
		h.Timeout = requestTimeout
	}
	return h, err
}

// clientSettings are those of a file, and of a token.
func clientSettings(file, tokenFile, tokenType string) (common.HTTPClientConfig, error) {
	settings := common.DefaultHTTPClientConfig
	if file != "" {
		read, _, err := common.LoadHTTPConfigFile(file)
		if err != nil {
			return settings, model.Faultf("http_config %s：%w", "http_config %s: %w", file, err)
		}
		settings = *read
	}
	if tokenFile != "" {
		if settings.BasicAuth != nil || settings.Authorization != nil || settings.OAuth2 != nil {
			return settings, badf("token_file 与 %s 中的认证只能用一个", "token_file and the authorization of %s: want one of them", file)
		}
		settings.Authorization = &common.Authorization{Type: tokenType, CredentialsFile: tokenFile}
	}
	settings.FollowRedirects = false
	return settings, nil
}

// jinduClient makes what speaks to the jindu above. Where its web configuration
// asks for an account, the token goes beside it, in a header of its own.
func jinduClient(t config.Target) (*http.Client, error) {
	account := false
	if t.HTTPConfig != "" {
		settings, _, err := common.LoadHTTPConfigFile(t.HTTPConfig)
		if err != nil {
			return nil, model.Faultf("http_config %s：%w", "http_config %s: %w", t.HTTPConfig, err)
		}
		account = settings.BasicAuth != nil || settings.Authorization != nil || settings.OAuth2 != nil
	}
	if !account {
		return targetClient(t, "Bearer")
	}
	token := upstream.NewTokenFile(t.TokenFile)
	t.TokenFile = ""
	h, err := targetClient(t, "")
	if err == nil {
		h.Transport = signing{h.Transport, token}
	}
	return h, err
}

// signing adds a district's token to requests.
type signing struct {
	next  http.RoundTripper
	token *upstream.TokenFile
}

// RoundTrip sends a copy of the request with the token.
func (s signing) RoundTrip(r *http.Request) (*http.Response, error) {
	token, err := s.token.First()
	if err != nil {
		if r.Body != nil {
			err = errors.Join(err, r.Body.Close())
		}
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Header.Set(upstream.TokenHeader, token)
	return s.next.RoundTrip(r)
}

// CloseIdleConnections lets go of those of the transport below.
func (s signing) CloseIdleConnections() {
	(&http.Client{Transport: s.next}).CloseIdleConnections()
}

// projected tells what follows from the facts, by the rules that count now.
type projected struct{ app *app }

// Samples gives the history up to a time, as it was known at asOf.
func (p projected) Samples(
	ctx context.Context, to, asOf time.Time, yield func(s *model.Series, t int64, v float64) error,
) error {
	return p.app.office.Load().queryable.Samples(ctx, to, asOf, yield)
}

// Holding gives what holds at an instant, as it was known at asOf.
func (p projected) Holding(ctx context.Context, at, asOf time.Time, yield func(s *model.Series, v float64) error) error {
	return p.app.office.Load().queryable.Holding(ctx, at, asOf, yield)
}
