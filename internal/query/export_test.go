package query_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	prom "github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/value"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// everything is the selector of all that is exported.
var everything = []string{
	`{__name__=~"jindu_.+",__name__!~"jindu_indicator_(yuan|ratio|items|tonnes|index)"}`,
	`{__name__=~"jindu_indicator_(yuan|ratio|items|tonnes|index)",origin!="published"}`,
}

// all asks PromQL for all that holds at an instant.
func (a *asked) all(at time.Time, more ...string) map[string]float64 {
	a.Helper()
	found := map[string]float64{}
	for _, expr := range everything {
		for _, s := range a.vector(expr, append([]string{"time", at.Format(time.RFC3339)}, more...)...) {
			found[s.Metric.String()] = float64(s.Value)
		}
	}
	return found
}

// plotted is samples as an engine that looks back for ever has them.
type plotted map[string][]sampled

type sampled struct {
	t int64
	v float64
}

func (p plotted) add(s *model.Series, t int64, v float64) error {
	name := promName(s)
	if old := p[name]; len(old) > 0 && old[len(old)-1].t >= t {
		return fmt.Errorf("%s is not in order", name)
	}
	p[name] = append(p[name], sampled{t, v})
	return nil
}

func (p plotted) at(t time.Time) map[string]float64 {
	found := map[string]float64{}
	for name, samples := range p {
		last := math.Float64frombits(value.StaleNaN)
		for _, s := range samples {
			if s.t <= t.UnixMilli() {
				last = s.v
			}
		}
		if !value.IsStaleNaN(last) {
			found[name] = last
		}
	}
	return found
}

// What is exported is what PromQL answers at the end of every day, as
// of now or of before, and what holds is what it answers at any instant.
func TestWhatIsExportedIsWhatPromQLAnswers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := newAsked(t)
		a.Now = officetest.Date(2020, 1, 1)
		for range rapid.IntRange(1, 12).Draw(rt, "submissions") {
			a.Anything(rt)
			a.Later(rt)
		}
		q := query.NewQueryable(a.boards)
		to := officetest.EndOf(2020, 12, 31)
		asOf := officetest.Date(2020, 1, 1).Add(time.Duration(rapid.Int64Range(0, int64(a.Now.Sub(officetest.Date(2020, 1, 1)))).Draw(rt, "asOf")))
		whole, before := plotted{}, plotted{}
		require.NoError(rt, q.Samples(t.Context(), to, time.Time{}, whole.add))
		require.NoError(rt, q.Samples(t.Context(), to, asOf, before.add))
		for range 3 {
			day := model.NewDay(officetest.Date(2019, 10, 1)).Add(rapid.IntRange(0, 450).Draw(rt, "day"))
			want := a.all(day.End(officetest.Zone))
			if first := whole.first(); day.End(officetest.Zone).UnixMilli() >= first {
				require.Equal(rt, want, whole.at(day.End(officetest.Zone)), "%s", day)
			}
			if end := day.End(officetest.Zone); end.UnixMilli() >= before.first() {
				require.Equal(rt, a.all(end, "as_of", asOf.Format(time.RFC3339Nano)), before.at(end), "%s as of %s", day, asOf)
			}
			at := day.Start(officetest.Zone).Add(time.Duration(rapid.IntRange(0, 86399).Draw(rt, "second")) * time.Second)
			holding := map[string]float64{}
			require.NoError(rt, q.Holding(t.Context(), at, time.Time{}, func(s *model.Series, v float64) error {
				holding[promName(s)] = v
				return nil
			}))
			require.Equal(rt, a.all(at), holding)
		}
	})
}

func (p plotted) first() int64 {
	first := int64(math.MaxInt64)
	for _, samples := range p {
		first = min(first, samples[0].t)
	}
	return first
}

// promName writes a series as the API's client does.
func promName(s *model.Series) string {
	m := prom.Metric{prom.MetricNameLabel: prom.LabelValue(s.Metric)}
	for _, l := range s.Labels {
		m[prom.LabelName(l.Name)] = prom.LabelValue(l.Value)
	}
	return m.String()
}
