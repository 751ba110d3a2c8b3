package model

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestPlainIsDecimal holds the short way of reading a number against the exact
// one, for every unit, bit for bit.
func TestPlainIsDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[+-]?\d{0,17}(\.\d{0,17})?`),
			rapid.StringMatching(`[+-]?0{0,3}\.0{0,12}\d{1,3}`),
			rapid.StringMatching(`-?[1-9]\d{0,3}(\.\d{1,2})?`),
			rapid.StringMatching(`[-+.,eE \d]{0,6}`),
		).Draw(t, "text")
		p, ok := ParsePlain(text)
		exact, err := decimal.NewFromString(text)
		if !ok {
			return
		}
		require.True(t, plainNumber.MatchString(text), text)
		require.NoError(t, err)
		require.Equal(t, exact.String(), p.Decimal().String())
		require.Equal(t, exact.Exponent(), p.Decimal().Exponent())
		name := rapid.SampledFrom([]string{"亿元", "万元", "元", "%", "‰", "百分点", "个", "万吨", "亿吨", "点"}).Draw(t, "unit")
		u, ok := ParseUnit(name)
		require.True(t, ok)
		base := u.ToBase(exact)
		require.Equal(t, base.String(), p.ToBase(u).Decimal().String())
		require.Equal(t, math.Float64bits(base.InexactFloat64()), math.Float64bits(p.ToBase(u).Float64()), "%s%s", text, name)
		require.Equal(t, base.IsZero(), p.ToBase(u).IsZero())
	})
}

// TestPlainTakesFigures says which texts are read the short way.
func TestPlainTakesFigures(t *testing.T) {
	for text, want := range map[string]bool{
		"12.19": true, "-3": true, "+3.": true, ".5": true, "0": true, "-0.00": true, "123456789012345": true,
		"": false, ".": false, "-": false, "1e3": false, "1,000": false, "１２": false, "1.2.3": false, " 1": false,
		"1234567890123456": false, "--1": false,
	} {
		_, ok := ParsePlain(text)
		require.Equal(t, want, ok, "%q", text)
	}
}

// TestPlainFarOff reaches the floats that take more than one operation.
func TestPlainFarOff(t *testing.T) {
	for exponent := int32(-400); exponent <= 400; exponent++ {
		for _, digits := range []int64{0, 1, -7, 3_141_592_653_589, 999_999_999_999_999, -123_456_789_012_345} {
			p := Plain{digits, exponent}
			want, _ := decimal.New(digits, exponent).Float64()
			require.Equal(t, math.Float64bits(want), math.Float64bits(p.Float64()), "%de%d", digits, exponent)
		}
	}
}
