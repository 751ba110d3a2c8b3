package model

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]string{
		"0":                         "0",
		"12.19":                     "12.19",
		" 12.19 ":                   "12.19",
		"\u3000１２．１９":               "12.19",
		"1,234,567.8":               "1234567.8",
		"１，２３４":                     "1234",
		"-3.5":                      "-3.5",
		"－3.5":                      "-3.5",
		"\u22123.5":                 "-3.5",
		"+7.9":                      "7.9",
		".5":                        "0.5",
		"5.":                        "5",
		"007":                       "7",
		"1.2e3":                     "1200",
		"1.219E+09":                 "1219000000",
		"1e-05":                     "0.00001",
		"-0":                        "0",
		"0.1000000000000000055":     "0.1000000000000000055",
		"123456789012345678901.123": "123456789012345678901.123",
	} {
		n, err := ParseNumber(text)
		require.NoError(t, err, text)
		require.Equal(t, want, n.String(), text)
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "—", "无", "约12", "12.1.9", "1,23", "1,2345", "12,34,567", "1 2", "0x10", "1e", "1e9999",
		"NaN", "Inf", "1/2", "12.19亿元", "十二", "--1", "(12)",
	} {
		_, err := ParseNumber(text)
		require.Error(t, err, text)
		require.Contains(t, err.Error(), "is not a number", text)
	}
}

func TestParseAmount(t *testing.T) {
	wan, yi, percent := mustUnit(t, "万元"), mustUnit(t, "亿元"), mustUnit(t, "%")
	for _, c := range []struct {
		text     string
		fallback *Unit
		want     string // In base units.
		unit     string
	}{
		{"12.19亿元", nil, "1219000000", "亿元"},
		{"12.19 亿元", nil, "1219000000", "亿元"},
		{"１２．１９亿元", nil, "1219000000", "亿元"},
		{"12.19", yi, "1219000000", "亿元"},
		{"121,900", wan, "1219000000", "万元"},
		{"12.19亿元", wan, "1219000000", "亿元"}, // The cell goes before its column.
		{"1219000000元", wan, "1219000000", "元"},
		{"27.1%", nil, "0.271", "%"},
		{"27.1％", nil, "0.271", "%"},
		{"27.1", percent, "0.271", "%"},
		{"-15.3%", nil, "-0.153", "%"},
		{"1.5个百分点", nil, "0.015", "百分点"},
		{"3‰", nil, "0.003", "‰"},
		{"28个", nil, "28", "个"},
		{"80项", nil, "80", "项"},
		{"20万吨", nil, "200000", "万吨"},
		{"2,300万吨", nil, "23000000", "万吨"},
		{"0.00000001亿元", nil, "1", "亿元"},
	} {
		amount, unit, err := ParseAmount(c.text, c.fallback)
		require.NoError(t, err, c.text)
		require.Equal(t, c.want, amount.String(), c.text)
		require.Equal(t, c.unit, unit.Name, c.text)
	}
}

func TestParseAmountRefuses(t *testing.T) {
	yi := mustUnit(t, "亿元")
	for _, c := range []struct {
		text     string
		fallback *Unit
		want     string
	}{
		{"12.19", nil, `"12.19" has no unit, and neither have its column and its table`},
		{"12.19公斤", yi, `unit "公斤": want one of 亿元, 万元, 元, %, 百分点, 个, 项, 万吨, 吨`},
		{"12.19亿元左右", yi, `unit "亿元左右": want one of 亿元, 万元, 元, %, 百分点, 个, 项, 万吨, 吨`},
		{"约12.19亿元", yi, `"约12.19亿元" is not a number`},
		{"亿元", yi, `"亿元" is not a number`},
		{"12.1.9亿元", yi, `"12.1.9" is not a number`},
		{"", yi, `"" is not a number`},
	} {
		_, _, err := ParseAmount(c.text, c.fallback)
		require.EqualError(t, err, c.want)
	}
}

func TestAmountsAreExact(t *testing.T) {
	var names []string
	for name := range units {
		names = append(names, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		number := decimal.New(rapid.Int64().Draw(t, "coefficient"), int32(rapid.IntRange(-12, 6).Draw(t, "exponent")))
		unit := units[rapid.SampledFrom(names).Draw(t, "unit")]
		amount, _, err := ParseAmount(number.String(), &unit)
		require.NoError(t, err)
		require.True(t, amount.Equal(number.Mul(unit.Factor)))
		require.True(t, unit.FromBase(amount).Equal(number), "%s %s and back is %s", number, unit.Name, unit.FromBase(amount))
	})
}

// A number is read exactly or not at all.
func FuzzParseNumber(f *testing.F) {
	for _, seed := range []string{"12.19", "1,234.5", "-0", "１２．１９", "1e308", "1e-999", ".5", "5.", "", "\xff", "−3", "1,2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ParseNumber(text)
		if err != nil {
			return
		}
		again, err := ParseNumber(n.String())
		if err != nil || !again.Equal(n) {
			t.Fatalf("ParseNumber(%q) = %s, read again as %s: %v", text, n, again, err)
		}
	})
}

// An amount is its number times its unit's factor, exactly.
func FuzzParseAmount(f *testing.F) {
	for _, seed := range []string{"12.19亿元", "27.1%", "1.5个百分点", "20 万吨", "1e5万元", "2,300万吨", "亿元", "12.19 公斤", "\xff%", "５０％"} {
		f.Add(seed, "亿元")
	}
	f.Add("12.19", "万元")
	f.Add("12.19", "nonsense")
	f.Fuzz(func(t *testing.T, text, unitName string) {
		var fallback *Unit
		if u, ok := ParseUnit(unitName); ok {
			fallback = &u
		}
		amount, unit, err := ParseAmount(text, fallback)
		if err != nil {
			return
		}
		again, _, err := ParseAmount(unit.FromBase(amount).String(), &unit)
		if err != nil || !again.Equal(amount) {
			t.Fatalf("ParseAmount(%q, %s) = %s, which in %s is read as %s: %v", text, unitName, amount, unit.Name, again, err)
		}
		if plain, err := ParseNumber(text); err == nil && !amount.Equal(plain.Mul(unit.Factor)) {
			t.Fatalf("ParseAmount(%q, %s) = %s", text, unitName, amount)
		}
	})
}

func mustUnit(t *testing.T, name string) *Unit {
	t.Helper()
	u, ok := ParseUnit(name)
	require.True(t, ok, name)
	return &u
}
