package progress_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// elsewhere reports a figure of another region.
func (o *office) elsewhere(region, code string, m model.Measure, p model.Period, value float64) {
	o.Helper()
	i, ok := model.DefaultCatalog().Indicator(code)
	require.True(o, ok)
	series := model.IndicatorSeries(i, region, m, model.Published)
	o.Commit(model.Submission{Observations: []model.Observation{{Series: &series, Period: p, Value: value}}})
}

func (o *office) goal(code string, year int) {
	o.Helper()
	value := decimal.New(20, 8)
	target := model.Target{Indicator: code, Measure: model.YearToDate, Issuer: model.ByCity, Year: year, Base: model.Yuan, Value: &value}
	o.State(model.KindTarget, target.ID(), officetest.Date(year, 1, 1), target)
}

// calendar writes each row in short.
func (o *office) calendar(at time.Time, region string, within model.Period) []string {
	o.Helper()
	view, err := o.Ledger.View(o.Context(), time.Time{})
	require.NoError(o, err)
	defer view.Close() //nolint:errcheck // Nothing was written.
	regions, err := officetest.Rules().Catalog.Select(region, false)
	require.NoError(o, err)
	rows, err := progress.Calendar(o.Context(), view, officetest.Rules(), at, regions, within)
	require.NoError(o, err)
	var written []string
	for _, r := range rows {
		name := r.Project
		if r.Indicator != nil {
			name = r.Indicator.Code
		}
		written = append(written, fmt.Sprintf("%s %s %s %s %s %d", r.Region, name, r.Period, r.State, r.Owner.ZH, r.DaysLate))
	}
	return written
}

func TestCalendar(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 1, 15)
	for _, code := range []string{revenue, investment} {
		o.Indicator(code, model.YearToDate, model.NewMonth(2019, 12), 1)
		o.elsewhere("410500", code, model.YearToDate, model.NewMonth(2019, 12), 1)
	}
	o.Indicator("government_bulletin_number", model.Stock, model.NewDate(2020, 1, 5), 1) // Nobody owes it.
	o.Task("P1", 2020, 100)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一", OwnerUnit: "区工信局"})
	o.Now = officetest.Date(2020, 2, 18)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 1), 1)

	at := officetest.EndOf(2020, 2, 20)
	require.Equal(t, []string{
		"410505 fixed_asset_investment 2020-01 not_published 统计局 0",
		"410505 general_public_budget_revenue 2020-01 came_late 财政局 3",
		"410505 P1 2020-01 late 区工信局 15",
	}, o.calendar(at, officetest.Region, model.NewMonth(2020, 1)))
	require.Equal(t, []string{
		"410500 fixed_asset_investment 2020-02 not_published 统计局 0",
		"410500 general_public_budget_revenue 2020-01 late 财政局 5",
		"410505 fixed_asset_investment 2020-02 not_published 统计局 0",
		"410505 general_public_budget_revenue 2020-02 awaited 财政局 0",
		"410505 P1 2020-01 late 区工信局 15",
	}, o.calendar(at, "", model.Period{}))
	require.Empty(t, o.calendar(at, officetest.Region, model.NewMonth(2019, 11)), "before the first")
	require.Len(t, o.calendar(at, officetest.Region, model.NewYear(2020)), 36)
	require.Empty(t, o.calendar(at, "410523", model.Period{}))
}

// A region from which nothing ever came is late as soon as something is due of
// what it has a target for.
func TestASilentRegionWithATargetIsLate(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2019, 12, 20)
	o.goal(investment, 2020)
	require.Empty(t, o.board(officetest.EndOf(2019, 12, 31), time.Time{}).Indicators)
	require.Equal(t, progress.ReportNotPublished, o.indicator(officetest.EndOf(2020, 2, 1)).Report.State)
	require.Equal(t, progress.ReportAwaited, o.indicator(officetest.EndOf(2020, 3, 20)).Report.State)
	s := o.indicator(officetest.Date(2020, 3, 21))
	require.Equal(t, progress.ReportLate, s.Report.State)
	require.Equal(t, []model.Period{model.NewMonth(2020, 2)}, s.Missing)
	require.Nil(t, s.Latest)
	require.Len(t, o.indicator(officetest.EndOf(2021, 12, 31)).Missing, 11+10)
	require.Nil(t, o.indicator(officetest.Date(2022, 1, 1)).Report)
}

func figureOf(s progress.IndicatorState, m model.Measure) (float64, bool) {
	for _, f := range s.Figures {
		if f.Measure == m && f.Origin == model.Derived {
			return f.Value, true
		}
	}
	return 0, false
}

// 375,035 against 421,412, and yet published as +3.1 %: what real estate
// contributed can't be said, what share it has can.
func TestAContributionToWhatIsNotComparableIsHiddenAndMarked(t *testing.T) {
	o := newOffice(t)
	for year, level := range map[int][2]float64{2022: {421412, 103559}, 2023: {375035, 87269}} {
		o.Indicator(investment, model.YearToDate, model.NewMonth(year, 9), level[0]*1e8)
		o.Indicator("real_estate_investment", model.YearToDate, model.NewMonth(year, 9), level[1]*1e8)
	}
	find := func() progress.IndicatorState {
		for _, s := range o.board(officetest.EndOf(2023, 10, 1), time.Time{}).Indicators {
			if s.Indicator.Code == "real_estate_investment" {
				return s
			}
		}
		require.Fail(t, "it is not there")
		return progress.IndicatorState{}
	}
	contribution, ok := figureOf(find(), model.Contribution)
	require.True(t, ok, "nothing speaks against it yet")
	require.InDelta(t, (87269.0-103559)/(375035-421412), contribution, 1e-12)
	require.Empty(t, find().Growth)

	o.Indicator(investment, model.YTDGrowth, model.NewMonth(2023, 9), 0.031)
	_, ok = figureOf(find(), model.Contribution)
	require.False(t, ok)
	require.Equal(t, []progress.GrowthCheck{{Measure: model.Contribution, Comparable: false}}, find().Growth)
	share, ok := figureOf(find(), model.Share)
	require.True(t, ok)
	require.InDelta(t, 87269.0/375035, share, 1e-12)
	before, ok := figureOf(find(), model.YTDLastYear)
	require.True(t, ok)
	require.InDelta(t, 103559e8, before, 1)
}

func TestShareOfTheRegionAbove(t *testing.T) {
	o := newOffice(t)
	july, q2 := model.NewMonth(2020, 7), model.NewQuarter(2020, 2)
	o.Indicator(revenue, model.YearToDate, july, 12e8)
	o.elsewhere("410500", revenue, model.YearToDate, july, 100e8)
	o.Indicator("urban_income_per_capita", model.YearToDate, q2, 16480)
	o.elsewhere("410500", "urban_income_per_capita", model.YearToDate, q2, 17000)
	for _, s := range o.board(officetest.EndOf(2020, 8, 1), time.Time{}).Indicators {
		share, ok := figureOf(s, model.ShareOfParent)
		require.Equal(t, s.Region == officetest.Region && s.Indicator.Code == revenue, ok, "%s of %s", s.Indicator.Code, s.Region)
		if ok {
			require.InDelta(t, 0.12, share, 1e-12)
		}
	}
}

// someFact says something of indicators: levels and growth, of a part and its
// total, of the region above, monthly and quarterly, or a target.
func someFact(rt *rapid.T) func(*office) {
	code := rapid.SampledFrom([]string{investment, "real_estate_investment", revenue, "tax_revenue", product}).Draw(rt, "indicator")
	i, _ := model.DefaultCatalog().Indicator(code)
	about := officetest.Date(2017, 12, 1).AddDate(0, 0, rapid.IntRange(0, 1100).Draw(rt, "about"))
	period := model.PeriodOf(i.Frequency(), about)
	value := float64(rapid.IntRange(0, 5).Draw(rt, "value"))
	switch rapid.IntRange(0, 4).Draw(rt, "of indicators") {
	case 0:
		return func(o *office) { o.goal(code, about.Year()) }
	case 1:
		return func(o *office) { o.Indicator(code, model.YTDGrowth, period, value/10) }
	case 2:
		return func(o *office) { o.elsewhere("410500", code, model.YearToDate, period, value+2) }
	}
	return func(o *office) {
		o.Indicator(code, model.YearToDate, period, value)
		o.Indicator(code, model.YearToDate, period.SameYear(-1), value+1)
	}
}

// What was recorded after T is not seen as of T: the board is that of a ledger
// that was cut off then.
func TestAsOfNeverSeesWhatWasRecordedLater(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		whole, cut := newOffice(t), newOffice(t)
		asOf := officetest.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 300).Draw(rt, "as of"))
		now := officetest.Date(2020, 1, 1).Add(30 * time.Minute) // Never a midnight, as the as-of is.
		for range rapid.IntRange(1, 10).Draw(rt, "submissions") {
			now = now.Add(time.Duration(rapid.IntRange(1, 60*24).Draw(rt, "later")) * time.Hour)
			whole.Now, cut.Now = now, now
			say := someFact(rt)
			say(whole)
			if now.Before(asOf) {
				say(cut)
			}
		}
		at := officetest.Date(2020, 1, 1).Add(time.Duration(rapid.IntRange(0, 400*86400).Draw(rt, "at")) * time.Second)
		require.Equal(t, cut.board(at, time.Time{}).Indicators, whole.board(at, asOf).Indicators)
	})
}

// The order of the rows of a submission changes nothing.
func TestAPermutationOfRowsChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var rows []model.Observation
		for _, code := range []string{investment, "real_estate_investment", revenue, "tax_revenue"} {
			i, _ := model.DefaultCatalog().Indicator(code)
			for _, m := range []model.Measure{model.YearToDate, model.YTDGrowth} {
				series := model.IndicatorSeries(i, officetest.Region, m, model.Published)
				for p := model.NewMonth(2019, 1); p.Key() < model.NewMonth(2020, 9).Key(); p = p.Add(1) {
					if i.Published(p) && rapid.Bool().Draw(rt, "said") {
						rows = append(rows, model.Observation{Series: &series, Period: p, Value: float64(rapid.IntRange(0, 9).Draw(rt, "value"))})
					}
				}
			}
		}
		mixed := append([]model.Observation{}, rows...)
		seed := rapid.Uint64().Draw(rt, "seed")
		rand.New(rand.NewPCG(seed, seed)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		var boards []*progress.Board
		for _, list := range [][]model.Observation{rows, mixed} {
			o := newOffice(t)
			o.Commit(model.Submission{Observations: list})
			boards = append(boards, o.board(officetest.EndOf(2020, 9, 8), time.Time{}))
		}
		require.Equal(t, boards[0].Indicators, boards[1].Indicators)
	})
}
