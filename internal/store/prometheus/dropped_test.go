package prometheus_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	metrics "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
	"jindu/internal/store/prometheus"
)

// dayOf is a daily figure so many days from now.
func dayOf(s model.Series, days int, value float64) store.Figure {
	return figure(s, model.NewDay(time.Now().In(officetest.Zone)).Add(days), value, 0)
}

// rejections are the reasons for which facts were rejected.
func rejections(t *testing.T, err error) []string {
	t.Helper()
	var rejected *store.RejectedError
	require.ErrorAs(t, err, &rejected)
	var reasons []string
	for _, r := range rejected.Facts {
		require.NotEmpty(t, r.Fact)
		reasons = append(reasons, r.Reason)
	}
	return reasons
}

// finds requires a finding, in the log's words and on the gauge.
func finds(t *testing.T, target *prometheus.Target, r *metrics.Registry, check, words string) {
	t.Helper()
	var all strings.Builder
	for _, f := range target.Findings() {
		require.NotEmpty(t, f.ZH)
		all.WriteString(f.EN + "\n")
	}
	require.Contains(t, all.String(), words)
	families, err := r.Gather()
	require.NoError(t, err)
	found := map[string]float64{}
	for _, m := range families[0].GetMetric() {
		found[m.GetLabel()[0].GetValue()] = m.GetGauge().GetValue()
	}
	require.Equal(t, 1.0, found[check], "%v", found)
}

func registered(e engine) (prometheus.Options, *metrics.Registry) {
	o, r := e.options(), metrics.NewRegistry()
	o.Registerer = r
	return o, r
}

func TestVictoriaMetricsDropsWhatIsOldOrFarOff(t *testing.T) {
	e := newVictoria(t, "-retentionPeriod=1")
	o, r := registered(e)
	target := open(t, o)
	err := target.Write(t.Context(), store.Batch{Figures: []store.Figure{
		dayOf(revenue(), -60, 1), dayOf(revenue(), -2, 2), dayOf(revenue(), 4, 3),
	}})
	reasons := rejections(t, err)
	require.Len(t, reasons, 2)
	require.Contains(t, reasons[0], "-retentionPeriod")
	require.Contains(t, reasons[1], "in the future")
	finds(t, target, r, "retention", "VictoriaMetrics keeps 31d")
	finds(t, target, r, "future", "more than 2d in the future")
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -2, 2)}}))
}

// A person who corrects a setting and delivers from the start need not wait
// until the settings are looked at again by themselves.
func TestACorrectedSettingCountsAtOnce(t *testing.T) {
	retention := "1"
	o := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/metrics" {
			_, _ = fmt.Fprintf(w, "flag{name=\"retentionPeriod\", value=%q, is_set=\"true\"} 1\n", retention)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	target, old := open(t, o), store.Batch{Figures: []store.Figure{dayOf(revenue(), -60, 1)}}
	require.Len(t, rejections(t, target.Write(t.Context(), old)), 1)
	require.NotEmpty(t, target.Findings())
	retention = "100y"
	require.NoError(t, target.Write(t.Context(), old))
	require.Empty(t, target.Findings())
}

// Where the settings can't be seen, reading back finds it.
func TestWhatIsDroppedUnseenIsNotFoundAgain(t *testing.T) {
	e := newVictoria(t, "-retentionPeriod=1")
	o, r := registered(e)
	o.URL = onlyWrites(t, e.URL, "/api/v1/write") + "/api/v1/write"
	o.QueryURL = onlyWrites(t, e.URL, "/api/v1/query")
	o.FoundWithin = 25 * time.Second
	target := open(t, o)
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -60, 1), dayOf(revenue(), -2, 2)}}))
	err := target.Check(t.Context())
	require.Equal(t, []string{"written, but not found 25s later"}, rejections(t, err))
	finds(t, target, r, "read_back", "not found")
}

func TestVictoriaMetricsCountsWhatItDrops(t *testing.T) {
	e := newVictoria(t, "-retentionPeriod=1")
	o, r := registered(e)
	target := open(t, o)
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -2, 2)}}))
	plain := e.options() // Another writer, who does not look.
	plain.URL, plain.QueryURL = onlyWrites(t, e.URL, "/api/v1/write")+"/api/v1/write", ""
	require.NoError(t, open(t, plain).Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -60, 1)}}))
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -3, 2)}}))
	require.NoError(t, target.Check(t.Context()))
	finds(t, target, r, "dropped", "has dropped 1 points")
}

func TestOfNothingNoAgeIsTold(t *testing.T) {
	o := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/metrics" {
			_, _ = fmt.Fprintln(w, `flag{name="retentionPeriod", value="1", is_set="false"} 1`)
		}
	})
	target := open(t, o)
	require.NoError(t, target.Write(t.Context(), store.Batch{}))
	require.Contains(t, target.Findings()[0].EN, "VictoriaMetrics keeps 31d (-retentionPeriod) and drops older points in silence; figures must stay a year at least")
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -2, 2)}}))
	require.NotContains(t, target.Findings()[0].EN, "there are figures of")
	require.Error(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -500, 2)}}))
	require.Regexp(t, "there are figures of (499|500)d", target.Findings()[0].EN)
}

// What was looked for before all is sent again is not rejected a second time.
func TestAStartAnewForgetsWhatWasSought(t *testing.T) {
	o := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/query" {
			_, _ = fmt.Fprint(w, `{"data":{"result":[]}}`)
		}
	})
	o.QueryURL, o.FoundWithin = strings.TrimSuffix(o.URL, "/api/v1/write"), time.Nanosecond
	target, b := open(t, o), store.Batch{Figures: []store.Figure{dayOf(revenue(), -2, 2)}}
	require.NoError(t, target.Write(t.Context(), b))
	require.NoError(t, target.Write(t.Context(), b))
	require.Len(t, rejections(t, target.Check(t.Context())), 1)
}

func TestVictoriaMetricsKeepsOneOfSeveralRevisions(t *testing.T) {
	e := newVictoria(t, "-dedup.minScrapeInterval=2ms")
	o, r := registered(e)
	target := open(t, o)
	require.NoError(t, target.Write(t.Context(), store.Batch{}))
	finds(t, target, r, "deduplication", "-dedup.minScrapeInterval=1ms")
}

func TestVictoriaMetricsCutsLabels(t *testing.T) {
	e := newVictoria(t, "-maxLabelsPerTimeseries=4", "-maxLabelValueLen=100")
	o := e.options()
	long := model.NewSeries("jindu_enterprise_yuan", "region", officetest.Region, "enterprise", strings.Repeat("厂", 34))
	err := open(t, o).Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(long, -2, 1)}})
	require.Contains(t, rejections(t, err)[0], "-maxLabelValueLen")
	many := model.NewSeries("jindu_enterprise_yuan", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5")
	err = open(t, o).Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(many, -2, 1)}})
	require.Contains(t, rejections(t, err)[0], "-maxLabelsPerTimeseries")
}

func TestPrometheusRefusesWhatIsOldOrInTheFuture(t *testing.T) {
	for _, version := range []string{"2.0", "1.0"} {
		t.Run(version, func(t *testing.T) {
			var flags []string
			if version == "1.0" {
				flags = append(flags, "--web.remote-write-receiver.accepted-protobuf-messages=prometheus.WriteRequest")
			}
			e := configured(t, "", flags...)
			o, r := registered(e)
			target := open(t, o)
			var figures []store.Figure
			for i := range 40 {
				other := model.NewSeries("jindu_indicator_yuan", "region", fmt.Sprint(i))
				figures = append(figures, dayOf(other, -1, 1))
			}
			figures = append(figures, dayOf(revenue(), 3, 4))
			reasons := rejections(t, target.Write(t.Context(), store.Batch{Figures: figures}))
			require.Len(t, reasons, 1, "%v", reasons)
			require.Contains(t, reasons[0], "out of bounds")
			reasons = rejections(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{
				dayOf(revenue(), -90, 3), dayOf(revenue(), -60, 4), dayOf(revenue(), -30, 5), dayOf(revenue(), -1, 6),
			}}))
			require.Len(t, reasons, 3, "%v", reasons)
			finds(t, target, r, "out_of_order", "out_of_order_time_window: 36500d")
			at := model.NewDay(time.Now().In(officetest.Zone)).Add(-1).End(officetest.Zone)
			require.Len(t, e.at(t, `jindu_indicator_yuan`, at, time.Minute), 41)
		})
	}
}

func TestPrometheusDeletesWhatItHasTaken(t *testing.T) {
	e := configured(t, "storage: {tsdb: {out_of_order_time_window: 36500d, retention: {time: 400d}}}")
	o, r := registered(e)
	target := open(t, o)
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -30, 3)}}))
	require.Empty(t, target.Findings(), "it keeps a year at least, and nothing is older")
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{dayOf(revenue(), -500, 3)}}))
	finds(t, target, r, "retention", "Prometheus keeps 400d")
	require.Equal(t, 8, testutil.CollectAndCount(r, "jindu_delivery_findings"))
}

func TestTooManyRevisionsAreRejected(t *testing.T) {
	e := newPrometheus(t)
	july := model.NewMonth(2020, time.July)
	err := open(t, e.options()).Write(t.Context(), store.Batch{Figures: []store.Figure{
		figure(revenue(), july, 1, 999), figure(revenue(), july, 2, 1000),
	}})
	require.Equal(t, []string{"revised 1000 times: want at most 999, each is a millisecond later"}, rejections(t, err))
	_, err = open(t, e.options()).Head(t.Context())
	require.ErrorIs(t, err, store.ErrNoHead)
}
