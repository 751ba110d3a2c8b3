package prometheus_test

import (
	"fmt"
	"log/slog"
	"maps"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store/prometheus"
)

const (
	values    = `jindu_indicator_(yuan|ratio|items|tonnes|index)`
	published = `{__name__=~"` + values + `",origin="published"}`
	rest      = `{__name__=~"jindu_.+",__name__!~"jindu_reported_.+|` + values + `"}`
	derived   = `{__name__=~"` + values + `",origin="derived"}`
)

// years is as far as jindu looks back.
const years = 3650 * 24 * time.Hour

// district is the example's, with a revision and a withdrawal since.
func district(t *testing.T) *officetest.Office {
	t.Helper()
	o := officetest.New(t)
	fill(t, o)
	return o
}

func fill(t *testing.T, o *officetest.Office) {
	t.Helper()
	workbook, err := yindu2020.Workbook()
	require.NoError(t, err)
	c, err := collector.New(collector.Options{
		Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone,
		Clock: func() time.Time { return o.Now }, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	_, err = c.Submit(t.Context(), collector.Upload{
		Files: []format.File{{Name: yindu2020.WorkbookName, Content: workbook}}, By: "tester", Source: "file",
	})
	require.NoError(t, err)
	july := model.NewMonth(2020, time.July)
	o.Now = o.Now.Add(time.Hour)
	o.Indicator("general_public_budget_revenue", model.YearToDate, july, 12.5e8)
	o.Now = o.Now.Add(time.Hour)
	mistaken := o.Indicator("general_public_budget_expenditure", model.YTDGrowth, july, 0.5)
	o.Now = o.Now.Add(time.Hour)
	_, err = o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: mistaken, By: "tester", Reason: "mistaken"})
	require.NoError(t, err)
}

// TestADistrictIsReadAsJinduAnswers delivers a district with what follows from
// it, twice, and asks both jindu and the server.
func TestADistrictIsReadAsJinduAnswers(t *testing.T) {
	for name, start := range map[string]func(testing.TB, ...string) engine{"prometheus": newPrometheus, "victoriametrics": newVictoria} {
		t.Run(name, func(t *testing.T) {
			e, o := start(t), district(t)
			began := time.Now()
			jindu, options := newAsked(t, o.Ledger), e.options()
			options.Clock = func() time.Time { return o.Now }
			target := open(t, options)
			projector := prometheus.NewProjector(target, jindu.queryable)
			for range 2 {
				require.NoError(t, target.Write(t.Context(), logOf(t, o.Ledger)))
				t.Log("WRITE", time.Since(began))
			}
			through, err := projector.Project(t.Context(), time.Time{})
			require.NoError(t, err)
			t.Log("PROJ", time.Since(began))
			require.True(t, o.Now.Equal(through))
			e.settled(t)
			require.Empty(t, target.Findings())
			compareObservations(t, e, jindu)
			t.Log("OBS", time.Since(began))
			for month := range 9 {
				at := officetest.EndOf(2020, time.Month(month), 30)
				for _, expr := range []string{rest, derived} {
					sameAnswers(t, jindu.at(expr, at), e.at(t, expr, at, years), at)
				}
			}
			before := o.Now
			t.Log("MONTHS", time.Since(began))
			o.Now = o.Now.Add(50 * time.Hour) // Two ends of days later.
			o.Report("P9", officetest.Date(2020, 9, 9), 1e8)
			o.Task("P9", 2020, 4e8)
			for range 3 {
				through, err = projector.Project(t.Context(), through)
				require.NoError(t, err)
			}
			require.True(t, o.Now.Equal(through))
			e.settled(t)
			for _, at := range []time.Time{before, officetest.EndOf(2020, 9, 8), through} {
				want := jindu.at(rest, at)
				if at != through {
					maps.DeleteFunc(want, func(name string, _ float64) bool { return strings.Contains(name, `"P9"`) })
				}
				got := e.at(t, rest, at, time.Hour)
				sameAnswersBut(t, want, got, at, at != through)
			}
			again := prometheus.NewProjector(target, jindu.queryable) // After a start.
			o.Now = o.Now.Add(time.Minute)
			through, err = again.Project(t.Context(), through)
			require.NoError(t, err)
			e.settled(t)
			sameAnswers(t, jindu.at(rest, through), e.at(t, rest, through, time.Hour), through)
			require.Empty(t, target.Findings())
		})
	}
}

// compareObservations asks for the values of each period right after its end.
func compareObservations(t *testing.T, e engine, jindu *asked) {
	t.Helper()
	ends := map[time.Time]bool{}
	for year := 2015; year <= 2020; year++ {
		for month := range 12 {
			ends[model.NewMonth(year, time.Month(month+1)).End(officetest.Zone)] = true
		}
	}
	compared := 0
	for end := range ends {
		want := jindu.at(fmt.Sprintf("%s and timestamp(%s) >= %d", published, published, end.Unix()), end.Add(time.Second))
		sameAnswers(t, want, e.at(t, published, end.Add(time.Second), 2*time.Second), end)
		compared += len(want)
	}
	require.Greater(t, compared, 50)
	t.Logf("%d observations compared", compared)
}

// digits is what may be lost of a value: VictoriaMetrics keeps twelve digits or
// so. Prometheus keeps all.
const digits = 1e-11

func sameAnswers(t *testing.T, want, got map[string]float64, at time.Time) {
	t.Helper()
	sameAnswersBut(t, want, got, at, false)
}

// sameAnswersBut compares answers, but for those of P9 where these are left out.
func sameAnswersBut(t *testing.T, want, got map[string]float64, at time.Time, but bool) {
	t.Helper()
	if but {
		for _, m := range []map[string]float64{want, got} {
			maps.DeleteFunc(m, func(name string, _ float64) bool { return strings.Contains(name, `"P9"`) })
		}
	}
	for name, v := range want {
		have, ok := got[name]
		if !ok || math.Abs(have-v) > digits*math.Abs(v) {
			require.Equal(t, v, have, "%s at %s (there: %v)", name, at, ok)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			require.Fail(t, "not jindu's", "%s at %s", name, at)
		}
	}
}
