package web_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/web"
)

func TestTheScheduleOfAProject(t *testing.T) {
	o := officetest.New(t)
	day := func(d int) model.Period { return model.NewDate(2020, 9, d) }
	o.State(model.KindProject, "P/1", model.Always(), model.Project{Name: "安西铁路联络线"})
	for _, a := range []model.Activity{
		{Project: "P/1", Activity: "1", Duration: 3},
		{Project: "P/1", Activity: "2", Duration: 2, Predecessors: []string{"1"}},
	} {
		o.State(model.KindActivity, a.ID(), model.Always(), a)
	}
	for _, m := range []model.Milestone{
		{Project: "P/1", Milestone: model.MilestoneStart, Planned: day(1)},
		{Project: "P/1", Milestone: model.MilestoneFinish, Planned: day(10)},
	} {
		o.State(model.KindMilestone, m.ID(), model.Always(), m)
	}
	o.State(model.KindProject, "P2", model.Always(), model.Project{Name: "二"})
	s := serverOf(t, o, nil)

	for _, query := range []string{"?project=P/1", "?project=安西铁路联络线", "?project=P%2F1&region=410505&time=2020-09-08"} {
		status, body := read(t, s, web.SchedulePath+query)
		require.Equal(t, http.StatusOK, status, body)
		var got progress.ProjectSchedule
		require.NoError(t, json.Unmarshal([]byte(body), &got))
		require.Equal(t, "P/1", got.Project)
		require.Equal(t, day(8), got.Day)
		require.Equal(t, day(5), got.Finish)
		require.Equal(t, -5, *got.Late)
		require.Equal(t, day(6), got.Activities[0].LatestStart)
		require.True(t, got.Activities[0].Late)
	}
	for query, want := range map[string]struct {
		status int
		code   string
	}{
		"":                                     {404, "no_project"},
		"?project=P3":                          {404, "no_project"},
		"?project=P2":                          {404, "no_schedule"},
		"?project=P/1&region=410506":           {404, "no_project"},
		"?project=P/1&region=某区":               {400, "bad_request"},
		"?project=P/1&region=410500&only=true": {404, "no_project"},
		"?project=P/1&as_of=2019":              {404, "no_project"},
		"?project=P/1&time=soon":               {400, "bad_request"},
		"?project=P/1&as_of=soon":              {400, "bad_request"},
	} {
		status, body := read(t, s, web.SchedulePath+query)
		require.Equal(t, want.status, status, query)
		require.Contains(t, body, `"code":"`+want.code+`"`, query)
	}
}

func TestAProjectThatIsNotThereIsAskedBackFor(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "YD2020-005", model.Always(), model.Project{Name: "铝型材家具项目"})
	o.State(model.KindProject, "R1", model.Always(), model.Project{Name: "铁路"})
	s := serverOf(t, o, nil)
	for query, want := range map[string]string{
		"?project=YD2020-05":                 "there is no project YD2020-05; did you mean YD2020-005 铝型材家具项目?",
		"?project=铝型材家具":                     "目前没有项目 铝型材家具；是否为 YD2020-005 铝型材家具项目？",
		"?project=YD2020-05&region=410506":   `there is no project YD2020-05"`,
		"?project=某":                         `there is no project 某"`,
		"?project=YD2020-05&time=2020-09-08": "there is no project YD2020-05 then; did you mean YD2020-005 铝型材家具项目?",
		"?project=R1":                        `project R1 has no activities (工序)"`,
		"?project=R1&time=2020-09-08":        `project R1 has no activities (工序) then"`,
	} {
		status, body := read(t, s, web.SchedulePath+query)
		require.Equal(t, http.StatusNotFound, status, query)
		require.Contains(t, body, want, query)
	}
}
