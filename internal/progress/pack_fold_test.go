package progress

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// byHand is a portfolio of one region without a ledger.
func byHand(packs Packs, projects ...*project) *Portfolio {
	rules := Rules{Catalog: model.DefaultCatalog(), Packs: packs, Zone: shanghai}
	return &Portfolio{rules: rules, memo: &memo{}, projects: projects}
}

// tasked is a project that should do 1200 in 2020, and did so much by the end
// of each month; a month below 0 has no report.
func tasked(id string, months ...float64) *project {
	value := decimal.NewFromInt(1200)
	p := &project{region: "410505", id: id, completed: map[int][]model.Point{}}
	p.targets = []yearTarget{{2020, []dated[goal]{{endOf(2019, 12, 31), goalOf(&value)}}}}
	for i, done := range months {
		if done >= 0 {
			month := model.NewMonth(2020, time.Month(i+1))
			p.completed[2020] = append(p.completed[2020], model.Point{Period: model.NewDay(month.End(shanghai)), Value: done})
		}
	}
	return p
}

// goalOf is a linear target of 2020.
func goalOf(value *decimal.Decimal) goal {
	curve, plan := newPlanner(Rules{Catalog: model.DefaultCatalog(), Zone: shanghai}).plan(model.Curve{}, 2020)
	return goal{model.Target{Year: 2020, Value: value}, curve, plan}
}

// openObstacle is a part: one obstacle that is open for some time.
type openObstacle struct{ from, to time.Time }

func (o openObstacle) at(t time.Time, s *ProjectState) {
	if !t.Before(o.from) {
		s.Obstacles = append(s.Obstacles, ObstacleState{Open: t.Before(o.to)})
	}
}

func (o openObstacle) changes() []time.Time { return []time.Time{o.from, o.to} }

// said is what a pack says of a project in one word for each part.
type said struct {
	colour string
	streak int
	held   bool
}

func sayOf(t *testing.T, f *Portfolio, pack string, at time.Time) said {
	t.Helper()
	projects, _ := f.At(at)
	require.NotEmpty(t, projects)
	v, _ := projects[0].Verdict(pack)
	return said{v.Colour, v.Streak, v.Held}
}

func TestMonthsRunning(t *testing.T) {
	// Gaps in points: −8.3, −16.7, −25, none, −33.3, −8.3, and no more.
	f := byHand(shipped(t, "yinchuan-2025"), tasked("P1", 0, 0, 0, -1, 100, 500))
	for _, c := range []struct {
		at   time.Time
		want said
		step string
	}{
		{endOf(2020, 1, 30), said{}, ""},
		{endOf(2020, 1, 31), said{"undefined", 1, false}, ""},
		{endOf(2020, 2, 29), said{"yellow", 1, false}, "a talk"},
		{endOf(2020, 3, 31), said{"yellow", 2, false}, "the deputy mayor"},
		{endOf(2020, 5, 30), said{"yellow", 2, false}, "the deputy mayor"}, // Late: held, and no month more.
		{endOf(2020, 5, 31), said{"red", 1, false}, "the deputy mayor"},    // Four months of yellow or worse.
		{endOf(2020, 6, 30), said{"undefined", 6, false}, ""},
		{endOf(2020, 12, 31), said{"undefined", 6, false}, ""},
		{endOf(2021, 1, 1), said{}, ""},
	} {
		require.Equal(t, c.want, sayOfAny(f, c.at), "%s", c.at)
		if projects, _ := f.At(c.at); len(projects) > 0 && len(projects[0].Verdicts) > 0 {
			var step Escalation
			if reached := projects[0].Verdicts[0].Escalation; reached != nil {
				step = *reached
			}
			require.Equal(t, c.step, step.Means.EN, "%s", c.at)
		}
	}
}

// sayOfAny is what the first pack says of the first project, if there is any.
func sayOfAny(f *Portfolio, at time.Time) said {
	projects, _ := f.At(at)
	if len(projects) == 0 || len(projects[0].Verdicts) == 0 {
		return said{}
	}
	v := projects[0].Verdicts[0]
	return said{v.Colour, v.Streak, v.Held}
}

func TestRedHoldsUntilClosed(t *testing.T) {
	p := tasked("P1", 100, 200, 0, 400, 500, -1, 700) // March is 25 points behind, the others at pace.
	p.completed[2020][2].Value = -80                  // Now it is more than 30 behind.
	p.judged = []part{openObstacle{endOf(2020, 3, 10), endOf(2020, 5, 20)}}
	f := byHand(shipped(t, "yinchuan-2025"), p)
	for _, c := range []struct {
		at   time.Time
		want said
	}{
		{endOf(2020, 2, 29), said{"green", 2, false}},
		{endOf(2020, 3, 31), said{"red", 1, false}},
		{endOf(2020, 4, 30), said{"red", 2, true}}, // At pace again, but the obstacle is open.
		{endOf(2020, 5, 19), said{"red", 2, true}},
		{endOf(2020, 5, 20), said{"green", 4, false}}, // Closed: 销号.
		{endOf(2020, 6, 30), said{"green", 5, false}},
	} {
		require.Equal(t, c.want, sayOf(t, f, "yinchuan-2025", c.at), "%s", c.at)
	}
	p.judged = []part{openObstacle{endOf(2020, 4, 10), endOf(2020, 4, 20)}}
	f = byHand(shipped(t, "yinchuan-2025"), p)
	require.Equal(t, said{"red", 1, false}, sayOf(t, f, "yinchuan-2025", endOf(2020, 4, 21)),
		"closing what was open takes no red away without a later report")
	require.Equal(t, said{"green", 4, false}, sayOf(t, f, "yinchuan-2025", endOf(2020, 4, 30)))
}

// What only a target that was lowered makes better is not a later report.
func TestALoweredTargetDoesNotEndRed(t *testing.T) {
	p, lower := tasked("P1", -1, 0, 0, 0, 250), decimal.NewFromInt(1)
	p.targets[0].states = append(p.targets[0].states, dated[goal]{endOf(2020, 4, 30).AddDate(0, 0, 10), goalOf(&lower)})
	p.completed[2020][2].Value = 10 // By April 10 of 1200, and then of 1.
	f := byHand(shipped(t, "yinchuan-2025"), p)
	require.Equal(t, said{"red", 1, false}, sayOf(t, f, "yinchuan-2025", endOf(2020, 4, 30)))
	require.Equal(t, said{"red", 1, true}, sayOf(t, f, "yinchuan-2025", endOf(2020, 5, 15)))
	require.Equal(t, "green", sayOf(t, f, "yinchuan-2025", endOf(2020, 5, 31)).colour)
}

// Points forgive little early in a year and ratios much, and late in it the
// other way round.
func TestPointsAndRatiosDifferOverAYear(t *testing.T) {
	packs := Packs{Colours: []Pack{colourPack(t, "default"), colourPack(t, "sanya-2022"), colourPack(t, "wuhan")}}
	// 3 % done at the end of January is 5.3 points behind, and 36 % of what was
	// due; 79.3 % at the end of November 12.3 points, and 86.5 %.
	f := byHand(packs, tasked("P1", 36, -1, -1, -1, -1, -1, -1, -1, -1, -1, 952))
	for _, c := range []struct {
		at                   time.Time
		points, sanya, wuhan string
	}{
		{endOf(2020, 1, 31), "yellow", "red", "red"},
		{endOf(2020, 11, 30), "red", "yellow", "undefined"},
	} {
		require.Equal(t, c.points, sayOf(t, f, "default", c.at).colour)
		require.Equal(t, c.sanya, sayOf(t, f, "sanya-2022", c.at).colour)
		require.Equal(t, c.wuhan, sayOf(t, f, "wuhan", c.at).colour)
	}
}

func TestAStartThatIsMissed(t *testing.T) {
	start := model.Milestone{Milestone: model.MilestoneStart, Planned: model.NewDate(2020, 4, 15), Actual: model.NewDate(2020, 7, 10)}
	p := &project{
		region: "410505", id: "P1", start: startPlan{{model.Always(), start}},
		particular: []dated[model.Project]{{model.Always(), model.Project{Name: "一"}}},
	}
	f := byHand(shipped(t, "yinchuan-2025"), p)
	second := time.Second
	for at, want := range map[time.Time]said{
		endOf(2020, 4, 15):             {"green", 4, false},
		endOf(2020, 4, 30):             {"green", 4, false}, // The planned month is not over.
		endOf(2020, 4, 30).Add(second): {"yellow", 1, false},
		endOf(2020, 6, 30):             {"yellow", 2, false},
		endOf(2020, 6, 30).Add(second): {"red", 1, false}, // April, May, June.
		endOf(2020, 7, 9):              {"red", 1, false},
		endOf(2020, 7, 9).Add(second):  {"green", 7, false}, // It has begun.
	} {
		require.Equal(t, want, sayOf(t, f, "yinchuan-2025", at), "%s", at)
	}
	p.start[0].value.Actual = model.Period{}
	f = byHand(shipped(t, "yinchuan-2025"), p)
	require.Equal(t, "red", sayOf(t, f, "yinchuan-2025", endOf(2021, 12, 31)).colour)
	require.Equal(t, said{}, sayOf(t, f, "yinchuan-2025", endOf(2021, 12, 31).Add(second)), "nobody waits any more")
	p.particular[0].value.Stage = model.Building
	f = byHand(shipped(t, "yinchuan-2025"), p)
	require.Equal(t, "green", sayOf(t, f, "yinchuan-2025", endOf(2020, 8, 1)).colour, "its stage says that it has begun")
}

// The worst subject is the colour, of those that count.
func TestTheWorstSubjectIsTheColour(t *testing.T) {
	p := tasked("P1", 100)
	p.start = startPlan{{model.Always(), model.Milestone{Milestone: model.MilestoneStart, Planned: model.NewDate(2019, 12, 1)}}}
	pack := colourPack(t, "yinchuan-2025")
	f := byHand(Packs{Colours: []Pack{pack}}, p)
	require.Equal(t, "yellow", sayOf(t, f, pack.Name, endOf(2020, 1, 31)).colour, "started late, though at pace")
	projects, _ := f.At(endOf(2020, 1, 31))
	require.Len(t, projects[0].Verdicts[0].Subjects, 2, "each subject's own is kept")
	pack.Counts = []Subject{OfProgress}
	f = byHand(Packs{Colours: []Pack{pack}}, p)
	require.Equal(t, "green", sayOf(t, f, pack.Name, endOf(2020, 1, 31)).colour)
}

func TestTheWorstProcedureIsTheColour(t *testing.T) {
	pack := colourPack(t, "approvals")
	rule, _ := pack.Rule(OfApprovals)
	for want, states := range map[string][]string{
		"":          {},
		"undefined": {"open", "done_late"},
		"yellow":    {"open", "near_due"},
		"red":       {"near_due", "overdue", "done"},
	} {
		s := &ProjectState{Approvals: &ApprovalState{}}
		for _, state := range states {
			s.Approvals.Procedures = append(s.Approvals.Procedures, ProcedureState{Standing: ApprovalStanding(state)})
		}
		colour, _ := pack.worstApproval(rule, s)
		require.Equal(t, want, colour)
	}
}

// 600 granted on 1 January with six months to use it: after half of the window
// 300 is expected.
func TestFundsAgainstTheirWindow(t *testing.T) {
	amount := decimal.NewFromInt(600)
	p := tasked("P1", -1, -1, 300, 300, -1, 400, 500)
	p.grants = grants{{{model.Always(), model.Grant{Granted: model.NewDate(2020, 1, 1), Amount: &amount}}}}
	f := byHand(shipped(t, "tianjin-2022"), p)
	for at, want := range map[time.Time]float64{
		endOf(2020, 3, 31): 300 / (600 * 91.0 / 182) * 100, // 100 %: green.
		endOf(2020, 4, 30): 300 / (600 * 121.0 / 182) * 100,
		endOf(2020, 6, 30): 400.0 / 600 * 100,
		endOf(2020, 7, 31): 500.0 / 600 * 100, // The window is over; all is expected.
	} {
		projects, _ := f.At(at)
		one, ok := projects[0].Verdicts[0].Subject(OfFunds)
		require.True(t, ok)
		require.InDelta(t, want, one.Value.Value, 1e-9, "%s", at)
	}
	require.Equal(t, "green", sayOf(t, f, "tianjin-2022", endOf(2020, 3, 31)).colour)
	require.Equal(t, "yellow", sayOf(t, f, "tianjin-2022", endOf(2020, 4, 30)).colour)
	require.Equal(t, "red", sayOf(t, f, "tianjin-2022", endOf(2020, 6, 30)).colour)
}
