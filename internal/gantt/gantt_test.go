package gantt_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/stretchr/testify/require"

	"jindu/internal/gantt"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(month time.Month, d int) model.Period { return model.NewDate(2020, month, d) }

// works are the example of the drawings: an opening event, works done, under
// way, late and ahead, and a name that must be escaped.
var works = []model.Activity{
	{Activity: "1", Name: "开工令", ActualFinish: day(3, 2)},
	{Activity: "2", Name: "征地拆迁", Duration: 30, Predecessors: []string{"1"}, ActualStart: day(3, 2), ActualFinish: day(4, 2)},
	{Activity: "3", Name: "桩基与基础", Duration: 40, Workdays: true, Predecessors: []string{"2"}, ActualStart: day(4, 7)},
	{Activity: "4", Name: "设备采购 <A & B>", Duration: 60, Predecessors: []string{"1"}},
	{Activity: "5", Name: "主体结构（含地下室防水和二次结构砌筑工程）", Duration: 90, Predecessors: []string{"3"}},
	{Activity: "6", Name: "设备安装", Duration: 25, Workdays: true, Predecessors: []string{"4", "5"}},
	{Activity: "7", Name: "绿化", Duration: 10, Predecessors: []string{"5"}},
	{Activity: "8", Name: "竣工验收", Predecessors: []string{"6", "7"}},
}

// scheduleOn gives the example's schedule on a day.
func scheduleOn(t *testing.T, works []model.Activity, deadline, on model.Period) progress.ProjectSchedule {
	t.Helper()
	o := officetest.New(t)
	o.State(model.KindProject, "P1", model.Always(), model.Project{Name: "中鼎智能年产20万吨铝型材家具制造项目"})
	for _, a := range works {
		a.Project = "P1"
		o.State(model.KindActivity, a.ID(), model.Always(), a)
	}
	for _, m := range []model.Milestone{
		{Project: "P1", Milestone: model.MilestoneStart, Planned: day(3, 2)},
		{Project: "P1", Milestone: model.MilestoneFinish, Planned: deadline},
	} {
		o.State(model.KindMilestone, m.ID(), model.Always(), m)
	}
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	board, err := progress.Evaluate(t.Context(), view, officetest.Rules(), on.End(officetest.Zone))
	require.NoError(t, err)
	s, ok := board.Projects[0].ScheduleOn(on)
	require.True(t, ok)
	return s
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func TestDrawings(t *testing.T) {
	cyclic := []model.Activity{{Activity: "1", Duration: 2, Predecessors: []string{"2"}}, {Activity: "2", Duration: 2, Predecessors: []string{"1"}}}
	for _, c := range []struct {
		name     string
		works    []model.Activity
		deadline model.Period
	}{
		{"works", works, day(9, 30)},
		{"feasible", works, day(12, 1)},
		{"no-deadline", works, model.Period{}},
		{"one", []model.Activity{{Activity: "1", Name: "绿化", Duration: 1}}, day(3, 2)},
		{"cycle", cyclic, model.Period{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := scheduleOn(t, c.works, c.deadline, day(6, 15))
			var zh, en, svg bytes.Buffer
			require.NoError(t, gantt.Text(&zh, s, model.Chinese, 100))
			require.NoError(t, gantt.Text(&en, s, model.English, 60))
			require.NoError(t, gantt.SVG(&svg, s))
			golden(t, c.name+".zh.txt", zh.Bytes())
			golden(t, c.name+".en.txt", en.Bytes())
			golden(t, c.name+".svg", svg.Bytes())
			wellFormed(t, svg.String())
		})
	}
}

// wellFormed reads a drawing as what draws it does.
func wellFormed(t *testing.T, drawn string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(drawn))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}

// A Chinese character takes two columns, and all bars stand below their scale.
func TestLinesAreAsWideAsAsked(t *testing.T) {
	s := scheduleOn(t, works, day(9, 30), day(6, 15))
	for _, width := range []int{0, 40, 80, 100, 200} {
		var out bytes.Buffer
		require.NoError(t, gantt.Text(&out, s, model.English, width))
		lines := strings.Split(out.String(), "\n")
		for _, line := range lines[1 : len(works)+1] {
			require.LessOrEqual(t, text.StringWidthWithoutEscSequences(line), max(width, 44), line)
		}
	}
}

func TestWhenItFinishesIsSaidInBothLanguages(t *testing.T) {
	late := func(n int) *int { return &n }
	s := func(finished bool, n *int) progress.ProjectSchedule {
		return progress.ProjectSchedule{Late: n, ScheduleState: &progress.ScheduleState{Finish: day(7, 1), Finished: finished}}
	}
	for _, c := range []struct {
		s      progress.ProjectSchedule
		zh, en string
	}{
		{s(false, nil), "按实际进展推算竣工 2020-07-01", "finish by the actuals so far 2020-07-01"},
		{s(false, late(1)), "按实际进展推算竣工 2020-07-01，比计划竣工晚1天", "finish by the actuals so far 2020-07-01, 1 day after the deadline"},
		{s(true, late(-12)), "实际竣工 2020-07-01，比计划竣工早12天", "finished on 2020-07-01, 12 days before the deadline"},
		{s(true, late(0)), "实际竣工 2020-07-01，与计划竣工同日", "finished on 2020-07-01, on the day of the deadline"},
		{progress.ProjectSchedule{ScheduleState: &progress.ScheduleState{}}, "", ""},
	} {
		require.Equal(t, model.Text{ZH: c.zh, EN: c.en}, gantt.Finish(c.s))
	}
}
