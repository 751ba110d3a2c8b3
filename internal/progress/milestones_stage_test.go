package progress_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
)

// A stage that a unit reports says that its milestone has come, though nobody
// reported the day.
func TestAStageThatIsReachedIsNoMilestoneOverdue(t *testing.T) {
	o := newOffice(t)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "甲", Stage: model.Signed})
	for milestone, planned := range map[string]model.Period{
		model.MilestoneStart: model.NewDate(2020, 3, 31), model.MilestoneFinish: model.NewDate(2020, 6, 30), "封顶": model.NewDate(2020, 3, 31),
	} {
		m := model.Milestone{Project: "P1", Milestone: milestone, Planned: planned}
		o.State(model.KindMilestone, m.ID(), model.Always(), m)
	}
	o.State(model.KindProject, "P1", officetest.Date(2020, 5, 1), model.Project{Stage: model.Building})
	overdue := func(month int) []string {
		var names []string
		for _, m := range o.project(model.NewMonth(2020, 1).Add(month - 1).End(officetest.Zone)).Milestones {
			if m.Overdue {
				names = append(names, m.Milestone)
			}
		}
		return names
	}
	require.Empty(t, overdue(3))
	require.ElementsMatch(t, []string{"start", "封顶"}, overdue(4))
	require.Equal(t, []string{"封顶"}, overdue(5), "it is being built, so it has started")
	require.ElementsMatch(t, []string{"封顶", "finish"}, overdue(7), "being built is not finished")
}
