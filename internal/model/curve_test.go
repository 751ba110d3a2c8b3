package model

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func TestParseCurve(t *testing.T) {
	for text, want := range map[string]string{
		"线性": "linear", "linear": "linear", " Linear\u3000": "linear",
		"按工作日": "workdays", "workdays": "workdays",
		"S曲线": "s_curve", "Ｓ曲线": "s_curve", "s曲线": "s_curve", "S_Curve": "s_curve",
		"按季 20/45/70/100":                        "quarters 20/45/70/100",
		"按季：20%、45%、70%、100%":                    "quarters 20/45/70/100",
		"quarters 0/0/50/100":                    "quarters 0/0/50/100",
		"quarters 10,20.5,20.5,99.9":             "quarters 10/20.5/20.5/99.9",
		"按月 5/10/20/30/40/50/60/70/80/90/95/100": "months 5/10/20/30/40/50/60/70/80/90/95/100",
		"months -/-/30/-/-/60/-/-/80/-/-/100":    "months 10/20/30/40/50/60/" + "66.6666666666666667/73.3333333333333333/80/" + "86.6666666666666667/93.3333333333333333/100",
		"按季 -/45/70/80":                          "quarters 22.5/45/70/80", // Yinchuan 2025.
	} {
		c, err := ParseCurve(text)
		require.NoError(t, err, text)
		require.Equal(t, want, c.String(), text)
	}
}

func TestCurvesThatAreNone(t *testing.T) {
	forms := "want " + CurveForms.EN
	for text, want := range map[string]string{
		"":                          `curve "": ` + forms,
		"直线":                        `curve "直线": ` + forms,
		"linear 20/40/60/100":       `curve "linear 20/40/60/100": ` + forms,
		"按季":                        `curve "按季": ` + forms,
		"quarters 45/70/80":         "curve quarters: want 4 shares, got 3",
		"按月 20/45/70/100":           "curve months: want 12 shares, got 4",
		"quarters 45/20/70/100":     "curve quarters: shares are cumulative: want none to be negative or lower than the one before",
		"quarters -5/20/70/100":     "curve quarters: shares are cumulative: want none to be negative or lower than the one before",
		"quarters 20/45/70/101":     "curve quarters: the last share is 101: want more than 0 and at most 100",
		"quarters 0/0/0/0":          "curve quarters: the last share is 0: want more than 0 and at most 100",
		"quarters 20/45/70/-":       "curve quarters: want the last share to be set",
		"quarters 20/四十五/70/100":    `curve quarters: share "四十五" is not a number`,
		"quarters 120/-/-/100":      "curve quarters: shares are cumulative: want none to be negative or lower than the one before",
		"quarters 0.2/0.45/0.7/100": "",
	} {
		_, err := ParseCurve(text)
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		require.EqualError(t, err, want, text)
	}
}

func TestCurvesInBodiesAndCatalogs(t *testing.T) {
	curve, err := ParseCurve("按季 -/45/70/80")
	require.NoError(t, err)
	body, err := json.Marshal(Target{Year: 2025, Curve: curve})
	require.NoError(t, err)
	require.JSONEq(t, `{"year":2025,"curve":"quarters 22.5/45/70/80"}`, string(body))
	var back Target
	require.NoError(t, json.Unmarshal(body, &back))
	require.Equal(t, curve.String(), back.Curve.String())

	c, err := ParseCatalog([]byte(`
progress: {day: 5, months_after: 1}
pace: S曲线
indicators:
  - {code: a, name: 甲, name_en: A, display_unit: 亿元, frequency: M, release: {day: 1, months_after: 1}, pace: 按季 20/45/70/100}
  - {code: b, name: 乙, name_en: B, display_unit: 亿元, frequency: M, release: {day: 1, months_after: 1}, pace: null}
`))
	require.NoError(t, err)
	require.Equal(t, SCurve, c.Pace.Kind)
	require.Equal(t, "quarters 20/45/70/100", c.Indicators[0].Pace.String())
	require.True(t, c.Indicators[1].Pace.IsZero())
	require.True(t, DefaultCatalog().Pace.IsZero(), "linear unless an office says otherwise")
}

func TestBoundOf(t *testing.T) {
	up, down := Indicator{}, Indicator{Decrease: true}
	require.Equal(t, AtLeast, Target{Measure: YearToDate}.BoundOf(up))
	require.Equal(t, AtMost, Target{Measure: YearToDate}.BoundOf(down))
	require.Equal(t, AtMost, Target{Measure: Rank}.BoundOf(up), "the third place is as good as the second is better")
	require.Equal(t, AtMost, Target{Measure: YTDGrowth, Bound: AtMost}.BoundOf(up))
	require.Equal(t, AtLeast, Target{Measure: YTDGrowth, Bound: AtLeast}.BoundOf(down))
}

// What a curve writes is read as the same curve, and no text that is read
// breaks a rule of curves.
func FuzzParseCurve(f *testing.F) {
	for _, seed := range []string{
		"线性", "linear", "按工作日", "S曲线", "按季 20/45/70/100", "quarters -/45/70/80", "months 5/10/…/100",
		"按月：5、10、20、30、40、50、60、70、80、90、95、100", "quarters 1e1/2e1/3e1/1e2", "按季 20%/45%/70%/１００%",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCurve(text)
		if err != nil {
			return
		}
		require.False(t, c.IsZero())
		again, err := ParseCurve(c.String())
		require.NoError(t, err, c.String())
		require.Equal(t, c.Kind, again.Kind)
		require.Len(t, again.Shares, c.Kind.parts())
		before := decimal.Zero
		for i, share := range c.Shares {
			require.True(t, share.Equal(again.Shares[i]))
			require.True(t, share.GreaterThanOrEqual(before) && share.LessThanOrEqual(decimal.NewFromInt(100)))
			before = share
		}
	})
}

func TestParseBound(t *testing.T) {
	for text, want := range map[string]Bound{
		"不低于": AtLeast, "at_least": AtLeast, "≥": AtLeast, " AT LEAST ": AtLeast,
		"不超过": AtMost, "不高于": AtMost, "at_most": AtMost, "<=": AtMost,
	} {
		got, ok := ParseBound(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	_, ok := ParseBound("大约")
	require.False(t, ok)
}
