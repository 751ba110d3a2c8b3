package model

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func TestParseUnit(t *testing.T) {
	for _, c := range []struct {
		names  string // Separated by spaces.
		want   string // Unit.Name.
		base   Base
		factor string
	}{
		{"元 人民币元 yuan CNY RMB", "元", Yuan, "1"},
		{"千元", "千元", Yuan, "1000"},
		{"万元 10000yuan 10,000yuan ten-thousand-yuan", "万元", Yuan, "10000"},
		{"百万元 million_yuan", "百万元", Yuan, "1000000"},
		{"亿元 100-million-yuan", "亿元", Yuan, "100000000"},
		{"% ％ percent pct 百分比", "%", Ratio, "0.01"},
		{"百分点 个百分点 percentage-points pp", "百分点", Ratio, "0.01"},
		{"‰ permille", "‰", Ratio, "0.001"},
		{"比率 ratio", "比率", Ratio, "1"},
		{"个 家 户 次 items", "个", Items, "1"},
		{"项", "项", Items, "1"},
		{"万个", "万个", Items, "10000"},
		{"吨 tonnes t", "吨", Tonnes, "1"},
		{"万吨 10000tonnes", "万吨", Tonnes, "10000"},
		{"亿吨", "亿吨", Tonnes, "100000000"},
		{"点 index 指数", "点", Index, "1"},
		{"位 名 rank", "位", Index, "1"},
	} {
		for name := range strings.FieldsSeq(c.names) {
			u, ok := ParseUnit(" " + name + "\u3000")
			require.True(t, ok, name)
			require.Equal(t, c.want, u.Name, name)
			require.Equal(t, c.base, u.Base, name)
			require.Equal(t, c.factor, u.Factor.String(), name)
		}
	}
	for _, name := range []string{"", "亿", "万", "美元", "公斤", "亿元/年"} {
		_, ok := ParseUnit(name)
		require.False(t, ok, name)
	}
}

// The names a message offers are all understood.
func TestUnitNames(t *testing.T) {
	for name := range strings.SplitSeq(UnitNames, ", ") {
		u, ok := ParseUnit(name)
		require.True(t, ok, name)
		require.Equal(t, name, u.Name)
	}
}

// FromBase shifts by the factor's exponent, so every factor must be a power of
// ten, and every unit must have a base that metrics know.
func TestEveryUnit(t *testing.T) {
	for name, u := range units {
		require.Equal(t, "1", u.Factor.Coefficient().String(), name)
		require.Contains(t, Bases(), u.Base, name)
		for _, written := range []string{name, u.Name} {
			found, ok := ParseUnit(written)
			require.True(t, ok, written)
			require.Equal(t, u, found, written)
		}
	}
}

func TestUnitText(t *testing.T) {
	yi, percent := mustUnit(t, "亿元"), mustUnit(t, "%")
	require.Equal(t, "12.19亿元", yi.Text(decimal.RequireFromString("1219000000")))
	require.Equal(t, "0.0000000001亿元", yi.Text(decimal.RequireFromString("0.01")))
	require.Equal(t, "0.00000000000000000001亿元", yi.Text(decimal.RequireFromString("0.000000000001")), "a division would round this off")
	require.Equal(t, "27.1%", percent.Text(decimal.RequireFromString("0.271")))
	require.Equal(t, "-100%", percent.Text(decimal.RequireFromString("-1")))
}

// The nearest float64 of an exact amount is the one that a reader would type.
func TestAmountsAsFloats(t *testing.T) {
	for text, want := range map[string]float64{
		"12.19亿元": 1219000000, "336.17亿元": 3.3617e10, "65.57亿元": 6.557e9, "48.3亿元": 4.83e9,
		"27.1%": 0.271, "1.5%": 0.015, "7.9%": 0.079, "68亿元": 6.8e9, "359.45亿元": 35945000000,
	} {
		amount, _, err := ParseAmount(text, nil)
		require.NoError(t, err)
		require.Equal(t, want, amount.InexactFloat64(), text)
	}
}
