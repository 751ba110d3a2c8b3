package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	prometheus "github.com/prometheus/common/config"

	"jindu/collector/delivery"
	"jindu/internal/config"
	"jindu/internal/store"
)

// office is what the ways to targets are made from.
type office struct {
	ledger store.Ledger
	zone   *time.Location
	clock  func() time.Time
}

// way is how things get to a target.
type way struct {
	deliverer delivery.Deliverer
	projector delivery.Projector // Nil where nothing is projected.
}

// targetKinds make the way to a target of each kind. Nothing is connected to.
var targetKinds = map[string]func(office, config.Target, *http.Client) (way, error){
	config.KindInflux:     notBuiltIn,
	config.KindPrometheus: notBuiltIn,
	config.KindJindu:      notBuiltIn,
}

func notBuiltIn(_ office, t config.Target, _ *http.Client) (way, error) {
	return way{}, badf("本程序没有编入 %s 类的投递目标", "targets of kind %s are not built in", t.Kind)
}

// newWay makes the way to a target of the configuration.
func newWay(o office, t config.Target) (way, error) {
	h, err := targetClient(t)
	if err != nil {
		return way{}, badInput{fmt.Errorf("target %s: %w", t.Name, err)}
	}
	w, err := targetKinds[t.Kind](o, t, h)
	if err != nil {
		return way{}, fmt.Errorf("target %s: %w", t.Name, err)
	}
	return w, nil
}

// targetClient makes what speaks to a target: with the TLS, the accounts and
// the proxy of its http_config, and the token of its token_file, which is read
// again when it changes.
func targetClient(t config.Target) (*http.Client, error) {
	settings := &prometheus.HTTPClientConfig{}
	*settings = prometheus.DefaultHTTPClientConfig
	if t.HTTPConfig != "" {
		var err error
		if settings, _, err = prometheus.LoadHTTPConfigFile(t.HTTPConfig); err != nil {
			return nil, fmt.Errorf("http_config %s: %w", t.HTTPConfig, err)
		}
	}
	if t.TokenFile != "" {
		if settings.BasicAuth != nil || settings.Authorization != nil || settings.OAuth2 != nil {
			return nil, fmt.Errorf("token_file and an authorization in http_config %s: want one of them", t.HTTPConfig)
		}
		settings.Authorization = &prometheus.Authorization{Type: tokenType(t.Kind), CredentialsFile: t.TokenFile}
	}
	return prometheus.NewClientFromConfig(*settings, "jindu-"+t.Name)
}

// tokenType is how a kind of target wants its token named.
func tokenType(kind string) string {
	if kind == config.KindInflux {
		return "Token"
	}
	return "Bearer"
}

// deliveryDir is the folder of the cursors.
func deliveryDir(c *config.Config) string { return filepath.Join(c.Data, "delivery") }
