package query_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/officetest"
)

// What an instant query says is what a range says there, though only the range
// walks through all time.
func TestAnInstantAndARangeAgree(t *testing.T) {
	a := newAsked(t)
	a.Task("P1", 2020, 100)
	a.Report("P1", officetest.Date(2020, 6, 30), 40)
	a.Report("P1", officetest.Date(2020, 7, 31), 60)
	for _, at := range []time.Time{
		officetest.EndOf(2020, 6, 30).Add(-time.Second), officetest.EndOf(2020, 6, 30), officetest.EndOf(2020, 7, 31),
		officetest.EndOf(2020, 12, 31), officetest.Date(2021, 1, 1),
	} {
		when := at.Format(time.RFC3339)
		now := a.vector(`jindu_project_completed_yuan`, "time", when)
		within := a.vector(`last_over_time(jindu_project_completed_yuan[1s:1s])`, "time", when)
		require.Len(t, within, len(now), when)
		for i := range now {
			require.Equal(t, now[i].Value, within[i].Value, when)
		}
		before := a.vector(`jindu_project_completed_yuan offset 31d`, "time", at.AddDate(0, 0, 31).Format(time.RFC3339))
		require.Len(t, before, len(now), when)
	}
	since := a.vector(`timestamp(jindu_project_completed_yuan)`, "time", "2020-09-08")
	require.Len(t, since, 1)
	require.Equal(t, float64(officetest.EndOf(2020, 7, 31).Unix()), float64(since[0].Value), "since when it has held")
}
