package progress_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

type office struct{ *officetest.Office }

func newOffice(t *testing.T) *office {
	t.Helper()
	return &office{officetest.New(t)}
}

func (o *office) board(t, asOf time.Time) *progress.Board {
	o.Helper()
	view, err := o.Ledger.View(o.Context(), asOf)
	require.NoError(o, err)
	defer func() { require.NoError(o, view.Close()) }()
	b, err := progress.Evaluate(o.Context(), view, officetest.Rules(), t)
	require.NoError(o, err)
	return b
}

func (o *office) project(t time.Time) progress.ProjectState {
	o.Helper()
	projects := o.board(t, time.Time{}).Projects
	require.Len(o, projects, 1)
	return projects[0]
}

func TestALaterDayMakesReportsLateNotProjectsSlow(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 60)

	atCutoff := o.project(officetest.EndOf(2020, 7, 31))
	require.InDelta(t, 7.0/12, atCutoff.Pace.Value, 1e-12)
	require.Equal(t, "green", atCutoff.Verdicts[0].Colour)

	inTime, late := o.project(officetest.EndOf(2020, 9, 5)), o.project(officetest.EndOf(2020, 9, 5).Add(time.Second))
	for _, later := range []progress.ProjectState{inTime, late, o.project(officetest.EndOf(2020, 12, 31))} {
		require.Equal(t, atCutoff.Pace, later.Pace)
		require.Equal(t, atCutoff.Gap, later.Gap)
		require.Equal(t, atCutoff.Verdicts, later.Verdicts)
		require.Equal(t, model.NewMonth(2020, 8), later.Report.Period)
	}
	require.False(t, inTime.Report.Late, "the fifth is the last day")
	require.True(t, late.Report.Late)
}

func TestNoReportIsNotZero(t *testing.T) {
	o := newOffice(t)
	o.Task("P1", 2020, 100)
	p := o.project(officetest.EndOf(2020, 7, 31))
	require.Equal(t, progress.Known(100), p.Target)
	require.False(t, p.Completed.Known)
	require.False(t, p.Completion.Known)
	require.Empty(t, p.Verdicts)
	require.True(t, p.Report.Late, "January's report never came")
	require.Equal(t, model.NewMonth(2020, 1), p.Report.Period)
}

func TestAYearsTaskEndsWithTheYear(t *testing.T) {
	o := newOffice(t)
	o.Task("P1", 2020, 100)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "One"})
	o.Report("P1", officetest.Date(2020, 12, 31), 90)
	last, after := o.project(officetest.EndOf(2020, 12, 31)), o.project(officetest.Date(2021, 1, 1))
	require.InDelta(t, 0.9, last.Completion.Value, 1e-12)
	require.InDelta(t, 1.0, last.Pace.Value, 1e-12)
	require.False(t, after.Target.Known)
	require.False(t, after.Completed.Known)
	require.Nil(t, after.Report, "December's is there, and nothing is asked of it in 2021")
	require.Equal(t, "One", after.Name)
}

func TestARevisionIsSeenFromItsRecordingOn(t *testing.T) {
	o := newOffice(t)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 60)
	before := o.Now
	o.Now = officetest.Date(2020, 10, 1)
	revision := o.Report("P1", officetest.Date(2020, 7, 31), 50)
	at := officetest.EndOf(2020, 7, 31)
	require.Equal(t, 50.0, o.board(at, time.Time{}).Projects[0].Completed.Value)
	require.Equal(t, 60.0, o.board(at, before.Add(time.Hour)).Projects[0].Completed.Value)
	o.Now = officetest.Date(2020, 10, 2)
	_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: revision, By: "tester", Reason: "typed wrongly"})
	require.NoError(t, err)
	require.Equal(t, 60.0, o.board(at, time.Time{}).Projects[0].Completed.Value)
	require.Equal(t, 50.0, o.board(at, officetest.EndOf(2020, 10, 1)).Projects[0].Completed.Value)
}

func TestRanksAreStableAndTiesAreDecided(t *testing.T) {
	o := newOffice(t)
	for _, p := range []struct {
		id             string
		target, yuan   int64
		wantRank       int
		wantColourName string
	}{
		{"behind", 100, 40, 4, "red"},
		{"ahead", 100, 90, 1, "green"},
		{"tieSmall", 100, 55, 3, "yellow"},
		{"tieLarge", 200, 110, 2, "yellow"},
	} {
		o.Task(p.id, 2020, p.target)
		o.Report(p.id, officetest.Date(2020, 7, 31), float64(p.yuan))
		defer func() {
			for _, s := range o.board(officetest.EndOf(2020, 8, 1), time.Time{}).Projects {
				if s.ID == p.id {
					require.Equal(t, p.wantRank, s.Verdicts[0].Rank, p.id)
					require.Equal(t, p.wantColourName, s.Verdicts[0].Colour, p.id)
				}
			}
		}()
	}
}

func TestAnIndicatorIsVisibleUntilItsSuccessorIsOverdue(t *testing.T) {
	o := newOffice(t)
	o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2020, 7), 12.19e8)
	figures := func(at time.Time) (all []progress.Figure) {
		for _, i := range o.board(at, time.Time{}).Indicators {
			all = append(all, i.Figures...)
		}
		return all
	}
	require.Empty(t, figures(officetest.EndOf(2020, 7, 31).Add(-time.Second)))
	require.Equal(t, 12.19e8, figures(officetest.EndOf(2020, 7, 31))[0].Value)
	require.Len(t, figures(officetest.EndOf(2020, 9, 15)), 1)
	require.Empty(t, figures(officetest.EndOf(2020, 9, 15).Add(time.Second)), "August was due on 15 September")
}

func TestJanuaryIsNotLateWhereThereIsNone(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 1, 10)
	o.Indicator("fixed_asset_investment", model.YTDGrowth, model.NewMonth(2019, 12), 0.1)
	report := o.board(officetest.EndOf(2020, 3, 20), time.Time{}).Indicators[0].Report
	require.Equal(t, model.NewMonth(2020, 2), report.Period)
	require.False(t, report.Late)
	require.True(t, o.board(officetest.Date(2020, 3, 21), time.Time{}).Indicators[0].Report.Late)
}

func TestTargetsOfLevelsHaveAPaceAndThoseOfGrowthAGap(t *testing.T) {
	o := newOffice(t)
	july := model.NewMonth(2020, 7)
	o.Indicator("general_public_budget_revenue", model.YearToDate, july, 12e8)
	o.Indicator("general_public_budget_revenue", model.YTDGrowth, july, 0.079)
	level, growth := decimal.New(20, 8), decimal.NewFromFloat(0.07)
	for _, target := range []model.Target{
		{Indicator: "general_public_budget_revenue", Measure: model.YearToDate, Issuer: model.ByCity, Year: 2020, Value: &level},
		{Indicator: "general_public_budget_revenue", Measure: model.YTDGrowth, Issuer: model.ByCity, Year: 2020, Value: &growth},
	} {
		o.State(model.KindTarget, target.ID(), officetest.Date(2020, 1, 1), target)
	}
	targets := o.board(officetest.EndOf(2020, 8, 31), time.Time{}).Indicators[0].Targets
	require.Len(t, targets, 2)
	require.InDelta(t, 0.6, targets[0].Completion.Value, 1e-12)
	require.InDelta(t, 7.0/12, targets[0].Pace.Value, 1e-12, "at the cut-off, not today")
	require.InDelta(t, 20e8*7.0/12, targets[0].Path.Value, 1e-3)
	require.False(t, targets[1].Pace.Known)
	require.InDelta(t, 0.009, targets[1].Gap.Value, 1e-12)
}

func TestAnEmptyLedgerHasAnEmptyBoard(t *testing.T) {
	b := newOffice(t).board(officetest.Date(2020, 9, 8), time.Time{})
	require.Empty(t, b.Projects)
	require.Empty(t, b.Indicators)
	require.True(t, b.Until.IsZero())
}

// Evaluate is the last element of Run, at any instant, whatever came when.
func TestEvaluateIsTheLastOfRun(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice(t)
		rules := officetest.Rules()
		if rapid.Bool().Draw(rt, "by working days") {
			rules = byWorkdays(rules)
		}
		o.Now = officetest.Date(2020, 1, 1)
		day := rapid.IntRange(0, 500)
		for range rapid.IntRange(0, 12).Draw(rt, "submissions") {
			o.Now = o.Now.Add(time.Duration(rapid.IntRange(1, 60*24).Draw(rt, "later")) * time.Hour)
			project := fmt.Sprint("P", rapid.IntRange(1, 3).Draw(rt, "project"))
			about := officetest.Date(2014, 9, 1).AddDate(0, 0, rapid.IntRange(0, 2400).Draw(rt, "about"))
			switch rapid.IntRange(0, 5).Draw(rt, "kind") {
			case 0:
				o.Task(project, about.Year(), int64(rapid.IntRange(0, 5).Draw(rt, "target")))
			case 1:
				o.Report(project, about, float64(rapid.IntRange(0, 5).Draw(rt, "done")))
			case 2:
				o.State(model.KindProject, project, about, model.Project{Lead: fmt.Sprint(about.Month())})
			case 3:
				o.Indicator("general_public_budget_revenue", model.YearToDate,
					model.PeriodOf(model.Monthly, about), float64(rapid.IntRange(0, 5).Draw(rt, "value")))
			case 4: // Around the years of the other facts, and their ends.
				o.Works(rt, project, officetest.Date(2019, 6, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(rt, "day")))
			default:
				someFact(rt)(o)
			}
		}
		view, err := o.Ledger.View(context.Background(), time.Time{})
		require.NoError(t, err)
		defer view.Close() //nolint:errcheck // Nothing was written.
		from := officetest.Date(2019, 9, 1)
		to := from.AddDate(0, 0, day.Draw(rt, "to")).Add(time.Duration(rapid.IntRange(0, 86399).Draw(rt, "second")) * time.Second)
		var last *progress.Board
		for b, err := range progress.Run(t.Context(), view, rules, from, to) {
			require.NoError(t, err)
			if last != nil {
				require.Equal(t, b.At, last.Until)
			}
			last = b
		}
		want, err := progress.Evaluate(t.Context(), view, rules, to)
		require.NoError(t, err)
		require.Equal(t, want.Projects, last.Projects)
		require.Equal(t, want.Indicators, last.Indicators)

		portfolio, err := progress.LoadPortfolio(t.Context(), view, rules)
		require.NoError(t, err)
		held := map[string]progress.ProjectState{}
		for change := range portfolio.History() {
			switch {
			case change.At.After(to) || change.ID == "":
			case change.Project == nil:
				delete(held, change.ID)
			default:
				held[change.ID] = *change.Project
			}
		}
		require.Len(t, held, len(want.Projects))
		for _, p := range want.Projects {
			require.Equal(t, p, held[p.ID])
		}
	})
}

// byWorkdays has all reports due on the fifth working day, of which those of
// years without a calendar are not known.
func byWorkdays(rules progress.Rules) progress.Rules {
	catalog := *rules.Catalog
	catalog.Progress = model.ReleaseRule{Workdays: 5}
	catalog.Indicators = slices.Clone(catalog.Indicators)
	for i := range catalog.Indicators {
		catalog.Indicators[i].Release = catalog.Progress
	}
	rules.Catalog = &catalog
	return rules
}

func TestAnIndicatorThatTheCatalogNoLongerListsIsStillShown(t *testing.T) {
	o := newOffice(t)
	series := model.NewSeries("jindu_indicator_tonnes", "indicator", "coal", "region", officetest.Region,
		"measure", "ytd", "origin", "published")
	growth := model.NewSeries("jindu_indicator_ratio", "indicator", "coal", "region", officetest.Region,
		"measure", "ytd_yoy", "origin", "published")
	july := model.NewMonth(2020, 7)
	o.Commit(model.Submission{Observations: []model.Observation{
		{Series: &series, Period: july, Value: 5}, {Series: &growth, Period: july, Value: 0.1},
	}})
	states := o.board(officetest.Date(2020, 8, 1), time.Time{}).Indicators
	require.Len(t, states, 1)
	require.Equal(t, model.Tonnes, states[0].Indicator.Base())
	require.Len(t, states[0].Figures, 2)
}

// Whenever a task was given and whatever was reported before it, a month of it
// that has not been reported is late once it is due.
func TestAProjectThatNeverReportsIsLate(t *testing.T) {
	for name, c := range map[string]struct {
		from   time.Time
		report time.Time // Zero: none.
		want   model.Period
	}{
		"a task of the whole year":    {officetest.Date(2020, 1, 1), time.Time{}, model.NewMonth(2020, 1)},
		"a task given in March":       {officetest.Date(2020, 3, 1), time.Time{}, model.NewMonth(2020, 3)},
		"reported before it had one":  {officetest.Date(2020, 1, 1), officetest.Date(2019, 11, 30), model.NewMonth(2020, 1)},
		"reported, and given a later": {officetest.Date(2020, 3, 1), officetest.Date(2019, 12, 31), model.NewMonth(2020, 3)},
		"stopped reporting":           {officetest.Date(2020, 3, 1), officetest.Date(2020, 3, 31), model.NewMonth(2020, 4)},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.Now = officetest.Date(2020, 4, 1)
			value := decimal.NewFromInt(100)
			target := model.Target{Project: "P1", Year: 2020, Base: model.Yuan, Value: &value}
			o.State(model.KindProject, "P1", officetest.Date(2019, 1, 1), model.Project{Name: "一"})
			o.State(model.KindTarget, target.ID(), c.from, target)
			if !c.report.IsZero() {
				o.Report("P1", c.report, 1)
			}
			r := o.project(officetest.EndOf(2020, 11, 30)).Report
			require.NotNil(t, r)
			require.Equal(t, c.want, r.Period)
			require.True(t, r.Late)
			require.NotNil(t, o.project(officetest.EndOf(2021, 12, 31)).Report)
			require.Nil(t, o.project(officetest.Date(2022, 1, 1)).Report, "nobody hands it in any more")
		})
	}
}

func TestAFigureOfLongAgoIsStillAwaitedANext(t *testing.T) {
	o := newOffice(t)
	o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2014, 7), 1)
	r := o.board(officetest.Date(2020, 9, 8), time.Time{}).Indicators[0].Report
	require.NotNil(t, r)
	require.True(t, r.Late)
	require.Equal(t, model.NewMonth(2014, 8), r.Period)
}
