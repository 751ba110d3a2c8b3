package prometheus

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/prometheus/common/model"
)

// prometheus reads Prometheus's status pages.
func (p *pages) prometheus(ctx context.Context, base string) (engine, error) {
	var runtime struct {
		StartTime        time.Time
		StorageRetention string
	}
	if err := p.status(ctx, base, "runtimeinfo", &runtime); err != nil {
		return engine{}, err
	}
	var config struct{ YAML string }
	if err := p.status(ctx, base, "config", &config); err != nil {
		return engine{}, err
	}
	var settings struct {
		Storage struct {
			TSDB struct {
				OutOfOrder model.Duration `yaml:"out_of_order_time_window"`
			}
		}
	}
	if err := yaml.Unmarshal([]byte(config.YAML), &settings); err != nil {
		return engine{}, fmt.Errorf("read Prometheus's configuration: %w", err)
	}
	e := engine{name: enginePrometheus, began: runtime.StartTime, outOfOrder: time.Duration(settings.Storage.TSDB.OutOfOrder)}
	for _, word := range strings.Fields(runtime.StorageRetention) { // 15d, or 15d or 10GiB.
		if d, err := model.ParseDuration(word); err == nil {
			e.keeps = time.Duration(d)
		}
	}
	return e, nil
}

func (p *pages) status(ctx context.Context, base, page string, data any) error {
	text, err := p.get(ctx, base+"/api/v1/status/"+page)
	if err != nil {
		return err
	}
	answer := struct {
		Status string
		Data   any
	}{Data: data}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Status != "success" {
		return fmt.Errorf("%w: status %s", errNoPage, page)
	}
	return nil
}
