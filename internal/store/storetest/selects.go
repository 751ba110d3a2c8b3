package storetest

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func testSelect(t *testing.T, open Open) {
	d := newDesk(t, open)
	all := []model.Series{
		model.NewSeries("a", "region", "410505"),
		model.NewSeries("a", "region", "410505", "project", "1"),
		model.NewSeries("a", "region", "410502", "project", "1"),
		model.NewSeries("a", "name", "安阳，殷都区"),
		model.NewSeries("a", "name", `a "quoted", \ value`),
		model.NewSeries("a", "name", "two\nlines"),
		model.NewSeries("ab", "region", "410505"),
		model.NewSeries("b"),
	}
	for i, s := range all {
		if i%2 == 0 { // Some in one order, then the others: IDs are not the order of labels.
			d.take(figure(s, july(), 1))
		}
	}
	for i := len(all) - 1; i >= 0; i-- {
		if i%2 == 1 {
			d.take(figure(all[i], july(), 1))
		}
	}
	m := func(name string, op model.MatchOp, value string) model.Matcher {
		return model.Matcher{Name: name, Op: op, Value: value}
	}
	const metric = "__name__"
	for _, c := range []struct {
		name     string
		matchers []model.Matcher
		want     []int
	}{
		{"none: everything", nil, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"metric", []model.Matcher{m(metric, model.Equal, "a")}, []int{0, 1, 2, 3, 4, 5}},
		{"metric by expression, anchored", []model.Matcher{m(metric, model.Match, "a|b")}, []int{0, 1, 2, 3, 4, 5, 7}},
		{"equal", []model.Matcher{m("region", model.Equal, "410505")}, []int{0, 1, 6}},
		{"not equal counts a missing label", []model.Matcher{m("region", model.NotEqual, "410505")}, []int{2, 3, 4, 5, 7}},
		{"equal to nothing", []model.Matcher{m(metric, model.Equal, "a"), m("project", model.Equal, "")}, []int{0, 3, 4, 5}},
		{"not equal to nothing", []model.Matcher{m("project", model.NotEqual, "")}, []int{1, 2}},
		{"match", []model.Matcher{m("region", model.Match, "4105.*")}, []int{0, 1, 2, 6}},
		{"match, also nothing", []model.Matcher{m(metric, model.Equal, "a"), m("region", model.Match, "410505|")}, []int{0, 1, 3, 4, 5}},
		{"match anything", []model.Matcher{m("project", model.Match, ".*")}, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"match something", []model.Matcher{m("project", model.Match, ".+")}, []int{1, 2}},
		{"not match", []model.Matcher{m("region", model.NotMatch, "41050[0-4]")}, []int{0, 1, 3, 4, 5, 6, 7}},
		{"not match anything", []model.Matcher{m("region", model.NotMatch, ".+"), m(metric, model.Equal, "a")}, []int{3, 4, 5}},
		{"not match at all", []model.Matcher{m("region", model.NotMatch, ".*")}, nil},
		{"Chinese", []model.Matcher{m("name", model.Equal, "安阳，殷都区")}, []int{3}},
		{"Chinese by expression", []model.Matcher{m("name", model.Match, "安.，殷都.")}, []int{3}},
		{"quotes and commas", []model.Matcher{m("name", model.Equal, `a "quoted", \ value`)}, []int{4}},
		{"newline", []model.Matcher{m("name", model.Equal, "two\nlines")}, []int{5}},
		{"newline by expression", []model.Matcher{m("name", model.Match, "two.lines")}, []int{5}},
		{"two on one label", []model.Matcher{m("region", model.NotEqual, ""), m("region", model.NotEqual, "410505")}, []int{2}},
		{"nothing is called so", []model.Matcher{m("colour", model.Equal, "red")}, nil},
		{"a label no series has", []model.Matcher{m("colour", model.Equal, ""), m(metric, model.Equal, "b")}, []int{7}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []model.Series
			for _, i := range c.want {
				want = append(want, all[i])
			}
			slices.SortFunc(want, model.Series.Compare)
			d.see(now(), func(v model.View) {
				got, err := v.Select(t.Context(), c.matchers...)
				require.NoError(t, err)
				require.Equal(t, names(want), names(got))
			})
		})
	}
	t.Run("bad expression", func(t *testing.T) {
		d.see(now(), func(v model.View) {
			for _, bad := range []model.Matcher{m("region", model.Match, "("), m("", model.Equal, "x"), m("region", 9, "x")} {
				_, err := v.Select(t.Context(), bad)
				require.Error(t, err)
			}
		})
	})
}

func names(series []model.Series) string {
	var b strings.Builder
	for _, s := range series {
		b.WriteString(s.String() + "\n")
	}
	return b.String()
}
