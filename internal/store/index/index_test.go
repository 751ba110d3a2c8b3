package index_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

func add(t require.TestingT, x *index.Index, series ...model.Series) {
	for i := range series {
		require.NoError(t, x.Add(index.Entry{ID: uint32(x.Len() + 1), Series: &series[i], Freq: model.Monthly}))
	}
}

func TestFindAndGet(t *testing.T) {
	x := index.New()
	a, b := model.NewSeries("m", "region", "410505"), model.NewSeries("m", "region", "殷都区")
	add(t, x, a, b)
	var key []byte
	e, ok := x.Find(b, &key)
	require.True(t, ok)
	require.EqualValues(t, 2, e.ID)
	require.Equal(t, model.Monthly, e.Freq)
	_, ok = x.Find(model.NewSeries("m"), &key)
	require.False(t, ok)
	e, ok = x.Get(1)
	require.True(t, ok)
	require.Equal(t, a, *e.Series)
	for _, id := range []uint32{0, 3} {
		_, ok = x.Get(id)
		require.False(t, ok)
	}
}

func TestAddRefuses(t *testing.T) {
	x := index.New()
	s := model.NewSeries("m")
	require.Error(t, x.Add(index.Entry{ID: 2, Series: &s}), "a gap")
	require.Error(t, x.Add(index.Entry{ID: 0, Series: &s}), "no ID")
	add(t, x, s)
	require.Error(t, x.Add(index.Entry{ID: 2, Series: &s}), "there already")
	require.Equal(t, 1, x.Len())
}

// A series that was added after the one that a reader may see is left out,
// whatever the matchers.
func TestSelectUpTo(t *testing.T) {
	x := index.New()
	add(t, x, model.NewSeries("c"), model.NewSeries("b"), model.NewSeries("a"))
	for last := range uint32(4) {
		for _, m := range [][]model.Matcher{nil, {{Name: "n", Value: ""}}, {{Name: "__name__", Op: model.Match, Value: ".+"}}} {
			found, err := x.Select(t.Context(), last, m...)
			require.NoError(t, err)
			require.Len(t, found, int(last))
			require.True(t, slices.IsSortedFunc(found, func(a, b index.Entry) int { return a.Series.Compare(*b.Series) }))
		}
	}
}

// An empty label is no label, for matchers too.
func TestEmptyLabels(t *testing.T) {
	x := index.New()
	add(t, x, model.Series{Metric: "m", Labels: []model.Label{{Name: "n", Value: ""}}})
	found, err := x.Select(t.Context(), 1, model.Matcher{Name: "n", Op: model.NotEqual, Value: ""})
	require.NoError(t, err)
	require.Empty(t, found)
	found, err = x.Select(t.Context(), 1, model.Matcher{Name: "n", Op: model.Equal, Value: ""})
	require.NoError(t, err)
	require.Len(t, found, 1)
}

func TestSelectCancelled(t *testing.T) {
	x := index.New()
	add(t, x, model.NewSeries("m", "n", "v"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := x.Select(ctx, 1, model.Matcher{Name: "n", Op: model.Match, Value: "v.*"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestAddBesideSelect(t *testing.T) {
	x := index.New()
	const count = 3000
	var readers sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				last := uint32(x.Len())
				found, err := x.Select(t.Context(), last, model.Matcher{Name: "region", Op: model.Match, Value: "41.*"})
				if err != nil || len(found) != int(last) {
					t.Errorf("%d of %d, %v", len(found), last, err)
					return
				}
			}
		})
	}
	for i := range count {
		add(t, x, model.NewSeries("m", "region", fmt.Sprintf("41%04d", i%50), "n", fmt.Sprint(i)))
	}
	close(done)
	readers.Wait()
}

// Matchers mean what they mean in Prometheus: a series matches when each does
// on the value of its label, or on the empty string.
func TestSelectAgainstMatchers(t *testing.T) {
	values := []string{"", "", "a", "ab", "b", "安", `"q",`, "x\ny"}
	names := []string{"n", "o", "p"}
	matcher := rapid.Custom(func(t *rapid.T) model.Matcher {
		op := model.MatchOp(rapid.IntRange(0, 3).Draw(t, "op"))
		pool := values
		if op == model.Match || op == model.NotMatch {
			pool = []string{"", ".*", ".+", "a", "a|b", "a.*", "a?", "(a|)", "[^a]*", "安|a", "x.y", "(?i)A"}
		}
		return model.Matcher{
			Name: rapid.SampledFrom(append([]string{"__name__"}, names...)).Draw(t, "name"),
			Op:   op, Value: rapid.SampledFrom(pool).Draw(t, "value"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		x, all := index.New(), map[string]model.Series{}
		for range rapid.IntRange(0, 20).Draw(t, "series") {
			var pairs []string
			for _, n := range names {
				pairs = append(pairs, n, rapid.SampledFrom(values).Draw(t, n))
			}
			s := model.NewSeries(rapid.SampledFrom([]string{"a", "m"}).Draw(t, "metric"), pairs...)
			if _, ok := all[s.String()]; !ok {
				all[s.String()] = s
				add(t, x, s)
			}
		}
		matchers := rapid.SliceOfN(matcher, 0, 4).Draw(t, "matchers")
		found, err := x.Select(context.Background(), uint32(x.Len()), matchers...)
		require.NoError(t, err)
		var got, want []string
		for _, e := range found {
			got = append(got, e.Series.String())
		}
		for name, s := range all {
			if matches(s, matchers) {
				want = append(want, name)
			}
		}
		require.ElementsMatch(t, want, got)
		require.True(t, slices.IsSortedFunc(found, func(a, b index.Entry) int { return a.Series.Compare(*b.Series) }))
	})
}

func matches(s model.Series, matchers []model.Matcher) bool {
	for _, m := range matchers {
		value := s.Label(m.Name)
		if m.Name == "__name__" {
			value = s.Metric
		}
		types := []labels.MatchType{labels.MatchEqual, labels.MatchNotEqual, labels.MatchRegexp, labels.MatchNotRegexp}
		if !labels.MustNewMatcher(types[m.Op], m.Name, m.Value).Matches(value) {
			return false
		}
	}
	return true
}
