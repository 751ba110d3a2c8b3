package progress_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

func TestTheMeanMarkOfTheLatestVisit(t *testing.T) {
	o := newOffice(t)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一"})
	visit := func(day model.Period, judge string, mark float64, decision string) {
		v := model.Visit{Project: "P1", Date: day, Judge: judge, Decision: decision}
		if mark > 0 {
			m := decimal.NewFromFloat(mark)
			v.Mark = &m
		}
		o.State(model.KindVisit, v.ID(), model.Always(), v)
	}
	may, june := model.NewDate(2020, 5, 15), model.NewDate(2020, 6, 15)
	visit(may, "乙", 60, "")
	visit(june, "乙", 90, "")
	visit(june, "甲", 85, "加快进度")
	visit(june, "丙", 0, "")

	require.Nil(t, o.project(officetest.EndOf(2020, 5, 14)).Visits)
	require.Equal(t, progress.Known(60), o.project(officetest.Date(2020, 5, 15)).Visits.Mark)
	require.Equal(t, progress.Known(60), o.project(officetest.EndOf(2020, 6, 14)).Visits.Mark)
	latest := o.project(officetest.Date(2020, 6, 15)).Visits
	require.Equal(t, progress.Known(87.5), latest.Mark, "who gave none counts for nothing")
	require.True(t, officetest.Date(2020, 6, 15).Equal(latest.Date))
	require.Len(t, latest.Visits, 4)
	require.Len(t, latest.Latest(), 3)

	visit(model.NewDate(2020, 7, 1), "甲", 0, "")
	require.False(t, o.project(officetest.EndOf(2020, 7, 1)).Visits.Mark.Known, "a visit without marks has no mean")
}
