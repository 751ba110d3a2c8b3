package prometheus_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
)

// revised are figures of many series with two versions each.
func revised() (figures []store.Figure) {
	july := model.NewMonth(2020, time.July)
	for i := range 300 {
		s := model.NewSeries("jindu_indicator_yuan", "indicator", "i", "region", string(rune('一'+i)))
		for revision := range 2 {
			figures = append(figures, figure(s, july, float64(10*i+revision), revision))
		}
	}
	return figures
}

func TestVictoriaMetricsForgetsWhatItTookLast(t *testing.T) {
	e := newVictoria(t, "-dedup.minScrapeInterval=1ms")
	o := e.options()
	o.QueryURL = "" // It is killed at once.
	target := open(t, o)
	began, err := target.Began(t.Context())
	require.NoError(t, err)
	require.WithinDuration(t, time.Now(), began, time.Minute)
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: revised()}))
	e.Kill(t)
	_, err = target.Began(t.Context())
	require.Error(t, err, "nothing is known of one that is away")
	e.Start(t)
	e.settled(t)
	t.Logf("%d of 600 samples are there after it was killed", exported(t, e))

	// What the delivery does then: all of it is told again, twice here.
	since, err := target.Began(t.Context())
	require.NoError(t, err)
	require.False(t, since.Before(began))
	for range 2 {
		require.NoError(t, target.Write(t.Context(), store.Batch{Figures: revised()}))
	}
	e.settled(t)
	require.Equal(t, 600, exported(t, e), "each version once, those a millisecond apart too")
	require.Empty(t, target.Findings())
}

// Prometheus has written what it took to its log before it answers.
func TestPrometheusKeepsWhatItTookWhenItIsKilled(t *testing.T) {
	e := newPrometheus(t)
	target := open(t, e.options())
	began, err := target.Began(t.Context())
	require.NoError(t, err)
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: revised()}))
	e.Kill(t)
	e.Start(t)
	end := model.NewMonth(2020, time.July).End(officetest.Zone).Add(time.Second)
	require.Len(t, e.at(t, "jindu_indicator_yuan", end, time.Minute), 300)
	since, err := target.Began(t.Context())
	require.NoError(t, err)
	require.True(t, since.After(began))
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: revised()}), "told again, all are taken")
	sum := e.at(t, "sum(count_over_time(jindu_indicator_yuan[1m]))", end, time.Minute)
	require.Equal(t, map[string]float64{"{}": 600}, sum)
}

// exported counts the samples of the indicators as VictoriaMetrics keeps them.
func exported(t *testing.T, e engine) (n int) {
	t.Helper()
	form := url.Values{"match[]": {"jindu_indicator_yuan"}, "start": {"0"}, "reduce_mem_usage": {"0"}}
	lines := bufio.NewScanner(bytes.NewReader(get(t, e.URL+"/api/v1/export?"+form.Encode())))
	for lines.Scan() {
		var one struct{ Values []float64 }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &one))
		n += len(one.Values)
	}
	return n
}
