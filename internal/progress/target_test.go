package progress_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

const revenue = "general_public_budget_revenue"

func (o *office) boardBy(rules progress.Rules, t, asOf time.Time) *progress.Board {
	o.Helper()
	view, err := o.Ledger.View(o.Context(), asOf)
	require.NoError(o, err)
	defer func() { require.NoError(o, view.Close()) }()
	b, err := progress.Evaluate(o.Context(), view, rules, t)
	require.NoError(o, err)
	return b
}

// target states a target of 2020 from a day on.
func (o *office) target(from time.Time, t model.Target, value float64, curve string) {
	o.Helper()
	if value != 0 {
		v := decimal.NewFromFloat(value)
		t.Value = &v
	}
	if curve != "" {
		c, err := model.ParseCurve(curve)
		require.NoError(o, err)
		t.Curve = c
	}
	t.Year = 2020
	o.State(model.KindTarget, t.ID(), from, t)
}

// paced are the rules with a catalog that declares curves.
func paced(t *testing.T, all, revenuePace string) progress.Rules {
	t.Helper()
	rules := officetest.Rules()
	catalog := *rules.Catalog
	catalog.Indicators = append([]model.Indicator{}, catalog.Indicators...)
	var err error
	catalog.Pace, err = model.ParseCurve(all)
	require.NoError(t, err)
	for i := range catalog.Indicators {
		if catalog.Indicators[i].Code == revenue && revenuePace != "" {
			catalog.Indicators[i].Pace, err = model.ParseCurve(revenuePace)
			require.NoError(t, err)
		}
	}
	rules.Catalog = &catalog
	return rules
}

func TestAProjectFollowsItsTargetsCurve(t *testing.T) {
	o := newOffice(t)
	january, june := officetest.Date(2020, 1, 1), officetest.Date(2020, 6, 1)
	o.target(january, model.Target{Project: "own"}, 100, "按季 20/45/70/100")
	o.target(january, model.Target{Project: "changed"}, 100, "")
	o.target(june, model.Target{Project: "changed"}, 0, "months 0/0/0/0/0/0/50/60/70/80/90/100") // Of the curve alone.
	o.target(january, model.Target{Project: "default"}, 100, "")
	for _, project := range []string{"changed", "default", "own", "without a target"} {
		o.Report(project, officetest.Date(2020, 3, 31), 15)
	}
	paces := func(rules progress.Rules, at time.Time) map[string]float64 {
		got := map[string]float64{}
		for _, p := range o.boardBy(rules, at, time.Time{}).Projects {
			got[p.ID] = p.Pace.Value
			if p.Target.Known {
				require.InDelta(t, 0.15-p.Pace.Value, p.Gap.Value, 1e-9)
				require.InDelta(t, 100*p.Pace.Value, p.Value.PV, 1e-9)
			}
		}
		return got
	}
	require.Equal(t, map[string]float64{"own": 0.2, "changed": 0.25, "default": 0.25, "without a target": 0.25},
		paces(officetest.Rules(), officetest.EndOf(2020, 4, 5)))
	s := 0.15625
	require.Equal(t, map[string]float64{"own": 0.2, "changed": s, "default": s, "without a target": s},
		paces(paced(t, "S曲线", ""), officetest.EndOf(2020, 4, 5)))
	require.Equal(t, map[string]float64{"own": 0.2, "changed": 0, "default": s, "without a target": s},
		paces(paced(t, "S曲线", ""), officetest.EndOf(2020, 6, 5)))
}

func TestAPaceByWorkdaysThatAreNotPublishedIsUnknown(t *testing.T) {
	o := newOffice(t)
	o.target(officetest.Date(2020, 1, 1), model.Target{Project: "P1"}, 100, "按工作日")
	o.Report("P1", officetest.Date(2020, 3, 31), 15)
	rules := officetest.Rules()
	at := officetest.EndOf(2020, 4, 5)
	require.Len(t, o.boardBy(rules, at, time.Time{}).Projects[0].Verdicts, 1)

	none, err := model.ParseWorkdays([]byte("years: {2017: {off: [01-01]}}"))
	require.NoError(t, err)
	rules.Workdays = none
	p := o.boardBy(rules, at, time.Time{}).Projects[0]
	require.Equal(t, progress.Known(0.15), p.Completion)
	require.False(t, p.Pace.Known)
	require.False(t, p.Gap.Known)
	require.False(t, p.SPI.Known)
	require.Nil(t, p.Value)
	require.Empty(t, p.Verdicts)
}

func TestWithoutATargetOrAReportThereIsNoEarnedValue(t *testing.T) {
	o := newOffice(t)
	o.Report("no target", officetest.Date(2020, 3, 31), 15)
	o.Task("no report", 2020, 100)
	o.Task("nothing to do", 2020, 0)
	o.Report("nothing to do", officetest.Date(2020, 3, 31), 15)
	for _, p := range o.board(officetest.EndOf(2020, 4, 5), time.Time{}).Projects {
		require.Nil(t, p.Value, p.ID)
		require.False(t, p.SPI.Known, p.ID)
	}
}

func TestATargetRaisedInJune(t *testing.T) {
	o := newOffice(t)
	july := officetest.EndOf(2020, 7, 31)
	o.Now = officetest.Date(2020, 1, 10)
	city := model.Target{Indicator: revenue, Measure: model.YearToDate, Issuer: model.ByCity}
	district := city
	district.Issuer = model.ByDistrict
	o.target(officetest.Date(2020, 1, 1), model.Target{Project: "P1"}, 100, "")
	o.target(officetest.Date(2020, 1, 1), city, 20e8, "")
	o.target(officetest.Date(2020, 1, 1), district, 21e8, "")
	o.Now = officetest.Date(2020, 6, 10)
	before := o.Now.Add(-time.Hour)
	o.target(officetest.Date(2020, 6, 1), model.Target{Project: "P1"}, 120, "")
	o.target(officetest.Date(2020, 6, 1), city, 24e8, "")

	goals := func(at, asOf time.Time) []float64 {
		b := o.board(at, asOf)
		got := []float64{b.Projects[0].Target.Value}
		for _, target := range b.Indicators[0].Targets {
			got = append(got, target.Goal)
		}
		return got
	}
	old, raised := []float64{100, 20e8, 21e8}, []float64{120, 24e8, 21e8}
	require.Equal(t, old, goals(officetest.EndOf(2020, 5, 31), time.Time{}))
	require.Equal(t, raised, goals(officetest.Date(2020, 6, 1), time.Time{}))
	require.Equal(t, raised, goals(july, time.Time{}))
	require.Equal(t, old, goals(july, before), "as of a day on which nobody knew")
}

// judgeOne gives the state at the end of July of one target of an indicator.
func judgeOne(t *testing.T, i model.Indicator, target model.Target, goal, actual float64) progress.TargetState {
	t.Helper()
	o := newOffice(t)
	rules := officetest.Rules()
	catalog := *rules.Catalog
	i.Code, i.Freq, i.Release = "energy", "M", model.ReleaseRule{Day: 20, Months: 1}
	catalog.Indicators = []model.Indicator{i}
	rules.Catalog = &catalog
	series := model.IndicatorSeries(i, officetest.Region, target.Measure, model.Published)
	o.Commit(model.Submission{Observations: []model.Observation{
		{Series: &series, Period: model.NewMonth(2020, 7), Value: actual},
	}})
	target.Indicator, target.Issuer = "energy", model.ByCity
	o.target(officetest.Date(2020, 1, 1), target, goal, "")
	targets := o.boardBy(rules, officetest.EndOf(2020, 7, 31), time.Time{}).Indicators[0].Targets
	require.Len(t, targets, 1)
	return targets[0]
}

func TestTargetsByMeasureAndBound(t *testing.T) {
	unknown := progress.Number{}
	level, lower, ratio := model.Indicator{Display: "万吨"}, model.Indicator{Display: "万吨", Decrease: true}, model.Indicator{Display: "%"}
	lowerRatio := model.Indicator{Display: "%", Decrease: true}
	pace := progress.Known(7.0 / 12)
	for name, c := range map[string]struct {
		indicator             model.Indicator
		measure               model.Measure
		bound                 model.Bound // As stated.
		goal, actual          float64
		want                  model.Bound
		completion, pace, gap progress.Number
	}{
		"a level to reach":                {level, model.YearToDate, "", 200, 100, model.AtLeast, progress.Known(0.5), pace, progress.Known(-0.083333333)},
		"a level not to exceed":           {level, model.YearToDate, model.AtMost, 200, 150, model.AtMost, unknown, unknown, progress.Known(0.25)},
		"a level exceeded":                {lower, model.YearToDate, "", 200, 250, model.AtMost, unknown, unknown, progress.Known(-0.25)},
		"a lower one to reach all same":   {lower, model.YearToDate, model.AtLeast, 200, 100, model.AtLeast, progress.Known(0.5), pace, progress.Known(-0.083333333)},
		"a stock to reach":                {level, model.Stock, "", 200, 150, model.AtLeast, progress.Known(0.75), unknown, unknown},
		"a stock not to exceed":           {level, model.Stock, model.AtMost, 200, 150, model.AtMost, unknown, unknown, progress.Known(0.25)},
		"a growth to reach":               {level, model.YTDGrowth, "", 0.07, 0.079, model.AtLeast, unknown, unknown, progress.Known(0.009)},
		"a growth not to exceed":          {lower, model.YTDGrowth, "", 0.02, 0.025, model.AtMost, unknown, unknown, progress.Known(-0.005)},
		"a fall to reach":                 {lower, model.YTDGrowth, "", -0.03, -0.035, model.AtMost, unknown, unknown, progress.Known(0.005)},
		"a ratio to reach":                {ratio, model.YearToDate, "", 0.95, 0.9, model.AtLeast, unknown, unknown, progress.Known(-0.05)},
		"a ratio not to exceed":           {lowerRatio, model.Stock, "", 0.055, 0.052, model.AtMost, unknown, unknown, progress.Known(0.003)},
		"an index not to exceed":          {level, model.IndexValue, model.AtMost, 103, 102.485, model.AtMost, unknown, unknown, progress.Known(0.005)},
		"a place to keep":                 {level, model.Rank, "", 3, 4, model.AtMost, unknown, unknown, progress.Known(-0.333333333)},
		"a month's value to reach":        {level, model.MonthValue, "", 20, 25, model.AtLeast, unknown, unknown, progress.Known(0.25)},
		"a limit that is kept to the dot": {lower, model.YearToDate, "", 200, 200, model.AtMost, unknown, unknown, progress.Known(0)},
	} {
		t.Run(name, func(t *testing.T) {
			s := judgeOne(t, c.indicator, model.Target{Measure: c.measure, Bound: c.bound}, c.goal, c.actual)
			require.Equal(t, c.want, s.Bound)
			require.Equal(t, c.completion, s.Completion)
			require.Equal(t, c.pace, s.Pace)
			require.Equal(t, c.pace.Known, s.Path.Known)
			require.Equal(t, c.pace.Known, s.Curve.Kind == model.LinearCurve, "a curve stands where a pace does")
			require.InDelta(t, c.gap.Value, s.Gap.Value, 1e-8)
			require.Equal(t, c.gap.Known, s.Gap.Known)
		})
	}
}

func TestAnIndicatorsPace(t *testing.T) {
	o := newOffice(t)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 6), 9e8)
	city := model.Target{Indicator: revenue, Measure: model.YearToDate, Issuer: model.ByCity}
	district := city
	district.Issuer = model.ByDistrict
	o.target(officetest.Date(2020, 1, 1), city, 20e8, "")
	o.target(officetest.Date(2020, 1, 1), district, 20e8, "quarters 10/30/60/100")
	pacesBy := func(rules progress.Rules) [2]float64 {
		targets := o.boardBy(rules, officetest.EndOf(2020, 7, 5), time.Time{}).Indicators[0].Targets
		require.InDelta(t, 20e8*targets[0].Pace.Value, targets[0].Path.Value, 1e-3)
		return [2]float64{targets[0].Pace.Value, targets[1].Pace.Value}
	}
	require.Equal(t, [2]float64{0.5, 0.3}, pacesBy(officetest.Rules()))
	require.Equal(t, [2]float64{0.45, 0.3}, pacesBy(paced(t, "quarters 20/45/70/100", "")))
	require.Equal(t, [2]float64{0.55, 0.3}, pacesBy(paced(t, "quarters 20/45/70/100", "quarters 25/55/80/100")))
}
