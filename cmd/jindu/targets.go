package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	common "github.com/prometheus/common/config"

	"jindu/collector/delivery"
	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store/prometheus"
)

// way is how things get to a target.
type way struct {
	deliverer delivery.Deliverer
	projector delivery.Projector // Nil where nothing is projected.
}

// targetKinds make the way to a target of each kind. Nothing is connected to.
var targetKinds = map[string]func(*app, config.Target) (way, error){
	config.KindInflux:     notBuiltIn,
	config.KindPrometheus: prometheusWay,
	config.KindJindu:      notBuiltIn,
}

func notBuiltIn(_ *app, t config.Target) (way, error) {
	return way{}, badf("本程序没有编入 %s 类的投递目标", "targets of kind %s are not built in", t.Kind)
}

func (a *app) newWay(t config.Target) (way, error) { return targetKinds[t.Kind](a, t) }

// prometheusWay writes observations by remote write, and what follows from them
// by the rules that count.
func prometheusWay(a *app, t config.Target) (way, error) {
	to, err := prometheus.New(prometheus.Options{
		Name: t.Name, URL: t.URL, QueryURL: t.QueryURL, TokenFile: t.TokenFile, HTTPConfig: t.HTTPConfig, Headers: t.Headers,
		Zone: a.config.Zone(), Logger: a.logger, Clock: a.clock, Registerer: a.self,
	})
	if err != nil {
		return way{}, err
	}
	return way{delivery.ToStore(a.commits, to), prometheus.NewProjector(to, projected{a})}, nil
}

// targetClient makes what speaks to a target: with the TLS, the accounts and
// the proxy of its http_config, and the token of its token_file, which is read
// again when it changes. Redirects are not followed: a token is for one host.
func targetClient(t config.Target, tokenType string) (*http.Client, error) {
	settings := common.DefaultHTTPClientConfig
	if t.HTTPConfig != "" {
		read, _, err := common.LoadHTTPConfigFile(t.HTTPConfig)
		if err != nil {
			return nil, fmt.Errorf("http_config %s: %w", t.HTTPConfig, err)
		}
		settings = *read
	}
	if t.TokenFile != "" {
		if settings.BasicAuth != nil || settings.Authorization != nil || settings.OAuth2 != nil {
			return nil, badf("token_file 与 %s 中的认证只能用一个", "token_file and the authorization of %s: want one of them", t.HTTPConfig)
		}
		settings.Authorization = &common.Authorization{Type: tokenType, CredentialsFile: t.TokenFile}
	}
	settings.FollowRedirects = false
	return common.NewClientFromConfig(settings, "jindu", common.WithUserAgent("jindu"))
}

// projected tells what follows from the facts, by the rules that count now.
type projected struct{ app *app }

// Samples gives the history between two times.
func (p projected) Samples(
	ctx context.Context, from, to time.Time, yield func(s *model.Series, t int64, v float64) error,
) error {
	return p.app.office.Load().queryable.Samples(ctx, from, to, yield)
}

// Holding gives what holds at an instant, as it was known at asOf.
func (p projected) Holding(ctx context.Context, at, asOf time.Time, yield func(s *model.Series, v float64) error) error {
	return p.app.office.Load().queryable.Holding(ctx, at, asOf, yield)
}
