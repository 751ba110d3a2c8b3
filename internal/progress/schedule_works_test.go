package progress

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

var chinaZone = time.FixedZone("CST", 8*3600)

// plannedWorks are a project's activities and what is known around them.
type plannedWorks struct {
	start, finish model.Milestone
	activities    []model.Activity
	cutoffs       []model.Period
	calendar      *model.Workdays
}

func dayOf(month time.Month, day int) model.Period { return model.NewDate(2020, month, day) }

// takes is an activity of calendar days.
func takes(number string, n int, after ...string) model.Activity {
	return model.Activity{Activity: number, Duration: n, Predecessors: after}
}

// takesWorkdays is an activity of working days.
func takesWorkdays(number string, n int, after ...string) model.Activity {
	a := takes(number, n, after...)
	a.Workdays = true
	return a
}

// wentOn gives an activity its actual dates.
func wentOn(a model.Activity, start, finish model.Period) model.Activity {
	a.ActualStart, a.ActualFinish = start, finish
	return a
}

func (w plannedWorks) part(tb testing.TB) part {
	tb.Helper()
	p := &project{region: "410505", id: "P1", objects: map[model.Kind][]model.Object{}, completed: map[int][]model.Point{}}
	add := func(kind model.Kind, id string, body any) {
		r, err := model.NewRecord(kind, "410505", id, model.Always(), body)
		require.NoError(tb, err)
		p.objects[kind] = append(p.objects[kind], model.Objects([]model.Record{r})...)
	}
	for _, a := range w.activities {
		a.Project = "P1"
		add(model.KindActivity, a.ID(), a)
	}
	w.start.Milestone, w.finish.Milestone = model.MilestoneStart, model.MilestoneFinish
	for _, m := range []model.Milestone{w.start, w.finish} {
		m.Project = "P1"
		add(model.KindMilestone, m.ID(), m)
	}
	for _, day := range w.cutoffs {
		p.total = append(p.total, model.Point{Period: day})
	}
	calendar := w.calendar
	if calendar == nil {
		calendar = model.DefaultWorkdays()
	}
	made, err := newSchedule(Rules{Zone: chinaZone, Workdays: calendar}, p)
	require.NoError(tb, err)
	return made
}

// at gives the schedule at the end of a day.
func (w plannedWorks) at(tb testing.TB, day model.Period) *ScheduleState {
	tb.Helper()
	var s ProjectState
	w.part(tb).at(day.End(chinaZone), &s)
	require.NotNil(tb, s.Schedule)
	return s.Schedule
}

func plannedOn(day model.Period) model.Milestone { return model.Milestone{Planned: day} }

func problemCodes(s *ScheduleState) []string {
	var all []string
	for _, p := range s.Problems {
		all = append(all, p.Code)
	}
	return all
}

func activityOf(tb testing.TB, s *ScheduleState, number string) ActivityState {
	tb.Helper()
	i := slices.IndexFunc(s.Activities, func(a ActivityState) bool { return a.Activity.Activity == number })
	require.GreaterOrEqual(tb, i, 0, number)
	return s.Activities[i]
}

// BenchmarkSchedule is one project's passes with 20 activities, as an instant
// of its history needs them.
func BenchmarkSchedule(b *testing.B) {
	for name, in := range map[string]bool{"calendar": false, "workdays": true} {
		b.Run(name, func(b *testing.B) {
			w := plannedWorks{start: plannedOn(dayOf(1, 2)), finish: plannedOn(dayOf(12, 1))}
			for i := range 20 {
				a := takes(fmt.Sprint(i), 12)
				a.Workdays = in
				if i > 1 {
					a.Predecessors = []string{fmt.Sprint(i - 1), fmt.Sprint(i - 2)}[i%2:]
				}
				w.activities = append(w.activities, a)
			}
			s, ok := w.part(b).(*schedule)
			require.True(b, ok)
			at := dayOf(6, 1).End(chinaZone)
			for b.Loop() {
				s.work(s.plans[0].value, at)
			}
		})
	}
}
