package progress

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

var lifeZone = time.FixedZone("CST", 8*3600)

// lifeSaying is a stage that a project's particulars state from a day on, or a
// milestone's actual date.
type lifeSaying struct {
	day       string
	stage     model.Stage
	milestone string
}

func lifeOf(t require.TestingT, sayings []lifeSaying) *life {
	var records []model.Record
	for i, s := range sayings {
		day, err := model.ParsePeriod(s.day, 0)
		require.NoError(t, err)
		id, kind, from := "P1", model.KindProject, day.Start(lifeZone)
		var body any = map[string]any{"stage": s.stage}
		if s.stage == "" {
			body = map[string]any{"stage": nil}
		}
		if s.milestone != "" {
			id, kind, from = "P1/"+s.milestone, model.KindMilestone, model.Always()
			body = model.Milestone{Project: "P1", Milestone: s.milestone, Actual: day}
		}
		r, err := model.NewRecord(kind, "410505", id, from, body)
		require.NoError(t, err)
		r.Recorded = time.Unix(int64(i), 0)
		records = append(records, r)
	}
	p := &project{id: "P1", objects: map[model.Kind][]model.Object{}}
	for _, o := range model.Objects(records) {
		if o.Kind == model.KindMilestone {
			p.objects[o.Kind] = append(p.objects[o.Kind], o)
			continue
		}
		states, err := fold[model.Project](o)
		require.NoError(t, err)
		p.particular = states
	}
	_, err := newLife(Rules{Zone: lifeZone}, p)
	require.NoError(t, err)
	return p.life
}

// pathOf writes a path as a reader would: planned 2019-01-01, started ….
func pathOf(s *LifeState) []string {
	if s == nil {
		return nil
	}
	var path []string
	for _, e := range s.Stages {
		path = append(path, string(e.Stage)+" "+e.Entered.In(lifeZone).Format(time.DateOnly))
	}
	return path
}

func TestStagesReached(t *testing.T) {
	for name, c := range map[string]struct {
		said []lifeSaying
		at   string // 2020-12-31 where empty.
		want []string
	}{
		"one after another": {
			said: []lifeSaying{{"2019-10-01", model.Started, ""}, {"2020-01-01", model.Building, ""}, {"2020-07-01", model.Production, ""}},
			want: []string{"started 2019-10-01", "building 2020-01-01", "production 2020-07-01"},
		},
		"nothing that comes later": {
			said: []lifeSaying{{"2019-10-01", model.Started, ""}, {"2020-07-01", model.Production, ""}},
			at:   "2020-06-30",
			want: []string{"started 2019-10-01"},
		},
		"from the day's first second": {
			said: []lifeSaying{{"2020-07-01", "", model.MilestoneProduction}},
			at:   "2020-07-01",
			want: []string{"production 2020-07-01"},
		},
		"said again each month": {
			said: []lifeSaying{{"2020-03-01", model.Building, ""}, {"2020-04-01", model.Building, ""}},
			want: []string{"building 2020-03-01"},
		},
		"a correction back: the later stages were never reached": {
			said: []lifeSaying{{"2020-01-01", model.Started, ""}, {"2020-03-01", model.Completed, ""}, {"2020-04-01", model.Started, ""}},
			want: []string{"started 2020-01-01"},
		},
		"a correction back to a stage that was skipped": {
			said: []lifeSaying{{"2020-01-01", model.Started, ""}, {"2020-03-01", model.Completed, ""}, {"2020-04-01", model.Building, ""}},
			want: []string{"started 2020-01-01", "building 2020-04-01"},
		},
		"before the correction it was as it was said then": {
			said: []lifeSaying{{"2020-01-01", model.Started, ""}, {"2020-03-01", model.Completed, ""}, {"2020-04-01", model.Started, ""}},
			at:   "2020-03-31",
			want: []string{"started 2020-01-01", "completed 2020-03-01"},
		},
		"forward again after a correction": {
			said: []lifeSaying{
				{"2020-01-01", model.Started, ""},
				{"2020-03-01", model.Completed, ""},
				{"2020-04-01", model.Started, ""},
				{"2020-06-01", model.Completed, ""},
			},
			want: []string{"started 2020-01-01", "completed 2020-06-01"},
		},
		"a milestone where the stage says nothing": {
			said: []lifeSaying{{"2020-01-01", model.Building, ""}, {"2020-07-01", "", model.MilestoneProduction}, {"2019-10-01", "", model.MilestoneStart}},
			want: []string{"started 2019-10-01", "building 2020-01-01", "production 2020-07-01"},
		},
		"both say it: the earlier day": {
			said: []lifeSaying{{"2019-10-01", "", model.MilestoneStart}, {"2019-10-31", model.Started, ""}},
			want: []string{"started 2019-10-01"},
		},
		"a report behind the facts": {
			said: []lifeSaying{{"2020-01-01", model.Started, ""}, {"2020-07-01", "", model.MilestoneProduction}, {"2020-07-31", model.Building, ""}},
			want: []string{"started 2020-01-01", "production 2020-07-01"},
		},
		"a correction overrules a milestone before it, not one after": {
			said: []lifeSaying{
				{"2020-01-01", model.Started, ""},
				{"2020-03-01", model.Completed, ""},
				{"2020-02-28", "", model.MilestoneFinish},
				{"2020-04-01", model.Building, ""},
				{"2020-07-01", "", model.MilestoneProduction},
			},
			want: []string{"started 2020-01-01", "building 2020-04-01", "production 2020-07-01"},
		},
		"cleared: what was stated is taken back, milestones stay": {
			said: []lifeSaying{{"2020-01-01", model.Completed, ""}, {"2020-02-01", "", model.MilestoneStart}, {"2020-03-01", "", ""}},
			want: []string{"started 2020-02-01"},
		},
		"cleared and said anew": {
			said: []lifeSaying{{"2020-01-01", model.Completed, ""}, {"2020-03-01", "", ""}, {"2020-04-01", model.Planned, ""}},
			want: []string{"planned 2020-04-01"},
		},
		"another milestone is no stage": {
			said: []lifeSaying{{"2020-01-01", model.Planned, ""}, {"2020-02-01", "", "封顶"}},
			want: []string{"planned 2020-01-01"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			at := c.at
			if at == "" {
				at = "2020-12-31"
			}
			day, err := model.ParsePeriod(at, 0)
			require.NoError(t, err)
			require.Equal(t, c.want, pathOf(lifeOf(t, c.said).state(day.Start(lifeZone))))
		})
	}
}

func TestTimeFromStartToProduction(t *testing.T) {
	l := lifeOf(t, []lifeSaying{{"2019-10-01", model.Started, ""}, {"2020-01-01", model.Building, ""}, {"2020-07-01", model.Production, ""}})
	produces := time.Date(2020, 7, 1, 0, 0, 0, 0, lifeZone)
	require.Nil(t, l.state(produces.Add(-time.Second)).Built)
	s := l.state(produces)
	require.Equal(t, &Building{Seconds: 274 * 86400, Months: 9}, s.Built)
	require.Equal(t, Known(92*86400), s.Stages[0].Spent)
	require.Equal(t, Known(182*86400), s.Stages[1].Spent)
	require.False(t, s.Stages[2].Spent.Known, "it is still there")

	skipped := lifeOf(t, []lifeSaying{{"2020-01-01", model.Building, ""}, {"2020-07-01", model.Production, ""}})
	require.Nil(t, skipped.state(produces).Built, "a start that nobody told has no day")
}

func TestAStageWithoutADayIsReachedAtNoneKnown(t *testing.T) {
	l := lifeOf(t, []lifeSaying{{"1900-01-01", model.Planned, ""}, {"2020-07-01", model.Started, ""}})
	l.stated[0].from = model.Always()
	s := l.state(time.Date(2020, 7, 1, 0, 0, 0, 0, lifeZone))
	require.Equal(t, model.Started, s.Stage)
	require.True(t, s.Stages[0].Entered.IsZero())
	require.False(t, s.Stages[0].Spent.Known)
}

// Whatever is said in whatever order, a path goes through the stages and
// through time in one direction, and changes only at the instants it names.
func TestAPathGoesForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := model.NewDate(2020, 1, 1)
		var sayings []lifeSaying
		for range rapid.IntRange(1, 12).Draw(t, "sayings") {
			s := lifeSaying{day: first.Add(rapid.IntRange(0, 40).Draw(t, "day")).String()}
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				s.milestone = rapid.SampledFrom([]string{model.MilestoneStart, model.MilestoneFinish, model.MilestoneProduction, "封顶"}).Draw(t, "milestone")
			case 1:
				s.stage = rapid.SampledFrom(append(model.Stages(), "")).Draw(t, "stage")
			case 2:
				s.stage = rapid.SampledFrom(model.Stages()).Draw(t, "stage")
			}
			sayings = append(sayings, s)
		}
		l := lifeOf(t, sayings)
		if l == nil {
			return
		}
		changes := InOrder(l.changes())
		var before *LifeState
		for hour := range 45 * 24 {
			at := first.Start(lifeZone).Add(time.Duration(hour) * time.Hour)
			s := l.state(at)
			for i := 1; s != nil && i < len(s.Stages); i++ {
				require.Less(t, order(s.Stages[i-1].Stage), order(s.Stages[i].Stage))
				require.False(t, s.Stages[i].Entered.Before(s.Stages[i-1].Entered))
				require.False(t, s.Stages[i].Entered.After(at))
			}
			if len(between(changes, at, at)) == 0 {
				require.Equal(t, before, s, "changes between the instants")
			}
			before = s
		}
	})
}
