package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/shopspring/decimal"
)

// CurveKind is how the work of a year is spread over it.
type CurveKind string

// The kinds of curve.
const (
	LinearCurve    CurveKind = "linear"   // 线性: by month, and by day inside it.
	WorkdayCurve   CurveKind = "workdays" // 按工作日: by working day.
	SCurve         CurveKind = "s_curve"  // S曲线: slow, fast, slow.
	QuarterCurve   CurveKind = "quarters" // 按季: cumulative shares at quarters' ends.
	MonthlyCurve   CurveKind = "months"   // 按月: cumulative shares at months' ends.
	sharesDivider            = "/"
	sharesDividers           = "/､,;: %" // As narrow leaves them.
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
// cumulative, at the end of each quarter or month: 20/45/70/100. The last may
// be less than 100: then the plan asks for so much of the task in the year and
// no more, as Yinchuan's of 2025 does (45 % by June, 70 % by September, 80 % by
// December).
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

// UnmarshalYAML reads what MarshalText wrote, from a catalog.
func (c *Curve) UnmarshalYAML(node ast.Node) (err error) {
	line := node.GetToken().Position.Line
	switch text := node.(type) {
	case *ast.NullNode:
		*c = Curve{}
		return nil
	case *ast.StringNode:
		if err = c.UnmarshalText([]byte(text.Value)); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		return nil
	}
	return fmt.Errorf("line %d: curve: want a text: %s", line, CurveForms.EN)
}

// CurveForms names the forms that ParseCurve reads, for messages.
var CurveForms = Text{
	ZH: "线性、按工作日、S曲线、按季 20/45/70/100（各季末累计%，未定的写-）或 按月 5/10/…/100（12个月末累计%）",
	EN: "linear, workdays, s_curve, quarters 20/45/70/100 (cumulative % at quarters' ends, - where none is set) " +
		"or months 5/10/…/100 (12 of them)",
}

// ParseCurve reads a curve: the kind's Chinese or English name, and its shares
// where it has any. A share that a plan does not set is written -: it lies on
// the straight line between its neighbours (-/45/70/80 is 22.5/45/70/80).
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

func newCurve(kind CurveKind, text string) (Curve, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(sharesDividers, r) })
	if len(parts) != kind.parts() {
		return Curve{}, fmt.Errorf("curve %s: want %d shares, got %d", kind, kind.parts(), len(parts))
	}
	if len(parts) == 0 {
		return Curve{Kind: kind}, nil
	}
	shares := make([]*decimal.Decimal, len(parts))
	for i, part := range parts {
		if part == "-" {
			continue
		}
		share, err := ParseNumber(part)
		if err != nil {
			return Curve{}, fmt.Errorf("curve %s: share %w", kind, err)
		}
		shares[i] = &share
	}
	if shares[len(shares)-1] == nil {
		return Curve{}, fmt.Errorf("curve %s: want the last share to be set", kind)
	}
	c := Curve{Kind: kind, Shares: straight(shares)}
	return c, c.check()
}

// straight lays the shares that are not set on the line between those that are;
// the line begins with 0. The last one must be set.
func straight(set []*decimal.Decimal) []decimal.Decimal {
	shares := make([]decimal.Decimal, len(set))
	from, level := -1, decimal.Decimal{}
	for to, share := range set {
		if share == nil {
			continue
		}
		rise, run := share.Sub(level), decimal.NewFromInt(int64(to-from))
		for i := from + 1; i < to; i++ {
			shares[i] = level.Add(rise.Mul(decimal.NewFromInt(int64(i - from))).Div(run))
		}
		shares[to], from, level = *share, to, *share
	}
	return shares
}

// check says what is wrong with the shares.
func (c Curve) check() error {
	if !slices.IsSortedFunc(c.Shares, decimal.Decimal.Cmp) || c.Shares[0].IsNegative() {
		return fmt.Errorf("curve %s: shares are cumulative: want none to be negative or lower than the one before", c.Kind)
	}
	last := c.Shares[len(c.Shares)-1]
	if !last.IsPositive() || last.GreaterThan(decimal.NewFromInt(100)) {
		return fmt.Errorf("curve %s: the last share is %s: want more than 0 and at most 100", c.Kind, last)
	}
	return nil
}
