package alert_test

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
)

func TestAlertsAreSeriesOfTheNewestEvaluation(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("red", 2020, 100)
	o.State(model.KindProject, "red", officetest.Date(2020, 1, 1), model.Project{Name: "red项目"})
	o.Report("red", officetest.Date(2020, 7, 31), 20)
	e := watch(t, o, func() time.Time { return officetest.EndOf(2020, 8, 1) }, nil)
	require.Empty(t, e.Series(), "nothing was evaluated yet")

	e.Evaluate(t.Context())
	red := labels.FromStrings("alertname", "ProjectBehindSchedule", "alertstate", "firing", "severity", "critical",
		"region", officetest.Region, "project", "red", "colour", "red", "name", "red项目", "year", "2020")
	require.Contains(t, e.Series(), red)
	require.Len(t, e.Series(), len(firing(e)))

	o.Now = officetest.Date(2020, 8, 2)
	o.Report("red", officetest.Date(2020, 8, 1), 90)
	require.Contains(t, e.Series(), red, "as of the newest evaluation")
	e.Evaluate(t.Context())
	require.NotContains(t, e.Series(), red, "it is resolved")
}
