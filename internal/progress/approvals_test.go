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

// inHand is an office with one project.
func inHand(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.State(model.KindProject, "P1", officetest.Date(2017, 1, 1), model.Project{Name: "一"})
	return o
}

func (o *office) procedure(p model.Procedure) {
	o.Helper()
	p.Project = "P1"
	o.State(model.KindProcedure, p.ID(), model.Always(), p)
}

// approvals are those of the project on a day, at noon.
func (o *office) approvals(y int, m time.Month, d int) *progress.ApprovalState {
	o.Helper()
	return o.project(officetest.Date(y, m, d).Add(12 * time.Hour)).Approvals
}

func TestAProcedureFromAcceptanceToCompletion(t *testing.T) {
	o := inHand(t)
	o.procedure(model.Procedure{
		Procedure: "施工许可", Authority: "区住建局", Limit: 5,
		Accepted: model.NewDate(2020, 9, 25), Completed: model.NewDate(2020, 10, 20),
	})
	require.Nil(t, o.approvals(2020, 9, 24), "not there yet")
	for _, c := range []struct {
		month    time.Month
		day      int
		used     float64
		standing progress.ApprovalStanding
	}{
		{9, 25, 0, progress.ApprovalOpen},
		{9, 26, 0, progress.ApprovalOpen},     // A Saturday.
		{9, 27, 1, progress.ApprovalOpen},     // A Sunday that is worked.
		{9, 29, 3, progress.ApprovalOpen},     //
		{9, 30, 4, progress.ApprovalNearDue},  // The working day before the ninth.
		{10, 5, 4, progress.ApprovalNearDue},  // National Day.
		{10, 9, 5, progress.ApprovalNearDue},  // The last day.
		{10, 10, 6, progress.ApprovalOverdue}, // A Saturday that is worked.
		{10, 11, 6, progress.ApprovalOverdue},
		{10, 20, 13, progress.ApprovalDoneLate},
		{12, 31, 13, progress.ApprovalDoneLate},
	} {
		a := o.approvals(2020, c.month, c.day)
		require.Len(t, a.Procedures, 1)
		p := a.Procedures[0]
		require.Equal(t, progress.Known(c.used), p.Used, "%d-%d", c.month, c.day)
		require.Equal(t, progress.Known(c.used), a.Used)
		require.Equal(t, c.standing, p.Standing, "%d-%d", c.month, c.day)
		require.Equal(t, officetest.EndOf(2020, 10, 9), p.Due)
		require.Equal(t, c.standing == progress.ApprovalDoneLate, !p.Completed.IsZero())
	}
	lastSecond := officetest.EndOf(2020, 10, 9)
	require.Equal(t, progress.ApprovalNearDue, o.project(lastSecond).Approvals.Procedures[0].Standing)
	require.Equal(t, progress.ApprovalOverdue, o.project(lastSecond.Add(time.Second)).Approvals.Procedures[0].Standing)
}

func TestStandingsAtTheEdges(t *testing.T) {
	date := model.NewDate
	for name, c := range map[string]struct {
		p    model.Procedure
		at   model.Period
		want progress.ApprovalStanding
		used progress.Number
	}{
		"done on the day":             {model.Procedure{Accepted: date(2020, 7, 6), Completed: date(2020, 7, 6), Limit: 1}, date(2020, 7, 6), progress.ApprovalDone, progress.Known(0)},
		"done on the last day":        {model.Procedure{Accepted: date(2020, 7, 6), Completed: date(2020, 7, 7), Limit: 1}, date(2020, 7, 9), progress.ApprovalDone, progress.Known(1)},
		"done a day late":             {model.Procedure{Accepted: date(2020, 7, 6), Completed: date(2020, 7, 8), Limit: 1}, date(2020, 7, 9), progress.ApprovalDoneLate, progress.Known(2)},
		"done on a day off, in time":  {model.Procedure{Accepted: date(2020, 7, 10), Completed: date(2020, 7, 12), Limit: 1}, date(2020, 7, 20), progress.ApprovalDone, progress.Known(0)},
		"done on a day off, late":     {model.Procedure{Accepted: date(2020, 7, 9), Completed: date(2020, 7, 11), Limit: 1}, date(2020, 7, 20), progress.ApprovalDoneLate, progress.Known(1)},
		"one day, near at once":       {model.Procedure{Accepted: date(2020, 7, 6), Limit: 1}, date(2020, 7, 6), progress.ApprovalNearDue, progress.Known(0)},
		"no limit":                    {model.Procedure{Accepted: date(2020, 7, 6)}, date(2020, 12, 31), progress.ApprovalOpen, progress.Known(124)},
		"no limit, done":              {model.Procedure{Accepted: date(2020, 7, 6), Completed: date(2020, 12, 31)}, date(2020, 12, 31), progress.ApprovalDone, progress.Known(124)},
		"not accepted":                {model.Procedure{Limit: 5}, date(2020, 7, 6), progress.ApprovalOpen, progress.Number{}},
		"done, nobody knows since":    {model.Procedure{Completed: date(2020, 7, 6), Limit: 5}, date(2020, 7, 6), progress.ApprovalDone, progress.Number{}},
		"a year that is not known":    {model.Procedure{Accepted: date(2017, 6, 1), Limit: 5}, date(2020, 7, 6), progress.ApprovalOpen, progress.Number{}},
		"done in one":                 {model.Procedure{Accepted: date(2017, 6, 1), Completed: date(2017, 12, 1), Limit: 5}, date(2020, 7, 6), progress.ApprovalDone, progress.Number{}},
		"into the year not known":     {model.Procedure{Accepted: date(2026, 12, 28), Limit: 9}, date(2027, 6, 1), progress.ApprovalOpen, progress.Number{}},
		"stopped":                     {model.Procedure{Accepted: date(2020, 7, 6), Limit: 3, Stops: []model.Stop{{From: date(2020, 7, 8)}}}, date(2020, 9, 1), progress.ApprovalOpen, progress.Known(1)},
		"a stop that has not come":    {model.Procedure{Accepted: date(2020, 7, 6), Limit: 3, Stops: []model.Stop{{From: date(2020, 7, 8)}}}, date(2020, 7, 7), progress.ApprovalOpen, progress.Known(1)},
		"a stop after the completion": {model.Procedure{Accepted: date(2020, 7, 6), Completed: date(2020, 7, 8), Limit: 1, Stops: []model.Stop{{From: date(2020, 7, 9)}}}, date(2020, 9, 1), progress.ApprovalDoneLate, progress.Known(2)},
	} {
		t.Run(name, func(t *testing.T) {
			o := inHand(t)
			c.p.Procedure = "立项"
			o.procedure(c.p)
			p := o.approvals(c.at.Year(), time.Month(c.at.Start(time.UTC).Month()), c.at.Start(time.UTC).Day()).Procedures[0]
			require.Equal(t, c.want, p.Standing)
			require.Equal(t, c.used, p.Used)
		})
	}
}

// The whole flow: days in parallel count once, days between procedures not.
func TestTheWholeFlowOfAProject(t *testing.T) {
	o := inHand(t)
	date := model.NewDate
	o.procedure(model.Procedure{Procedure: "A", Accepted: date(2020, 7, 6), Completed: date(2020, 7, 10)}) // 7–10 July: 4.
	o.procedure(model.Procedure{Procedure: "B", Accepted: date(2020, 7, 8), Completed: date(2020, 7, 14)}) // 9–14 July: 4, two of them A's too.
	o.procedure(model.Procedure{                                                                           // 21–24 July: 4, less 2 stopped.
		Procedure: "C", Accepted: date(2020, 7, 20), Completed: date(2020, 7, 24),
		Stops: []model.Stop{{From: date(2020, 7, 21), To: date(2020, 7, 22)}},
	})
	o.procedure(model.Procedure{Procedure: "D"})
	for at, want := range map[int]float64{6: 0, 7: 1, 9: 3, 10: 4, 13: 5, 14: 6, 20: 6, 22: 6, 23: 7, 24: 8, 31: 8} {
		require.Equal(t, progress.Known(want), o.approvals(2020, 7, at).Used, "%d", at)
	}
	require.False(t, o.approvals(2020, 7, 5).Used.Known, "none was accepted")
	o.procedure(model.Procedure{Procedure: "E", Completed: date(2020, 7, 27)})
	require.True(t, o.approvals(2020, 7, 26).Used.Known)
	require.False(t, o.approvals(2020, 7, 27).Used.Known, "nobody knows how long it took")
}

func TestTheLimitInForce(t *testing.T) {
	o := inHand(t)
	o.procedure(model.Procedure{Procedure: "A", Accepted: model.NewDate(2019, 7, 6)})
	limit := func(issuer model.Issuer, bound model.Bound, from time.Time, workdays int64) {
		value := decimal.NewFromInt(workdays)
		target := model.Target{
			Indicator: model.ApprovalWorkdays, Measure: model.Stock, Issuer: issuer, Year: 2020,
			Base: model.Items, Value: &value, Bound: bound,
		}
		o.State(model.KindTarget, target.ID(), from, target)
	}
	limit(model.ByCity, model.AtMost, officetest.Date(2020, 1, 1), 120)
	limit(model.ByCity, model.AtMost, officetest.Date(2020, 3, 1), 100)
	limit(model.ByDistrict, model.AtMost, officetest.Date(2020, 12, 31), 50)
	limit(model.ByProvince, model.AtLeast, officetest.Date(2020, 1, 1), 1)
	require.False(t, o.approvals(2019, 12, 31).Limit.Known)
	require.Equal(t, progress.Known(120), o.approvals(2020, 1, 1).Limit)
	require.Equal(t, progress.Known(100), o.approvals(2020, 3, 1).Limit)
	require.Equal(t, progress.Known(100), o.approvals(2020, 12, 30).Limit)
	require.Equal(t, progress.Known(50), o.approvals(2020, 12, 31).Limit, "of two that hold, the lower")
	require.False(t, o.approvals(2021, 1, 1).Limit.Known, "a limit is of its year")
}

func TestDocumentsToBeSupplied(t *testing.T) {
	o := inHand(t)
	o.procedure(model.Procedure{
		Procedure: "A", Accepted: model.NewDate(2020, 7, 6), Completed: model.NewDate(2020, 7, 8), Deferred: true,
		SupplyBy: model.NewDate(2020, 7, 31), Supplied: model.NewDate(2020, 8, 5),
	})
	for at, want := range map[time.Time]bool{
		officetest.EndOf(2020, 7, 31): false, officetest.Date(2020, 8, 1): true,
		officetest.EndOf(2020, 8, 4): true, officetest.Date(2020, 8, 5): false,
	} {
		p := o.project(at).Approvals.Procedures[0]
		require.Equal(t, want, p.SupplyOverdue, "%s", at)
		require.True(t, p.Deferred)
	}
}

func TestMilestones(t *testing.T) {
	o := inHand(t)
	start := model.Milestone{Project: "P1", Milestone: model.MilestoneStart, Planned: model.NewDate(2020, 3, 31)}
	o.State(model.KindMilestone, start.ID(), model.Always(), start)
	done := model.Milestone{Project: "P1", Milestone: model.MilestoneFinish, Actual: model.NewDate(2020, 8, 1)}
	o.State(model.KindMilestone, done.ID(), model.Always(), done)
	overdue := func(t time.Time) bool {
		for _, m := range o.project(t).Milestones {
			if m.Milestone == model.MilestoneStart {
				return m.Overdue
			}
		}
		panic("no start")
	}
	require.False(t, overdue(officetest.EndOf(2020, 3, 31)))
	require.True(t, overdue(officetest.Date(2020, 4, 1)))
	require.Len(t, o.project(officetest.EndOf(2020, 7, 31)).Milestones, 1, "the finish has not come, and was not planned")
	require.Len(t, o.project(officetest.Date(2020, 8, 1)).Milestones, 2)

	o.Now = o.Now.Add(time.Hour)
	o.State(model.KindMilestone, start.ID(), model.Always(), model.Milestone{Actual: model.NewDate(2020, 4, 15)})
	require.True(t, overdue(officetest.EndOf(2020, 4, 14)))
	require.False(t, overdue(officetest.Date(2020, 4, 15)))
}

func TestObstacles(t *testing.T) {
	o := inHand(t)
	land := model.Obstacle{
		Project: "P1", Obstacle: "1", Kind: model.LackOfLand, What: "征地", Owner: "区自然资源局",
		Raised: model.NewDate(2020, 4, 1), Due: model.NewDate(2020, 4, 30), Closed: model.NewDate(2020, 5, 10),
	}
	o.State(model.KindObstacle, land.ID(), model.Always(), land)
	require.Empty(t, o.project(officetest.EndOf(2020, 3, 31)).Obstacles)
	for at, want := range map[time.Time][2]bool{ // Open, overdue.
		officetest.Date(2020, 4, 1): {true, false}, officetest.EndOf(2020, 4, 30): {true, false},
		officetest.Date(2020, 5, 1): {true, true}, officetest.EndOf(2020, 5, 9): {true, true},
		officetest.Date(2020, 5, 10): {false, false},
	} {
		s := o.project(at).Obstacles
		require.Len(t, s, 1)
		require.Equal(t, want, [2]bool{s[0].Open, s[0].Overdue}, "%s", at)
		require.Equal(t, s[0].Open, s[0].Closed.IsZero())
	}
}
