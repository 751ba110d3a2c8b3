package progress_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// What the board shows of a schedule at any second is what the last change of
// its history says, whatever was stated when.
func TestAScheduleIsTheSameFromEverySide(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice(t)
		date := func(name string) model.Period {
			return model.NewDate(2020, 1, 1).Add(rapid.IntRange(0, 120).Draw(rt, name))
		}
		o.State(model.KindProject, "P1", model.Always(), model.Project{Name: "一"})
		for range rapid.IntRange(1, 10).Draw(rt, "statements") {
			o.Now = o.Now.Add(time.Hour)
			from := model.Always()
			if rapid.Bool().Draw(rt, "dated") {
				from = date("valid from").Start(officetest.Zone)
			}
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0:
				m := model.Milestone{Project: "P1", Milestone: rapid.SampledFrom([]string{"start", "finish"}).Draw(rt, "milestone"), Planned: date("planned")}
				if rapid.IntRange(0, 3).Draw(rt, "came") == 0 {
					m.Actual = date("actual")
				}
				o.State(model.KindMilestone, m.ID(), from, m)
			case 1:
				o.Report("P1", date("cut-off").Start(officetest.Zone), 1)
			default:
				n := rapid.IntRange(1, 3).Draw(rt, "activity")
				a := model.Activity{Project: "P1", Activity: fmt.Sprint(n), Duration: rapid.IntRange(0, 30).Draw(rt, "duration")}
				a.Workdays = rapid.Bool().Draw(rt, "workdays")
				if n > 1 {
					a.Predecessors = []string{fmt.Sprint(n - 1)}
				}
				if rapid.Bool().Draw(rt, "started") {
					a.ActualStart = date("start")
				}
				if rapid.Bool().Draw(rt, "finished") {
					a.ActualFinish = date("finish")
				}
				o.State(model.KindActivity, a.ID(), from, a)
			}
		}
		o.sameFromEverySide(rt, officetest.Date(2020, 1, 1).Add(time.Duration(rapid.IntRange(0, 200*86400).Draw(rt, "second"))*time.Second))
	})
}

func (o *office) sameFromEverySide(rt *rapid.T, at time.Time) {
	view, err := o.Ledger.View(o.Context(), time.Time{})
	require.NoError(rt, err)
	defer view.Close() //nolint:errcheck // Nothing was written.
	portfolio, err := progress.LoadPortfolio(o.Context(), view, officetest.Rules())
	require.NoError(rt, err)
	var held *progress.ScheduleState
	for change := range portfolio.History() {
		if !change.At.After(at) && change.ID == "P1" {
			held = change.Project.Schedule
		}
	}
	require.Equal(rt, o.project(at).Schedule, held)
	again, _ := portfolio.At(at)
	require.Equal(rt, held, again[0].Schedule)
}

func TestAScheduleAsKnownThen(t *testing.T) {
	o := newOffice(t)
	o.Now = officetest.Date(2020, 3, 1)
	o.State(model.KindProject, "P1", model.Always(), model.Project{Name: "一"})
	a := model.Activity{Project: "P1", Activity: "1", Duration: 10}
	o.State(model.KindActivity, a.ID(), model.Always(), a)
	start := model.Milestone{Project: "P1", Milestone: model.MilestoneStart, Planned: model.NewDate(2020, 3, 2)}
	o.State(model.KindMilestone, start.ID(), model.Always(), start)
	finish := model.Milestone{Project: "P1", Milestone: model.MilestoneFinish, Planned: model.NewDate(2020, 3, 20)}
	o.State(model.KindMilestone, finish.ID(), model.Always(), finish)
	before := o.Now.Add(time.Hour)

	// The unit tells late that it began late; the deadline is put off, too.
	o.Now = officetest.Date(2020, 4, 1)
	o.State(model.KindActivity, a.ID(), model.Always(), model.Activity{ActualStart: model.NewDate(2020, 3, 14)})
	o.State(model.KindMilestone, finish.ID(), officetest.Date(2020, 3, 25), model.Milestone{Planned: model.NewDate(2020, 4, 30)})

	at := officetest.EndOf(2020, 3, 15)
	then, now := o.board(at, before).Projects[0].Schedule, o.board(at, time.Time{}).Projects[0].Schedule
	require.Equal(t, model.NewDate(2020, 3, 11), then.Activities[0].LatestStart)
	require.True(t, then.Activities[0].Late)
	require.Equal(t, model.NewDate(2020, 3, 11), then.Finish)
	require.False(t, now.Activities[0].Late, "it had begun, as is known now")
	require.Equal(t, 3, *now.DaysLate())
	later := o.board(officetest.EndOf(2020, 3, 25), time.Time{}).Projects[0].Schedule
	require.Equal(t, model.NewDate(2020, 4, 30), later.Deadline)
	require.Equal(t, -38, *later.DaysLate())
}
