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

func TestAnAttractionThroughItsDays(t *testing.T) {
	o := newOffice(t)
	money := decimal.New(12, 8)
	o.State(model.KindAttraction, "Z1", model.Always(), model.Attraction{
		Attraction: "Z1", Name: "钢结构", TaskForce: "装配式专班", Investment: &money,
		Signed: model.NewDate(2020, 2, 10), Landed: model.NewDate(2020, 5, 20), Started: model.NewDate(2020, 6, 1),
	})
	for month, yuan := range map[time.Month]float64{3: 5, 4: 7} {
		series := model.AttractionFundsSeries(officetest.Region, "Z1")
		o.Commit(model.Submission{Observations: []model.Observation{
			{Series: &series, Period: model.NewMonth(2020, month), Value: yuan},
		}})
	}
	at := func(t time.Time) []progress.AttractionState { return o.board(t, time.Time{}).Regions[0].Attractions }
	require.Empty(t, at(officetest.EndOf(2020, 2, 9)), "not signed yet")

	signed := at(officetest.Date(2020, 2, 10))[0]
	require.Equal(t, officetest.Date(2020, 2, 10), signed.Signed.In(officetest.Zone))
	require.Equal(t, "装配式专班", signed.TaskForce)
	require.True(t, signed.Landed.IsZero() && signed.Started.IsZero(), "these have not come")
	require.False(t, signed.Funds.Known, "nothing reported is not nothing received")

	require.Equal(t, progress.Known(5), at(officetest.Date(2020, 4, 30))[0].Funds, "April is not over")
	require.Equal(t, progress.Known(12), at(officetest.EndOf(2020, 4, 30))[0].Funds)
	require.Equal(t, progress.Known(12), at(officetest.EndOf(2020, 12, 31))[0].Funds)
	later := at(officetest.Date(2021, 1, 1))[0]
	require.False(t, later.Funds.Known, "another year")
	require.Equal(t, officetest.Date(2020, 6, 1), later.Started.In(officetest.Zone))
}

func TestADecisionIsSaidOnce(t *testing.T) {
	day := model.NewDate(2020, 6, 1)
	v := progress.VisitState{Visits: []model.Visit{
		{Date: day.Add(-30), Judge: "甲", Decision: "旧"},
		{Date: day, Judge: "甲", Decision: "倒排工期"},
		{Date: day, Judge: "乙"},
		{Date: day, Judge: "丙", Decision: "倒排工期"},
		{Date: day, Judge: "丁", Decision: "协调用地"},
	}}
	require.Equal(t, "倒排工期；协调用地", v.Decision())
	require.Empty(t, progress.VisitState{}.Decision())
}
