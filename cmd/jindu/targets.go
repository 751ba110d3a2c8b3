package main

import (
	"fmt"
	"net/http"

	prometheus "github.com/prometheus/common/config"

	"jindu/collector/delivery"
	"jindu/internal/config"
)

// way is how things get to a target.
type way struct {
	deliverer delivery.Deliverer
	projector delivery.Projector // Nil where nothing is projected.
}

// targetKinds make the way to a target of each kind. Nothing is connected to.
var targetKinds = map[string]func(*app, config.Target) (way, error){
	config.KindInflux:     toInflux,
	config.KindPrometheus: notBuiltIn,
	config.KindJindu:      notBuiltIn,
}

func notBuiltIn(_ *app, t config.Target) (way, error) {
	return way{}, badf("本程序没有编入 %s 类的投递目标", "targets of kind %s are not built in", t.Kind)
}

func (a *app) newWay(t config.Target) (way, error) { return targetKinds[t.Kind](a, t) }

// targetClient makes what speaks to a target: with the TLS, the accounts and
// the proxy of its http_config, and the token of its token_file, which is read
// again when it changes. Redirects are not followed: a token is for one host.
func targetClient(t config.Target, tokenType string) (*http.Client, error) {
	settings := prometheus.DefaultHTTPClientConfig
	if t.HTTPConfig != "" {
		read, _, err := prometheus.LoadHTTPConfigFile(t.HTTPConfig)
		if err != nil {
			return nil, fmt.Errorf("http_config %s: %w", t.HTTPConfig, err)
		}
		settings = *read
	}
	if t.TokenFile != "" {
		if settings.BasicAuth != nil || settings.Authorization != nil || settings.OAuth2 != nil {
			return nil, badf("token_file 与 %s 中的认证只能用一个", "token_file and the authorization of %s: want one of them", t.HTTPConfig)
		}
		settings.Authorization = &prometheus.Authorization{Type: tokenType, CredentialsFile: t.TokenFile}
	}
	settings.FollowRedirects = false
	return prometheus.NewClientFromConfig(settings, "jindu", prometheus.WithUserAgent("jindu"))
}
