package influx_test

import (
	"context"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// hostile are label values and names that mean something to line protocol,
// Flux, CSV or regular expressions.
var hostile = []string{
	"plain", "with space", " led by one", "a,b", "a=b", `a"b`, `"`, `a\`, `\`, `\\`, `\n`, "two\nlines", "cr\r", "tab\t",
	"a/b", "/", "$", "${x}", "#a", "#", "%", "%0A", "安阳，殷都区", "a'b", "{}", "[a]", "a.b", "a|b", "(", "\x00", "é", "_",
	"time", "_time", "_value", "metric", "value", "result", "error", `a\,b`, `a\ b`, "line ends\n", `",`, "a;b", "// no comment",
}

func hostileSeries() []model.Series {
	var all []model.Series
	for _, text := range hostile {
		all = append(all,
			model.NewSeries("m", "name", text),
			model.NewSeries("m", "name", text, "region", "410505"),
			model.NewSeries("m", text, "x"),
			model.NewSeries(text, "region", "410505"))
	}
	for _, name := range []string{"jindu_head", "jindu_series", "jindu_records", "m_revisions", "m_revisions_revisions"} {
		all = append(all, model.NewSeries(name, "region", "410505"))
	}
	return all
}

// TestHostileNames writes every series, and compares what the server finds with
// what each matcher says of them all.
func TestHostileNames(t *testing.T) {
	clock := time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)
	d := openDelivered(t, newBed(t).database(t), func() time.Time { return clock })
	defer func() { require.NoError(t, d.Close()) }()
	all := hostileSeries()
	var stated []model.Observation
	for i := range all {
		stated = append(stated, model.Observation{
			Series: &all[i], Period: model.NewMonth(2020, time.July), Value: 0.1 + float64(i), Cell: hostile[i%len(hostile)],
		})
	}
	_, err := d.Commit(t.Context(), model.Submission{Observations: stated})
	require.NoError(t, err)
	v, err := d.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()

	for i, s := range all {
		var points []model.Point
		for p, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			points = append(points, p)
		}
		require.Len(t, points, 1, s.String())
		require.Equal(t, 0.1+float64(i), points[0].Value)
		versions, err := v.History(t.Context(), s, model.NewMonth(2020, time.July))
		require.NoError(t, err)
		require.Len(t, versions, 1)
		require.Equal(t, hostile[i%len(hostile)], versions[0].Cell)
	}
	names := append(slices.Clone(hostile), "name", "region", "__name__", "colour")
	for _, text := range append(slices.Clone(hostile), "") {
		for _, name := range []string{"name", "__name__"} {
			compareSelect(t.Context(), t, v, all, model.Matcher{Name: name, Value: text})
			compareSelect(t.Context(), t, v, all, model.Matcher{Name: name, Op: model.Match, Value: regexp.QuoteMeta(text) + "|b"})
		}
	}
	for _, name := range names {
		compareSelect(t.Context(), t, v, all, model.Matcher{Name: name, Value: "x"})
	}
	rapid.Check(t, func(rt *rapid.T) {
		matchers := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) model.Matcher {
			m := model.Matcher{
				Name: rapid.SampledFrom(names).Draw(rt, "label"), Op: model.MatchOp(rapid.IntRange(0, 3).Draw(rt, "op")),
				Value: rapid.SampledFrom(append(hostile, "")).Draw(rt, "value"),
			}
			if m.Op >= model.Match {
				m.Value = rapid.SampledFrom([]string{
					regexp.QuoteMeta(m.Value), `\Q` + m.Value + `\E`, ".*", ".+", "[^a]", `.*\n.*`, "a.b", "(?i)PLAIN", `\\.*`, "[/$]", "", "410505|",
					`[\x00-\x1f]|a`, "安.*", `\d+`, "a/b|/",
				}).Draw(rt, "expression")
			}
			return m
		}), 0, 3).Draw(rt, "matchers")
		compareSelect(t.Context(), rt, v, all, matchers...)
	})
}

func compareSelect(ctx context.Context, t require.TestingT, v model.View, all []model.Series, matchers ...model.Matcher) {
	var want []string
	failed := false
	for _, s := range all {
		matched := true
		for _, m := range matchers {
			value := s.Label(m.Name)
			if m.Name == "__name__" {
				value = s.Metric
			}
			ok, err := m.Matches(value)
			failed = failed || err != nil
			matched = matched && ok
		}
		if matched {
			want = append(want, s.String())
		}
	}
	found, err := v.Select(ctx, matchers...)
	if failed {
		require.Error(t, err)
		return
	}
	require.NoError(t, err, "%+v", matchers)
	require.True(t, slices.IsSortedFunc(found, model.Series.Compare))
	var got []string
	for _, s := range found {
		got = append(got, s.String())
	}
	slices.Sort(want)
	slices.Sort(got)
	require.Equal(t, slices.Compact(want), got, "%+v", matchers)
}
