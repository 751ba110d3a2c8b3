package test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Zhongding entered its site on 1 October 2019 and produced on 1 July 2020: in
// nine months, from the day of production on.
func TestZhongdingsNineMonths(t *testing.T) {
	base := startDemo(t)
	of := func(family string) string { return family + `{region="410505",project="YD2020-001"}` }
	months := of("jindu_project_start_to_production_calendar_months")
	require.Equal(t, 9.0, value(t, base, months, "2020-07-01", ""))
	require.Equal(t, 9.0, value(t, base, months, "", ""), "at the demo's clock")
	require.Equal(t, 274*24*time.Hour.Seconds(), value(t, base, of("jindu_project_start_to_production_seconds"), "2020-07", ""))
	require.Empty(t, vector(t, base, months, "2020-06-30", ""))
	require.Equal(t, float64(time.Date(2019, 10, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600)).Unix()),
		value(t, base, `jindu_project_stage_entered_timestamp_seconds{project="YD2020-001",stage="started"}`, "2019-10-01", ""))
	require.Equal(t, value(t, base, `count(jindu_project_stage == 1)`, "2020-07", ""),
		value(t, base, `sum(jindu_funnel_items)`, "2020-07", ""), "every project with a stage is in the funnel once")
}
