package export_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/export"
	"jindu/internal/model"
	"jindu/internal/officetest"
)

func TestTheRegisterIsExported(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "P1", model.Always(), model.Project{Name: "甲"})
	a := model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "王某", Note: "=1+1", Due: model.NewDate(2020, 9, 9)}
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 8), a)
	before := o.Now.Add(time.Second)
	o.Now = officetest.Date(2020, 9, 12)
	a.State, a.By, a.Note = model.AckClosed, "李某", "好了"
	o.State(model.KindAcknowledgement, a.ID(), o.Now, a)
	options := export.Options{Ledger: o.Ledger, Zone: officetest.Zone, Made: officetest.Date(2020, 10, 1)}
	row := rows(t, written(t, options)["acknowledgements.csv"])[0]
	require.Equal(t, map[string]string{
		"region": "410505", "project": "P1", "name": "甲", "alert": "", "indicator": "", "state": "closed",
		"by": "王某", "since": "2020-09-08T00:00:00.000+08:00", "note": "'=1+1", "due": "2020-09-09", "days_overdue": "3",
		"closed_by": "李某", "closed": "2020-09-12T00:00:00.000+08:00", "reason": "好了",
		"recorded": "2020-09-12T00:00:00.000+08:00", "receipt": "R000003",
	}, row)
	options.AsOf = before
	row = rows(t, written(t, options)["acknowledgements.csv"])[0]
	require.Equal(t, []string{"acknowledged", "0", ""}, []string{row["state"], row["days_overdue"], row["closed_by"]})
}
