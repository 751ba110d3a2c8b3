package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

func boardAt(tb testing.TB, o *officetest.Office, t, asOf time.Time) *progress.Board {
	tb.Helper()
	view, err := o.Ledger.View(tb.Context(), asOf)
	require.NoError(tb, err)
	defer view.Close()
	b, err := progress.Evaluate(tb.Context(), view, officetest.Rules(), t)
	require.NoError(tb, err)
	return b
}

func TestWhatDiffersBetweenTwoMonths(t *testing.T) {
	o := officetest.New(t)
	day := func(m time.Month, d int) model.Period { return model.NewDate(2020, m, d) }
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一"})
	o.Task("P1", 2020, 1200)
	o.Report("P1", officetest.Date(2020, 6, 30), 640)
	o.Report("P1", officetest.Date(2020, 7, 31), 650)
	o.State(model.KindMilestone, "P1/start", officetest.Date(2020, 1, 1), model.Milestone{
		Project: "P1", Milestone: model.MilestoneStart, Planned: day(7, 1), Actual: day(7, 3),
	})
	o.State(model.KindMilestone, "P1/封顶", officetest.Date(2020, 1, 1), model.Milestone{Project: "P1", Milestone: "封顶", Planned: day(7, 20)})
	o.State(model.KindObstacle, "P1/1", officetest.Date(2020, 1, 1), model.Obstacle{
		Project: "P1", Obstacle: "1", What: "征地", Raised: day(6, 1), Due: day(7, 15), Closed: day(7, 10),
	})
	o.State(model.KindObstacle, "P1/2", officetest.Date(2020, 1, 1), model.Obstacle{Project: "P1", Obstacle: "2", What: "供电", Raised: day(7, 5)})
	o.State(model.KindProcedure, "P1/施工许可", officetest.Date(2020, 1, 1), model.Procedure{
		Project: "P1", Procedure: "施工许可", Accepted: day(6, 20), Completed: day(7, 8), Limit: 20,
	})
	o.State(model.KindProject, "P2", officetest.Date(2020, 7, 9), model.Project{Name: "二"})
	june, july := boardAt(t, o, officetest.EndOf(2020, 6, 30), time.Time{}), boardAt(t, o, officetest.EndOf(2020, 7, 31), time.Time{})
	var told []string
	for _, d := range progress.Differences(june, july, nil) {
		told = append(told, d.Project+" "+phrase.Difference(d, officetest.Zone).ZH)
	}
	require.Equal(t, []string{
		"P1 由绿转黄",
		"P1 节点逾期：封顶（2020-07-20）",
		"P1 新提出问题：供电（2020-07-05）",
		"P1 进入阶段：开工（2020-07-03）",
		"P1 问题销号：征地（2020-07-10）",
		"P1 手续办结：施工许可（2020-07-08）",
		"P2 新增项目",
	}, told)
	require.Empty(t, progress.Differences(june, july, model.RegionSet{"410502": true}), "of another region")
}

// Nothing differs from itself, whatever the office did.
func TestABoardDoesNotDifferFromItself(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := officetest.New(t)
		for range 30 {
			o.Anything(rt)
		}
		b := boardAt(t, o, officetest.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(rt, "day")), time.Time{})
		require.Empty(rt, progress.Differences(b, b, nil))
	})
}
