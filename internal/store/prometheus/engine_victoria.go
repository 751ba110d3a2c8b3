package prometheus

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// How far in the future VictoriaMetrics takes samples, where no flag says so.
const victoriaAhead = 2 * 24 * time.Hour

var (
	victoriaFlag = regexp.MustCompile(`^flag\{name="([^"]+)", ?value="([^"]*)"`)
	victoriaRow  = regexp.MustCompile(`^(vm_[a-z_]+)(?:\{[^}]*\})? ([0-9.e+]+)$`)
)

// victoriaMetrics reads VictoriaMetrics's own metrics, among which its flags
// are, those with their defaults too.
func (p *pages) victoriaMetrics(ctx context.Context, base string) (engine, error) {
	text, err := p.get(ctx, base+"/metrics")
	if err != nil {
		return engine{}, err
	}
	flags, counts := readVictoria(text)
	if _, ok := flags["retentionPeriod"]; !ok {
		return engine{}, fmt.Errorf("%w: not VictoriaMetrics", errNoPage)
	}
	e := engine{
		name:     engineVictoriaMetrics,
		keeps:    victoriaDuration(flags["retentionPeriod"], 31*24*time.Hour),
		ahead:    victoriaAhead,
		distance: victoriaDuration(flags["dedup.minScrapeInterval"], time.Second),
		ignored:  counts["vm_rows_ignored_total"] + counts["vm_hourly_series_limit_rows_dropped_total"] + counts["vm_daily_series_limit_rows_dropped_total"],
		buffers:  victoriaDuration(flags["inmemoryDataFlushInterval"], time.Second),
		cut:      counts["vm_metrics_with_dropped_labels_total"] + counts["vm_too_long_label_values_total"],
	}
	if d := victoriaDuration(flags["futureRetention"], 31*24*time.Hour); d > 0 {
		e.ahead = d
	}
	if began := counts["vm_app_start_timestamp"]; began > 0 {
		e.began = time.Unix(int64(began), 0)
	}
	e.labels, _ = strconv.Atoi(flags["maxLabelsPerTimeseries"])
	e.value, _ = strconv.Atoi(flags["maxLabelValueLen"])
	return e, nil
}

func readVictoria(text []byte) (flags map[string]string, counts map[string]float64) {
	flags, counts = map[string]string{}, map[string]float64{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxPage)
	for lines.Scan() {
		if m := victoriaFlag.FindStringSubmatch(lines.Text()); m != nil {
			flags[m[1]] = m[2]
		} else if m := victoriaRow.FindStringSubmatch(lines.Text()); m != nil {
			n, err := strconv.ParseFloat(m[2], 64)
			if err == nil {
				counts[m[1]] += n
			}
		}
	}
	return flags, counts
}

// victoriaDuration reads a duration as VictoriaMetrics's flags have it: a
// number without a unit is in units of bare.
func victoriaDuration(text string, bare time.Duration) time.Duration {
	units := map[string]time.Duration{
		"": bare, "ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour,
		"d": 24 * time.Hour, "w": 7 * 24 * time.Hour, "M": 31 * 24 * time.Hour, "y": 365 * 24 * time.Hour,
	}
	number := strings.TrimRight(text, "msMhdwy")
	n, err := strconv.ParseFloat(number, 64)
	unit, ok := units[text[len(number):]]
	if err == nil && ok {
		return time.Duration(n * float64(unit))
	}
	d, _ := time.ParseDuration(text) // 1m30s.
	return d
}
