package query_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	jindu "jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

func (a *asked) reports(params url.Values) []query.ReportRow {
	a.Helper()
	status, problem, data := a.call(http.MethodPost, "/api/v1/reports", params)
	require.Equal(a, http.StatusOK, status, problem)
	var rows []query.ReportRow
	require.NoError(a, json.Unmarshal(data, &rows))
	return rows
}

func TestTheReportCalendarIsServed(t *testing.T) {
	a := newAsked(t)
	a.Now = officetest.Date(2020, 1, 15)
	a.Indicator("retail_sales", jindu.YearToDate, jindu.NewMonth(2019, 12), 1)
	a.Now = officetest.Date(2020, 3, 25)
	a.Indicator("retail_sales", jindu.YearToDate, jindu.NewMonth(2020, 2), 1)
	a.Now = officetest.Date(2020, 4, 2)
	a.Indicator("retail_sales", jindu.YearToDate, jindu.NewMonth(2020, 2), 2)

	january := a.reports(url.Values{"period": {"2020-01"}, "region": {"殷都区"}})
	require.Len(t, january, 1)
	require.Equal(t, "not_published", january[0].State)
	require.Empty(t, january[0].Due)

	february := a.reports(url.Values{"period": {"2020-02"}})[0]
	require.Equal(t, query.ReportRow{
		Region: officetest.Region, Indicator: "retail_sales",
		Name:   jindu.Text{ZH: "社会消费品零售总额", EN: "Total Retail Sales of Consumer Goods"},
		Owner:  jindu.Text{ZH: "统计局", EN: "Statistics Bureau"},
		Period: "2020-02", Due: "2020-03-20T23:59:59+08:00",
		State: "came_late", StateName: jindu.Text{ZH: "迟报", EN: "came late"},
		Received: "2020-03-25T00:00:00+08:00", Corrected: "2020-04-02T00:00:00+08:00", DaysLate: 5,
	}, february)
	require.Empty(t, a.reports(url.Values{"period": {"2020-02"}, "as_of": {"2020-03-31"}})[0].Corrected, "not known then")
	require.Equal(t, "late", a.reports(url.Values{"time": {"2020-03-21"}})[0].State)

	for _, bad := range []url.Values{{"region": {"某区"}}, {"period": {"soon"}}, {"time": {"soon"}}, {"as_of": {"soon"}}} {
		status, problem, _ := a.call(http.MethodGet, "/api/v1/reports", bad)
		require.Equal(t, http.StatusBadRequest, status)
		require.NotEmpty(t, problem)
	}
}

// A region whose reports stopped is found by what is late and by what came last:
// an alert by it fires once something is due.
func TestARegionThatFellSilent(t *testing.T) {
	a := newAsked(t)
	a.Now = officetest.Date(2020, 6, 10)
	a.Indicator("general_public_budget_revenue", jindu.YearToDate, jindu.NewMonth(2020, 5), 1)
	a.Task("P1", 2020, 100)
	a.Report("P1", officetest.EndOf(2020, 5, 31), 1)
	silent := `(sum by (region) (jindu_report_late or jindu_project_report_late) > 0) unless on (region)
		max by (region) (jindu_report_received_timestamp_seconds or jindu_project_report_received_timestamp_seconds)
		  > on () group_left () (jindu_board_timestamp_seconds - 35 * 86400)`
	require.Empty(t, a.vector(silent, "time", "2020-07-05"), "nothing is due yet")
	require.Empty(t, a.vector(silent, "time", "2020-07-06"), "late, but not silent")
	require.Len(t, a.vector(silent, "time", "2020-07-16"), 1)
}
