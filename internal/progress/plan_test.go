package progress

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

func curveOf(t require.TestingT, text string) model.Curve {
	c, err := model.ParseCurve(text)
	require.NoError(t, err)
	return c
}

func TestPlanned(t *testing.T) {
	days := model.DefaultWorkdays()
	for _, c := range []struct {
		curve string
		at    time.Time
		want  float64
	}{
		{"linear", endOf(2020, 7, 31), 7.0 / 12},
		{"linear", endOf(2020, 8, 15), 0.625},
		{"quarters 20/45/70/100", endOf(2020, 3, 31), 0.2},
		{"quarters 20/45/70/100", endOf(2020, 6, 30), 0.45},
		{"quarters 20/45/70/100", endOf(2020, 8, 15), 0.45 + 0.25*1.5/3}, // Half of the quarter's months.
		{"quarters 20/45/70/100", endOf(2020, 12, 31), 1},
		{"quarters 20/45/70/100", endOf(2020, 1, 1), 0.2 / 31 / 3},
		{"months 0/0/10/20/30/40/50/60/70/80/90/100", endOf(2020, 2, 29), 0},
		{"months 0/0/10/20/30/40/50/60/70/80/90/100", endOf(2020, 3, 15), 0.05},
		{"months 0/0/10/20/30/40/50/60/70/80/90/100", endOf(2020, 11, 30), 0.9},
		{"s_curve", endOf(2020, 3, 31), 0.15625}, // 3/16 − 2/64.
		{"s_curve", endOf(2020, 6, 30), 0.5},
		{"s_curve", endOf(2020, 9, 30), 0.84375},
		{"s_curve", endOf(2020, 12, 31), 1},
		// 2020 has 262 weekdays; 19 of its holidays are weekdays and six
		// weekend days are worked: 249, the first on 2 January.
		{"workdays", endOf(2020, 1, 1), 0},
		{"workdays", endOf(2020, 1, 2), 1.0 / 249},
		{"workdays", endOf(2020, 1, 23), 17.0 / 249}, // The last before the long holiday, the 19th made up.
		{"workdays", endOf(2020, 2, 2), 17.0 / 249},
		{"workdays", endOf(2020, 2, 3), 18.0 / 249},
		{"workdays", endOf(2020, 12, 31), 1},
		// Yinchuan 2025: 45 % by June, 70 % by September, 80 % by December.
		{"quarters -/45/70/80", endOf(2025, 3, 31), 0.225},
		{"quarters -/45/70/80", endOf(2025, 6, 30), 0.45},
		{"quarters -/45/70/80", endOf(2025, 9, 30), 0.7},
		{"quarters -/45/70/80", endOf(2025, 12, 31), 0.8},
	} {
		got := Planned(curveOf(t, c.curve), c.at, days)
		require.True(t, got.Known)
		require.InDelta(t, c.want, got.Value, 1e-9, "%s %s", c.curve, c.at)
	}
	require.Equal(t, Known(Pace(endOf(2020, 7, 31))), Planned(model.Curve{}, endOf(2020, 7, 31), nil), "linear where none is declared")
}

func TestWorkdaysOfAYearThatIsNotPublishedAreUnknown(t *testing.T) {
	workdays := model.Curve{Kind: model.WorkdayCurve}
	require.Equal(t, Number{}, Planned(workdays, endOf(1999, 7, 31), model.DefaultWorkdays()))
	require.Equal(t, Number{}, Planned(workdays, endOf(2020, 7, 31), nil))
	require.False(t, NewYearPlan(workdays, 1999, model.DefaultWorkdays()).Known())
}

// In a February of 28 days the 14th is as far by months as the 15th is, but not
// by working days.
func TestTheMiddleOfFebruary(t *testing.T) {
	workdays, err := model.ParseWorkdays([]byte("years:\n  2023:\n    off: [01-01/01-02]\n"))
	require.NoError(t, err)
	curve := model.Curve{Kind: model.WorkdayCurve}
	require.Equal(t, Pace(endOf(2023, 2, 14)), Pace(endOf(2023, 2, 15)))
	before, after := Planned(curve, endOf(2023, 2, 14), workdays), Planned(curve, endOf(2023, 2, 15), workdays)
	require.Less(t, before.Value, after.Value)
	plan := NewYearPlan(curve, 2023, workdays)
	for day, pace := range map[int]Number{14: before, 15: after} {
		require.Zero(t, plan.Earn(pace.Value, monthsGone(endOf(2023, 2, day))).SV, "on plan")
	}
}

// anyCurve draws a curve of any kind.
func anyCurve(t *rapid.T) model.Curve {
	kind := rapid.SampledFrom([]model.CurveKind{
		model.LinearCurve, model.WorkdayCurve, model.SCurve, model.QuarterCurve, model.MonthlyCurve,
	}).Draw(t, "kind")
	c := model.Curve{Kind: kind}
	n := map[model.CurveKind]int{model.QuarterCurve: 4, model.MonthlyCurve: 12}[kind]
	level := int64(0)
	for i := range n {
		level = rapid.Int64Range(max(level, int64(i+1-n+1)), 1000).Draw(t, "share")
		if i == n-1 {
			level = max(level, 1)
		}
		c.Shares = append(c.Shares, decimal.New(level, -1))
	}
	return curveOf(t, c.String())
}

func TestNoCurveFallsOrLeavesTheTask(t *testing.T) {
	workdays := model.DefaultWorkdays()
	rapid.Check(t, func(t *rapid.T) {
		curve := anyCurve(t)
		plan := NewYearPlan(curve, 2020, workdays)
		before := 0.0
		for day := endOf(2020, 1, 1); day.Year() == 2020; day = day.AddDate(0, 0, 1) {
			share := plan.By(day)
			require.True(t, share.Known)
			require.GreaterOrEqual(t, share.Value, before, "%s %s", curve, day)
			require.LessOrEqual(t, share.Value, 1.0)
			before = share.Value
		}
		require.InDelta(t, plan.Total(), before, 1e-12)
	})
}

func TestTheSCurveIsSymmetricAndTheDHSSOne(t *testing.T) {
	plan := NewYearPlan(model.Curve{Kind: model.SCurve}, 2020, nil)
	const k = 3
	for m := range 13 {
		x := float64(m) / 12
		require.InDelta(t, x-(6*x*x*x-9*x*x+3*x)/k, plan.At(float64(m)), 1e-9)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float64Range(0, 12).Draw(t, "months")
		require.InDelta(t, 1, plan.At(at)+plan.At(12-at), 2e-9)
	})
}

func TestEarnedScheduleInvertsThePlan(t *testing.T) {
	workdays := model.DefaultWorkdays()
	rapid.Check(t, func(t *rapid.T) {
		plan := NewYearPlan(anyCurve(t), 2020, workdays)
		value := rapid.Float64Range(0, plan.Total()).Draw(t, "earned")
		at := rapid.Float64Range(0, 12).Draw(t, "at")
		e := plan.Earn(value, at)
		require.InDelta(t, value, plan.At(e.ES), 1e-7, "the plan had by ES what is earned")

		onPlan := plan.Earn(plan.At(at), at)
		if !onPlan.Done {
			require.InDelta(t, at, onPlan.ES, 1e-4, "what is on plan is on time, to the digits that count")
		}
	})
}

func TestAheadInTimeIsAheadInValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values, level := make([]float64, rapid.IntRange(1, 15).Draw(t, "periods")), 0.0
		for i := range values {
			level += float64(rapid.IntRange(1, 1000).Draw(t, "more"))
			values[i] = level
		}
		plan := NewPlan(values...)
		at := float64(rapid.IntRange(1, len(values)*7).Draw(t, "at")) / 7
		value := float64(rapid.IntRange(0, int(level)-1).Draw(t, "earned"))
		e := plan.Earn(value, at)
		spi := Known(value).over(Known(plan.At(at)))
		if diff := value - plan.At(at); diff > 1e-6 || diff < -1e-6 {
			require.Equal(t, spi.Value > 1, e.SPI.Value > 1)
			require.Equal(t, spi.Value > 1, e.SV > 0)
			if e.TSPI.Known {
				require.Equal(t, spi.Value > 1, e.TSPI.Value < 1)
			}
		}
		if e.IEAC.Known && value > 0 {
			require.InEpsilon(t, e.PD/e.SPI.Value, e.IEAC.Value, 1e-12)
		}
	})
}
