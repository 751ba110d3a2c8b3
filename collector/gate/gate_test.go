package gate_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/collector/gate"
	"jindu/collector/table"
	"jindu/internal/model"
)

var shanghai = time.FixedZone("CST", 8*3600)

// empty is the view of a ledger that holds nothing.
type empty struct{ err error }

func (e empty) Points(context.Context, model.Series, model.Period, model.Period) iter.Seq2[model.Point, error] {
	return func(yield func(model.Point, error) bool) {
		if e.err != nil {
			yield(model.Point{}, e.err)
		}
	}
}

func (e empty) Records(context.Context, model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		if e.err != nil {
			yield(model.Record{}, e.err)
		}
	}
}

func check(ctx context.Context, t require.TestingT, view gate.View, sheet string, rows ...[]string) gate.Verdict {
	verdict, err := newGate().Check(ctx, view, gate.Request{Region: "410505", Books: []table.Book{{
		File: "a.xlsx", Sheets: []table.Sheet{sheetOf(sheet, rows)},
	}}})
	require.NoError(t, err)
	return verdict
}

func newGate() gate.Gate {
	return gate.Gate{Catalog: model.DefaultCatalog(), Zone: shanghai, Now: time.Date(2020, 9, 8, 9, 0, 0, 0, shanghai)}
}

func sheetOf(name string, rows [][]string) table.Sheet {
	sheet := table.Sheet{Name: name}
	for i, row := range rows {
		r := table.Row{Number: i + 1}
		for j, text := range row {
			if text != "" {
				r.Cells = append(r.Cells, table.Cell{Column: j + 1, Text: text})
			}
		}
		sheet.Rows = append(sheet.Rows, r)
	}
	return sheet
}

var header = []string{"指标", "期间", "口径", "数值", "单位"}

// TestPeriods holds every way to write a period against the one that is kept.
func TestPeriods(t *testing.T) {
	for _, c := range []struct{ indicator, period, measure, want string }{
		{"一般公共预算收入", "2020年7月", "累计", "2020-07"},
		{"一般公共预算收入", "2020年1—7月", "累计", "2020-07"},
		{"一般公共预算收入", "2020年1-7月份", "累计同比", "2020-07"},
		{"一般公共预算收入", "2020-01/2020-07", "累计", "2020-07"},
		{"一般公共预算收入", "2020-07-31", "累计", "2020-07"},
		{"一般公共预算收入", "2020-07-01", "当月", "2020-07"},
		{"一般公共预算收入", "2020年上半年", "累计", "2020-06"},
		{"一般公共预算收入", "2020Q1", "累计", "2020-03"},
		{"一般公共预算收入", "2019年", "累计", "2019-12"},
		{"一般公共预算收入", "2020年1月", "当月", "2020-01"},
		{"一般公共预算收入", "2020年2月", "当月", "2020-02"},
		{"一般公共预算收入", "2020年1—7月", "位次", "2020-07"},
		{"一般公共预算收入", "2020年1—2月", "当月", ""},
		{"一般公共预算收入", "2020年上半年", "当月", ""},
		{"一般公共预算收入", "2020-07-15", "累计", ""},
		{"固定资产投资", "2020年1—2月", "当月", "2020-01/2020-02"},
		{"固定资产投资", "2020年1—2月", "当月同比", "2020-01/2020-02"},
		{"固定资产投资", "2020年1—2月", "累计", "2020-02"},
		{"固定资产投资", "2020年2月", "累计", "2020-02"},
		{"固定资产投资", "2020年2月", "当月", ""},
		{"固定资产投资", "2020年1月", "累计", ""},
		{"固定资产投资", "2020年1—3月", "当月", ""},
		{"地区生产总值", "2020年二季度", "累计", "2020-Q2"},
		{"地区生产总值", "2020年1—6月", "累计", "2020-Q2"},
		{"地区生产总值", "2020年1-2季度", "累计", "2020-Q2"},
		{"地区生产总值", "2019年前三季度", "累计同比", "2019-Q3"},
		{"地区生产总值", "2019", "累计", "2019-Q4"},
		{"地区生产总值", "2020-06-30", "累计", "2020-Q2"},
		{"地区生产总值", "2020-06", "累计", ""},
		{"地区生产总值", "2020年1—5月", "累计", ""},
	} {
		t.Run(c.indicator+" "+c.period+" "+c.measure, func(t *testing.T) {
			unit := map[bool]string{true: "%", false: "亿元"}[c.measure == "累计同比" || c.measure == "当月同比"]
			if c.measure == "位次" {
				unit = "位"
			}
			v := check(t.Context(), t, empty{}, "指标", header, []string{c.indicator, c.period, c.measure, "1", unit})
			if c.want == "" {
				require.Len(t, v.Problems, 1)
				require.Equal(t, "B2", v.Problems[0].Cell)
				require.Equal(t, c.period, v.Problems[0].Value)
				return
			}
			require.Empty(t, v.Problems)
			require.Equal(t, c.want, v.Observations[0].Period.String())
		})
	}
}

// TestAmountsAreExact holds that an amount in any unit is the float nearest to
// its exact value in base units, however it is written.
func TestAmountsAreExact(t *testing.T) {
	units := map[string]int32{"元": 0, "万元": 4, "亿元": 8}
	rapid.Check(t, func(rt *rapid.T) {
		amount := decimal.New(rapid.Int64Range(0, 1e10-1).Draw(rt, "digits"), -rapid.Int32Range(0, 6).Draw(rt, "places"))
		unit := rapid.SampledFrom([]string{"元", "万元", "亿元"}).Draw(rt, "unit")
		want, _ := amount.Shift(units[unit]).Float64()
		inColumn := []string{"税收收入", "2020-07", "当月", amount.String(), unit}
		inCell := []string{"一般公共预算收入", "2020-07", "当月", amount.String() + unit, ""}
		v := check(context.Background(), rt, empty{}, "指标", header, inColumn, inCell)
		require.Empty(rt, v.Problems)
		require.Equal(rt, want, v.Observations[0].Value)
		require.Equal(rt, want, v.Observations[1].Value)
	})
}

// TestWhatIsWrongIsSaidOnce puts an error into some of the cells of a sound
// table: each is named once, by its cell and value, and nothing else is.
func TestWhatIsWrongIsSaidOnce(t *testing.T) {
	bad := []string{"某指标", "某时", "某口径", "某数", "某单位"}
	rapid.Check(t, func(rt *rapid.T) {
		rows, want := [][]string{header}, map[string]string{}
		for i := range rapid.IntRange(1, 12).Draw(rt, "rows") {
			row := []string{"一般公共预算收入", fmt.Sprintf("%d-07", 2000+i), "累计", "12.19", "亿元"}
			if column := rapid.IntRange(-1, 4).Draw(rt, "column"); column >= 0 {
				row[column] = bad[column]
				want[table.Ref(column+1, i+2)] = bad[column]
			}
			rows = append(rows, row)
		}
		v := check(context.Background(), rt, empty{}, "指标", rows...)
		got := map[string]string{}
		for _, p := range v.Problems {
			got[p.Cell] = p.Value
		}
		require.Len(rt, v.Problems, len(want))
		require.Equal(rt, want, got)
		require.Len(rt, v.Observations, len(rows)-1-len(want))
	})
}

func TestCheckListsSoManyProblems(t *testing.T) {
	rows := [][]string{header}
	for range gate.MaxProblems + 5 {
		rows = append(rows, []string{"?", "2020-07", "累计", "1", "亿元"})
	}
	v := check(t.Context(), t, empty{}, "指标", rows...)
	require.Len(t, v.Problems, gate.MaxProblems+1)
	require.Equal(t, "and 5 more problems", v.Problems[gate.MaxProblems].What.EN)
}

func TestCheckAsksForTheRegionOnce(t *testing.T) {
	rows := [][]string{header}
	for i := range 5 {
		rows = append(rows, []string{"税收收入", fmt.Sprintf("2020-0%d", i+1), "累计", "1", "亿元"})
	}
	v, err := newGate().Check(t.Context(), empty{}, gate.Request{Books: []table.Book{{Sheets: []table.Sheet{sheetOf("指标", rows)}}}})
	require.NoError(t, err)
	require.Len(t, v.Problems, 1)
	v, err = newGate().Check(t.Context(), empty{}, gate.Request{Region: "火星", Books: []table.Book{{Sheets: []table.Sheet{sheetOf("指标", rows)}}}})
	require.NoError(t, err)
	require.Len(t, v.Problems, 1)
	require.Equal(t, "火星", v.Problems[0].Value)
}

func TestCheckPassesTheViewsErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	for name, rows := range map[string][][]string{
		"指标": {header, {"税收收入", "2020-07", "累计", "1", "亿元"}},
		"进度": {{"项目编号", "数据截至", "本年完成投资（亿元）"}, {"P", "2020-07-31", "1"}},
	} {
		_, err := newGate().Check(t.Context(), empty{broken}, gate.Request{Region: "410505", Books: []table.Book{{Sheets: []table.Sheet{sheetOf(name, rows)}}}})
		require.ErrorIs(t, err, broken)
	}
}

// TestTablesDeclareEveryNameOnce holds that no header means two columns.
func TestTablesDeclareEveryNameOnce(t *testing.T) {
	for _, spec := range gate.Tables() {
		seen := map[string]string{}
		for _, c := range spec.Columns {
			require.NotEmpty(t, c.Name.ZH)
			require.NotEmpty(t, c.Name.EN)
			for _, name := range append([]string{c.Name.ZH, c.Name.EN}, c.Aliases...) {
				require.Empty(t, seen[name], "%s of %s", name, spec.Kind)
				seen[name] = c.Key
			}
		}
	}
}

func TestADerivedMeasureIsRefused(t *testing.T) {
	for _, m := range model.DerivedMeasures() {
		verdict := check(t.Context(), t, empty{}, "指标",
			[]string{"指标", "期间", "口径", "数值", "单位"},
			[]string{"固定资产投资", "2020-07", string(m), "1", "亿元"})
		require.Empty(t, verdict.Observations, m)
		require.Len(t, verdict.Problems, 1, m)
		require.Contains(t, verdict.Problems[0].What.EN, "unknown measure; want one of month (当月)")
		require.NotContains(t, verdict.Problems[0].What.EN, string(m))
	}
}
