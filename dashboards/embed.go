// Package dashboards holds the Grafana dashboards of jindu, made from the code
// in src by `make dashboards`, so that the binary carries them. Nothing here
// reads them; Grafana does.
package dashboards

import "embed"

// JSON holds json/*.json: a dashboard in each language.
//
//go:embed json/*.json
var JSON embed.FS
