package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// indicator gives the state of the only indicator that is known.
func (o *office) indicator(at time.Time) progress.IndicatorState {
	o.Helper()
	states := o.board(at, time.Time{}).Indicators
	require.Len(o, states, 1)
	return states[0]
}

const (
	investment = "fixed_asset_investment" // Its January is published with February, on the 20th after.
	revenue    = "general_public_budget_revenue"
	product    = "gross_domestic_product" // Quarterly, on the 25th after.
)

func TestStatesOfTheReportAwaited(t *testing.T) {
	december, q4 := model.NewMonth(2019, 12), model.NewQuarter(2019, 4)
	for name, c := range map[string]struct {
		code   string
		newest model.Period
		at     time.Time
		period string
		state  progress.ReportState
	}{
		"January runs":                 {investment, december, officetest.EndOf(2020, 1, 31).Add(-time.Second), "2020-02", progress.ReportAwaited},
		"there is none for January":    {investment, december, officetest.EndOf(2020, 1, 31), "2020-02", progress.ReportNotPublished},
		"nor by the twentieth":         {investment, december, officetest.EndOf(2020, 2, 21), "2020-02", progress.ReportNotPublished},
		"February has ended":           {investment, december, officetest.EndOf(2020, 2, 29), "2020-02", progress.ReportAwaited},
		"the last day":                 {investment, december, officetest.EndOf(2020, 3, 20), "2020-02", progress.ReportAwaited},
		"late":                         {investment, december, officetest.Date(2020, 3, 21), "2020-02", progress.ReportLate},
		"still late":                   {investment, december, officetest.EndOf(2020, 4, 20), "2020-02", progress.ReportLate},
		"the next is overdue too":      {investment, december, officetest.Date(2020, 4, 21), "2020-02", progress.ReportMissing},
		"January of another":           {revenue, december, officetest.EndOf(2020, 2, 10), "2020-01", progress.ReportAwaited},
		"January of another is late":   {revenue, december, officetest.EndOf(2020, 2, 16), "2020-01", progress.ReportLate},
		"a quarter is awaited":         {product, q4, officetest.EndOf(2020, 4, 25), "2020-Q1", progress.ReportAwaited},
		"a quarter is late":            {product, q4, officetest.EndOf(2020, 7, 25), "2020-Q1", progress.ReportLate},
		"the next quarter is late too": {product, q4, officetest.Date(2020, 7, 26), "2020-Q1", progress.ReportMissing},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.Now = officetest.Date(2020, 1, 15)
			o.Indicator(c.code, model.YearToDate, c.newest, 1)
			r := o.indicator(c.at).Report
			require.Equal(t, c.period, r.Period.String())
			require.Equal(t, c.state, r.State)
			require.Equal(t, c.state == progress.ReportLate || c.state == progress.ReportMissing, r.Late)
		})
	}
}

func TestAReportReceivedIsInTimeLateOrCorrected(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.EndOf(2020, 8, 15)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 7), 12.19e8)
	at := officetest.EndOf(2020, 9, 30)
	require.Equal(t, progress.ReportInTime, o.indicator(at).Latest.State)
	require.Zero(t, o.indicator(at).Latest.Corrected)

	o.Now = officetest.Date(2020, 8, 20)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 7), 12.19e8)
	require.Zero(t, o.indicator(at).Latest.Corrected, "the same value again corrects nothing")

	o.Now = officetest.Date(2020, 9, 10)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 7), 12.21e8)
	latest := o.indicator(at).Latest
	require.Equal(t, progress.ReportInTime, latest.State, "what came first was in time")
	require.True(t, latest.Corrected.Equal(o.Now))
	require.Zero(t, o.indicator(officetest.EndOf(2020, 9, 9)).Latest.Corrected, "not yet then")

	o.Now = officetest.Date(2020, 9, 16)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 8), 13e8)
	latest = o.indicator(at).Latest
	require.Equal(t, progress.ReportCameLate, latest.State)
	require.Zero(t, latest.Corrected, "August was not")
}

func TestMissingPeriodsAreNamed(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 8, 10)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 7), 12e8)
	require.Empty(t, o.indicator(officetest.EndOf(2020, 9, 15)).Missing, "nothing is asked for before the first")
	require.True(t, o.indicator(officetest.EndOf(2020, 9, 15)).Counted)

	o.Now = officetest.Date(2020, 10, 12)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, 9), 15e8)
	s := o.indicator(officetest.EndOf(2020, 10, 13))
	require.Equal(t, []model.Period{model.NewMonth(2020, 8)}, s.Missing, "a gap in the middle")
	require.Equal(t, model.NewMonth(2020, 10), s.Report.Period)
	s = o.indicator(officetest.EndOf(2020, 12, 31))
	require.Equal(t, []model.Period{model.NewMonth(2020, 8), model.NewMonth(2020, 10), model.NewMonth(2020, 11)}, s.Missing)

	s = o.indicator(officetest.EndOf(2021, 12, 31))
	require.Len(t, s.Missing, 15, "August, October to December, and January to November of 2021")
	require.Len(t, o.indicator(officetest.Date(2022, 1, 1)).Missing, 11, "nobody hands in those of 2020 any more")
	s = o.indicator(officetest.Date(2023, 1, 1))
	require.False(t, s.Counted)
	require.Empty(t, s.Missing)
	require.Equal(t, progress.ReportMissing, s.Report.State)
}

func TestAYearlyReportAndOneByWorkingDays(t *testing.T) {
	rules := officetest.Rules()
	catalog := *rules.Catalog
	catalog.Indicators = []model.Indicator{
		{Code: revenue, Name: "年", NameEN: "Y", Display: "亿元", Freq: "A", Release: model.ReleaseRule{Day: 28, Months: 2}},
		{Code: investment, Name: "月", NameEN: "M", Display: "亿元", Freq: "M", JanFeb: true, Release: model.ReleaseRule{Workdays: 5}},
	}
	rules.Catalog = &catalog
	o := newOffice(t)
	o.Now = officetest.Date(2020, 2, 1)
	o.Indicator(revenue, model.YearToDate, model.NewYear(2018), 1)
	o.Now = officetest.Date(2020, 9, 2)
	o.Indicator(investment, model.YearToDate, model.NewMonth(2020, 8), 1)
	at := func(at time.Time) (monthly, yearly progress.IndicatorState) {
		view, err := o.Ledger.View(o.Context(), time.Time{})
		require.NoError(t, err)
		defer view.Close() //nolint:errcheck // Nothing was written.
		b, err := progress.Evaluate(o.Context(), view, rules, at)
		require.NoError(t, err)
		return b.Indicators[0], b.Indicators[1]
	}
	monthly, yearly := at(officetest.EndOf(2020, 10, 14))
	require.Equal(t, progress.ReportAwaited, monthly.Report.State, "after the holidays of October, the tenth being worked")
	require.Len(t, monthly.Figures, 1)
	require.Equal(t, progress.ReportLate, yearly.Report.State)
	require.Equal(t, "2019", yearly.Report.Period.String())
	require.Empty(t, yearly.Figures)
	monthly, _ = at(officetest.Date(2020, 10, 15))
	require.Equal(t, progress.ReportLate, monthly.Report.State)
	require.Empty(t, monthly.Figures)
	_, yearly = at(officetest.Date(2021, 3, 1))
	require.Equal(t, progress.ReportMissing, yearly.Report.State)
	require.Equal(t, []model.Period{model.NewYear(2019), model.NewYear(2020)}, yearly.Missing)
}

func TestAYearWithoutACalendarIsUnknown(t *testing.T) {
	rules := officetest.Rules()
	catalog := *rules.Catalog
	catalog.Indicators = []model.Indicator{
		{Code: revenue, Name: "月", NameEN: "M", Display: "亿元", Freq: "M", Release: model.ReleaseRule{Workdays: 5}},
	}
	catalog.Progress = model.ReleaseRule{Workdays: 5}
	rules.Catalog = &catalog
	o := newOffice(t)
	o.Now = officetest.Date(2090, 8, 2)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2090, 7), 1)
	o.Task("P1", 2090, 100)
	view, err := o.Ledger.View(o.Context(), time.Time{})
	require.NoError(t, err)
	defer view.Close() //nolint:errcheck // Nothing was written.
	for at, figures := range map[time.Time]int{officetest.EndOf(2090, 9, 30).Add(-time.Second): 1, officetest.EndOf(2090, 9, 30): 0} {
		b, err := progress.Evaluate(o.Context(), view, rules, at)
		require.NoError(t, err)
		s := b.Indicators[0]
		require.Equal(t, progress.ReportUnknown, s.Report.State)
		require.Zero(t, s.Report.Due)
		require.False(t, s.Report.Late)
		require.Equal(t, progress.ReportUnknown, s.Latest.State)
		require.Empty(t, s.Missing, "nobody knows")
		require.Len(t, s.Figures, figures, "a value is seen until its successor's own successor has ended")
		require.Equal(t, progress.ReportUnknown, b.Projects[0].Report.State)
	}
}

func TestMonthsOfAProjectThatAreMissing(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 2, 3)
	o.Task("P1", 2020, 100)
	for _, month := range []time.Month{1, 2, 4} { // March never came.
		o.Now = officetest.Date(2020, month+1, 3)
		o.Report("P1", officetest.EndOf(2020, month, 28), 10)
	}
	p := o.project(officetest.EndOf(2020, 5, 4))
	require.Equal(t, []model.Period{model.NewMonth(2020, 3)}, p.Missing)
	require.Equal(t, model.NewMonth(2020, 5), p.Report.Period)
	require.Equal(t, progress.ReportAwaited, p.Report.State)
	require.Equal(t, model.NewMonth(2020, 4), p.Latest.Period)
	require.Equal(t, progress.ReportInTime, p.Latest.State)
	p = o.project(officetest.Date(2020, 7, 6))
	require.Equal(t, progress.ReportMissing, p.Report.State, "June was due on 5 July")
	require.Len(t, p.Missing, 3)
}
