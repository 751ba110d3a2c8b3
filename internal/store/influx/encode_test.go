package influx

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// anyText draws texts of the characters that line protocol, Flux, CSV or this
// package's own encoding give a meaning to, and of any bytes.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("a1 ,=\"'\\/$#{}%\n\r\t\x00\x7f安阳“”|.*_ªé\u2028")), 0, 12, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 6), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{"time", "_time", "metric", "value", "jindu_head", "x_revisions", "%0A", "\\", "a\\", "${x}", "#c"}),
	)
}

func TestEncodingIsReversible(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := anyText().Draw(rt, "text")
		for _, written := range []string{encode(text), tagKey(text + "x"), measurement(text + "x")} {
			require.NotRegexp(rt, `[\\\x00-\x1f\x7f]`, written)
		}
		for written, want := range map[string]string{
			encode(text): text, tagKey(text + "x"): text + "x", measurement("m" + text): "m" + text,
			measurement(text + "_revisions"): text + "_revisions",
		} {
			got, err := decode(written)
			require.NoError(rt, err)
			require.Equal(rt, want, got)
		}
	})
}

func TestNamesThatMeanSomethingElse(t *testing.T) {
	for name, want := range map[string]string{
		"region": "region", "时间": "时间", "time": "%74ime", "metric": "%6Detric", "_field": "%5Ffield", "a\nb": "a%0Ab",
	} {
		require.Equal(t, want, tagKey(name))
	}
	for name, want := range map[string]string{
		"m": "m", "jindu_head": "%6Aindu_head", "#m": "%23m", "m_revisions": "m_revision%73", "_m": "%5Fm",
	} {
		require.Equal(t, want, measurement(name))
	}
	for _, bad := range []string{"%", "a%2", "%zz"} {
		_, err := decode(bad)
		require.ErrorIs(t, err, errFormat)
	}
}

func TestFactsAreReadBackExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		freq := rapid.SampledFrom([]model.Frequency{
			model.Annual, model.HalfYearly, model.Quarterly, model.Monthly, model.Weekly, model.Daily,
		}).Draw(rt, "frequency")
		at := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 300*365).Draw(rt, "day"))
		f := fact{
			period:   model.PeriodOf(freq, at).WithSpan(rapid.IntRange(1, 12).Draw(rt, "span")),
			status:   model.Status(rapid.IntRange(0, 3).Draw(rt, "status")),
			recorded: rapid.Int64Range(-1e13, 1e13).Draw(rt, "recorded"), first: rapid.Int64().Draw(rt, "first"),
			revised: rapid.SampledFrom([]int64{never, 0, 1599526800000}).Draw(rt, "revised"),
			receipt: uint64(rapid.Int64Range(0, math.MaxInt64).Draw(rt, "receipt")),
			value:   rapid.Float64().Draw(rt, "value"), cell: encode(anyText().Draw(rt, "cell")),
		}
		got, err := parseFact(f.String())
		require.NoError(rt, err)
		require.Equal(rt, math.Float64bits(f.value), math.Float64bits(got.value))
		require.Equal(rt, f, got)
	})
	require.Equal(t, "M24246:7 1 1599526800000 1599526800000 - 12 1.219e+09 指标!E5", fact{
		period: model.NewMonth(2020, time.July).WithSpan(7), status: model.Preliminary, recorded: 1599526800000,
		first: 1599526800000, revised: never, receipt: 12, value: 1.219e9, cell: "指标!E5",
	}.String())
	for _, bad := range []string{"", "M1 0 1 1 - 1", "X1 0 1 1 - 1 2 ", "M1 4 1 1 - 1 2 ", "M1 0 x 1 - 1 2 ", "M1 0 1 1 - -1 2 ", "M1 0 1 1 - 1 x "} {
		_, err := parseFact(bad)
		require.ErrorIs(t, err, errFormat, bad)
	}
}

func TestConditionsLetThroughAllThatMatch(t *testing.T) {
	for _, c := range []struct {
		m    model.Matcher
		want string
	}{
		{model.Matcher{Name: "a", Value: `x"\` + "\n${y}"}, `r["a"] == "x\"%5C%0A\${y}"`},
		{model.Matcher{Name: "__name__", Value: "m"}, `r["metric"] == "m"`},
		{model.Matcher{Name: "a"}, `not exists r["a"]`},
		{model.Matcher{Name: "a", Op: model.NotEqual}, `exists r["a"]`},
		{model.Matcher{Name: "a", Op: model.NotEqual, Value: "x"}, `(not exists r["a"] or r["a"] != "x")`},
		{model.Matcher{Name: `q"`, Op: model.Match, Value: "a/b|\\Q/+\\E"}, `(r["q\""] =~ /^(?:a\/b|\/\+)$/ or r["q\""] =~ /%/)`},
	} {
		compiled, err := compile([]model.Matcher{c.m})
		require.NoError(t, err)
		text, _, ok := compiled[0].condition()
		require.True(t, ok)
		if c.m.Op == model.Match {
			require.Regexp(t, `^\(r\["q\\""\] =~ /.*a\\/b.*\\/\\\+.*/ or r\["q\\""\] =~ /%/\)$`, text)
			continue
		}
		require.Equal(t, c.want, text)
	}
	compiled, err := compile([]model.Matcher{{Name: "a", Op: model.Match, Value: `\x00+`}})
	require.NoError(t, err)
	_, _, ok := compiled[0].condition()
	require.False(t, ok, "left to Go")
}
