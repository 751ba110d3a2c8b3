package gate

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]duration{
		"30": {days: 30}, "30天": {days: 30}, "４５ 天": {days: 45}, "0": {}, "1,000": {days: 1000}, "30.0": {days: 30},
		"30个工作日": {30, true, true}, "30 working days": {30, true, true}, "30工作日": {30, true, true},
		"45日历天": {45, false, true}, "45 Calendar Days": {45, false, true}, "7 d": {days: 7},
	} {
		got, ok := parseDuration(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "-3", "1.5天", "三十天", "30个月", "天", "1e99", "10000000"} {
		_, ok := parseDuration(text)
		require.False(t, ok, text)
	}
}

func TestParsePredecessors(t *testing.T) {
	for text, want := range map[string][]string{
		"A": {"A"}, "B、A": {"A", "B"}, "A，B; C,A": {"A", "B", "C"}, "1 2\n3": {"1", "2", "3"}, "、": {},
	} {
		require.Equal(t, want, parsePredecessors(text), text)
	}
}

func TestParseStops(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2020-04-01至2020-04-10 听证；2020-05-06至 专家评审", "2020-04-01 2020-04-10 听证|2020-05-06  专家评审"},
		{"2020-05-06至 专家评审\n2020-04-01至2020-04-10 听证", "2020-04-01 2020-04-10 听证|2020-05-06  专家评审"},
		{"4月1日至4月10日，听证", "2020-04-01 2020-04-10 听证"},
		{"2020年4月1日起至2020年4月10日止 招标;", "2020-04-01 2020-04-10 招标"},
		{"2020-04-01 to 2020-04-10 hearing", "2020-04-01 2020-04-10 hearing"},
		{"2020.4.1～2020.4.1", "2020-04-01 2020-04-01 "},
		{"2020/4/1起", "2020-04-01  "},
		{"2020-04-01至今：鉴定", "2020-04-01  鉴定"},
		{"听证", ""},
		{"2020-04-10至2020-04-01 听证", ""},
		{"2020-04-31至2020-05-01", ""},
		{"2020-04-01至2020-04-10；2020-04-10至2020-04-12", ""},
		{"2020-04-01至；2020-05-10至2020-05-12", ""},
		{"；", ""},
	} {
		stops, err := parseStops(c.text, 2020)
		if c.want == "" {
			require.NotNil(t, err, c.text)
			require.NotEmpty(t, err.ZH)
			require.NotEmpty(t, err.EN)
			continue
		}
		require.Nil(t, err, c.text)
		var got []string
		for _, s := range stops {
			got = append(got, s.From.String()+" "+s.To.String()+" "+s.Why)
		}
		require.Equal(t, c.want, strings.Join(got, "|"), c.text)
	}
	_, err := parseStops("4月1日至4月10日", 0)
	require.NotNil(t, err, "no year is known")
}

func FuzzParseStops(f *testing.F) {
	for _, text := range []string{"2020-04-01至2020-04-10 听证；2020-05-06至 专家评审", "4月1日至4月10日", "2020/4/1 to", "；", "2020-04-01—2020-04-10"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		stops, err := parseStops(text, 2020)
		if err != nil {
			require.Empty(t, stops)
			return
		}
		require.NotEmpty(t, stops)
		require.True(t, slices.IsSortedFunc(stops, func(a, b model.Stop) int { return cmp.Compare(a.From.Key(), b.From.Key()) }))
		for i, s := range stops {
			require.Equal(t, model.Daily, s.From.Freq())
			require.True(t, s.To.IsZero() || s.To.Freq() == model.Daily && s.To.Key() >= s.From.Key())
			require.True(t, i == 0 || !stops[i-1].To.IsZero() && stops[i-1].To.Key() < s.From.Key(), "only the last may go on")
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, text := range []string{"30", "30个工作日", "45天", "-3", "1.5", "1,000 days"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, ok := parseDuration(text); ok {
			require.GreaterOrEqual(t, d.days, 0)
			require.LessOrEqual(t, d.days, mostCounted)
			require.True(t, d.calendar || !d.workdays)
		}
	})
}

func FuzzParsePredecessors(f *testing.F) {
	for _, text := range []string{"A、B", "1, 2;3", " ", "A A"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ids := parsePredecessors(text)
		require.Equal(t, ids, parsePredecessors(strings.Join(ids, "、")))
		require.True(t, slices.IsSorted(ids))
		require.NotContains(t, ids, "")
	})
}

func FuzzParseCount(f *testing.F) {
	for _, text := range []string{"第3位", "8个", "1,000", "-1", "3rd"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if n, ok := parseCount(text); ok {
			require.GreaterOrEqual(t, n, 0)
			require.LessOrEqual(t, n, mostCounted)
		}
	})
}

func TestTidy(t *testing.T) {
	for text, want := range map[string]string{
		" 甲\r\n乙 ": "甲\n乙", "甲\t乙": "甲 乙", "\x1b[31m红\x00": "[31m红", "a\u202eb\u2066c": "abc", "（１）": "（１）",
	} {
		require.Equal(t, want, tidy(text), "%q", text)
	}
	require.Equal(t, "中鼎 智能", oneLine("中鼎\r\n智能\n"))
}
