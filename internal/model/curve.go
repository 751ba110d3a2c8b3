package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// CurveKind is how the work of a year is spread over it.
type CurveKind string

// The kinds of curve.
const (
	LinearCurve   CurveKind = "linear"   // 线性: by month, and by day inside it.
	WorkdayCurve  CurveKind = "workdays" // 按工作日: by working day.
	SCurve        CurveKind = "s_curve"  // S曲线: slow, fast, slow.
	QuarterCurve  CurveKind = "quarters" // 按季: cumulative shares at quarters' ends.
	MonthlyCurve  CurveKind = "months"   // 按月: cumulative shares at months' ends.
	sharesDivider           = "/"
)

var curveNames = map[CurveKind]Text{
	LinearCurve:  {ZH: "线性", EN: "linear"},
	WorkdayCurve: {ZH: "按工作日", EN: "workdays"},
	SCurve:       {ZH: "S曲线", EN: "s_curve"},
	QuarterCurve: {ZH: "按季", EN: "quarters"},
	MonthlyCurve: {ZH: "按月", EN: "months"},
}

// Name gives the kind's name.
func (k CurveKind) Name() Text { return curveNames[k] }

// parts is how many shares a curve of the kind is given by.
func (k CurveKind) parts() int { return map[CurveKind]int{QuarterCurve: 4, MonthlyCurve: 12}[k] }

// A Curve (进度曲线) says what share of a year's task is planned by when. The
// zero Curve leaves that to the default. Shares are in per cent of the task,
// cumulative, at the end of each quarter or month: 20/45/70/100.
type Curve struct {
	Kind   CurveKind
	Shares []decimal.Decimal
}

// IsZero tells that no curve is declared.
func (c Curve) IsZero() bool { return c.Kind == "" }

// String writes the curve as ParseCurve reads it.
func (c Curve) String() string {
	if len(c.Shares) == 0 {
		return string(c.Kind)
	}
	shares := make([]string, len(c.Shares))
	for i, s := range c.Shares {
		shares[i] = s.String()
	}
	return string(c.Kind) + " " + strings.Join(shares, sharesDivider)
}

// MarshalText writes the curve as String does.
func (c Curve) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (c *Curve) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*c = Curve{}
		return nil
	}
	*c, err = ParseCurve(string(text))
	return err
}

// CurveForms names the forms that ParseCurve reads, for messages.
var CurveForms = Text{
	ZH: "线性、按工作日、S曲线、按季 20/45/70/100（各季末累计%）或 按月 5/10/…/100（12个月末累计%）",
	EN: "linear, workdays, s_curve, quarters 20/45/70/100 (cumulative % at quarters' ends) or months 5/10/…/100 (12 of them)",
}

// ParseCurve reads a curve: the kind's Chinese or English name, and its shares
// where it has any.
func ParseCurve(text string) (Curve, error) {
	text = narrow(text)
	for kind, names := range curveNames {
		for _, name := range []string{names.ZH, names.EN} {
			rest, ok := strings.CutPrefix(strings.ToLower(text), strings.ToLower(name))
			if ok && (rest == "") == (kind.parts() == 0) {
				return newCurve(kind, rest)
			}
		}
	}
	return Curve{}, fmt.Errorf("curve %q: want %s", text, CurveForms.EN)
}

func newCurve(kind CurveKind, shares string) (Curve, error) {
	c := Curve{Kind: kind}
	for _, part := range strings.FieldsFunc(shares, func(r rune) bool { return strings.ContainsRune("/、,;: %", r) }) {
		share, err := ParseNumber(part)
		if err != nil {
			return Curve{}, fmt.Errorf("curve: share %w", err)
		}
		c.Shares = append(c.Shares, share)
	}
	return c, c.check()
}

// check says what is wrong with the shares.
func (c Curve) check() error {
	if len(c.Shares) != c.Kind.parts() {
		return fmt.Errorf("curve %s: want %d shares, got %d", c.Kind, c.Kind.parts(), len(c.Shares))
	}
	if len(c.Shares) == 0 {
		return nil
	}
	if !slices.IsSortedFunc(c.Shares, decimal.Decimal.Cmp) || c.Shares[0].IsNegative() {
		return errors.New("curve: shares are cumulative: want none to be negative or lower than the one before")
	}
	if last := c.Shares[len(c.Shares)-1]; !last.Equal(decimal.NewFromInt(100)) {
		return fmt.Errorf("curve: the last share is %s: want 100", last)
	}
	return nil
}
