package alert_test

import (
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
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
	families, err := e.Gather()
	require.NoError(t, err)
	require.Empty(t, families, "nothing was evaluated yet")

	e.Evaluate(t.Context())
	families, err = e.Gather()
	require.NoError(t, err)
	require.Len(t, families, 1)
	require.Equal(t, "ALERTS", families[0].GetName())
	require.Len(t, families[0].GetMetric(), len(firing(e)))
	require.Contains(t, labelsOf(families[0]), map[string]string{
		"alertname": "ProjectBehindSchedule", "alertstate": "firing", "severity": "critical",
		"region": officetest.Region, "project": "red", "colour": "red", "name": "red项目", "year": "2020",
	})
	require.Equal(t, 1.0, families[0].GetMetric()[0].GetGauge().GetValue())

	o.Now = officetest.Date(2020, 8, 2)
	o.Report("red", officetest.Date(2020, 8, 1), 90)
	e.Evaluate(t.Context())
	families, err = e.Gather()
	require.NoError(t, err)
	for _, f := range families {
		for _, labels := range labelsOf(f) {
			require.NotEqual(t, "ProjectBehindSchedule", labels["alertname"], "it is resolved")
		}
	}
}

func labelsOf(f *dto.MetricFamily) []map[string]string {
	var all []map[string]string
	for _, m := range f.GetMetric() {
		labels := map[string]string{}
		for _, pair := range m.GetLabel() {
			labels[pair.GetName()] = pair.GetValue()
		}
		all = append(all, labels)
	}
	return all
}
