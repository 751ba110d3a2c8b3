package progress

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func scorePack(t testing.TB, text string) Packs {
	t.Helper()
	var packs Packs
	require.NoError(t, packs.Add([]byte(text)))
	return packs
}

// A new start of 2,000 million yuan that has done 96 % of its year gets 5 + 57.6
// + 15 points, one that goes on and has no size 2 + 60 × 1.2, capped at 60.
func TestPointsOfYanan2017(t *testing.T) {
	pack := &shipped(t, "yanan-2017").Scores[0]
	s := &ProjectState{Project: model.Project{Nature: "新开工"}, Total: Known(2e9), Completion: Known(0.96)}
	score, ok := pack.score(s)
	require.True(t, ok)
	require.InDelta(t, 77.6, score.Points, 1e-9)
	require.Equal(t, []PartPoints{{ForStarts, 5}, {ForProgress, 57.6}, {ForSize, 15}}, score.Parts)

	score, ok = pack.score(&ProjectState{Project: model.Project{Nature: "续建"}, Completion: Known(1.2)})
	require.True(t, ok)
	require.InDelta(t, 62, score.Points, 1e-9)

	for yuan, want := range map[float64]float64{0: 3, 99999999: 3, 1e8: 5, 5e8: 10, 1e9: 15, 4.99e9: 15, 5e9: 20, 1e12: 20} {
		require.Equal(t, Known(want), pack.Parts[2].ofSize(Known(yuan)), "%v", yuan)
	}
	_, ok = pack.score(s.without())
	require.False(t, ok, "no report has no score")
}

// without is the state without a report.
func (s ProjectState) without() *ProjectState {
	s.Completion = Number{}
	return &s
}

func TestWhatIsLeftOutMakesTheOthersWeighMore(t *testing.T) {
	pack := &scorePack(t, `
kind: score
name: s
at: own_cutoff
within: region
parts:
  - {part: progress, measure: pace, weight: 50, cap: 60, unknown: zero}
  - {part: milestones, weight: 20, cap: 20, unknown: left_out}
  - {part: visits, weight: 20, cap: 20, unknown: left_out}
`).Scores[0]
	s := &ProjectState{Completion: Known(0.55), Pace: Known(0.5)}
	score, _ := pack.score(s)
	require.InDelta(t, 55*100.0/60, score.Points, 1e-9, "the caps are 100, and 60 of them are known")
	s.Visits = &VisitState{Mark: Known(90)}
	score, _ = pack.score(s)
	require.InDelta(t, (55+18)*100.0/80, score.Points, 1e-9)
	s.Milestones = []MilestoneState{{Overdue: true}, {Actual: endOf(2020, 1, 1)}, {}, {Overdue: true}}
	score, _ = pack.score(s)
	require.InDelta(t, 55+18+20.0/3, score.Points, 1e-8, "one of three that should have come")
	s.Completion = Known(3)
	score, _ = pack.score(s)
	require.InDelta(t, 60+18+20.0/3, score.Points, 1e-8, "capped")
	score, _ = pack.score(&ProjectState{Visits: s.Visits})
	require.InDelta(t, 18*100.0/80, score.Points, 1e-9, "an unknown progress counts as none here")
	_, ok := pack.score(&ProjectState{})
	require.False(t, ok, "nothing is known")
}

func TestSharesInTime(t *testing.T) {
	s := &ProjectState{
		Approvals: &ApprovalState{Procedures: []ProcedureState{{Standing: "open"}, {Standing: "done"}, {Standing: "overdue"}, {Standing: "done_late"}}},
		Obstacles: []ObstacleState{{Open: true}, {Open: true, Overdue: true}, {}},
		Report:    &Report{Late: true},
	}
	require.Equal(t, Known(0.5), approvalsInTime(s))
	require.InDelta(t, 2.0/3, obstaclesInTime(s).Value, 1e-12)
	require.Equal(t, Known(0), reportsInTime(s))
	none := &ProjectState{Report: &Report{}}
	require.Equal(t, Known(1), reportsInTime(none))
	for _, n := range []Number{approvalsInTime(none), obstaclesInTime(none), milestonesInTime(none), visitMark(none)} {
		require.False(t, n.Known, "nothing to take a share of")
	}
}

const twoCutoffs = `
kind: score
name: s
at: own_cutoff
within: region
parts:
  - {part: progress, measure: pace, weight: 100, cap: 200, unknown: zero}
`

// A reports July, B is late with it. By own cut-offs B stands first, for 48 % in
// June is more of the pace than 55 % in July; at the common one, June's, A does.
func TestReportingInTimeCostsARankUnlessTheCutoffIsCommon(t *testing.T) {
	a, b := tasked("A", -1, -1, -1, -1, -1, 600, 660), tasked("B", -1, -1, -1, -1, -1, 576)
	rankOf := func(text string) map[string]int {
		projects, _ := byHand(scorePack(t, text), a, b).At(endOf(2020, 8, 10))
		ranks := map[string]int{}
		for _, p := range projects {
			ranks[p.ID] = p.Scores[0].Rank
		}
		return ranks
	}
	require.Equal(t, map[string]int{"A": 2, "B": 1}, rankOf(twoCutoffs))
	common := "at: common_cutoff"
	require.Equal(t, map[string]int{"A": 1, "B": 2}, rankOf(replaced(twoCutoffs, "at: own_cutoff", common)))
	require.Equal(t, map[string]int{"A": 2, "B": 1}, rankOf(replaced(twoCutoffs, "at: own_cutoff", common+"\nquorum: 50")),
		"half of them have reported July")
}

func TestTheCommonCutoff(t *testing.T) {
	states := []*ProjectState{
		{Year: 2020, Cutoff: endOf(2020, 7, 31)}, {Year: 2020, Cutoff: endOf(2020, 7, 15)}, {Year: 2020, Cutoff: endOf(2020, 5, 31)}, {},
	}
	for quorum, want := range map[float64]int{100: 5, 67: 5, 66: 6, 34: 6, 33: 7, 1: 7} {
		at, ok := commonCutoff(states, quorum, shanghai)
		require.True(t, ok)
		require.Equal(t, want, int(at.Month()), "quorum %v", quorum)
	}
	_, ok := commonCutoff(states[3:], 100, shanghai)
	require.False(t, ok)
	_, ok = commonCutoff([]*ProjectState{{Year: 2020, Cutoff: endOf(2020, 1, 15)}}, 100, shanghai)
	require.False(t, ok, "no month of the year is over")
}

func TestTiesAndGroups(t *testing.T) {
	pack := `
kind: score
name: s
at: own_cutoff
within: category
ties: [target, total]
parts:
  - {part: reporting, weight: 10, cap: 10, unknown: zero}
  - {part: starts, by_nature: {新开工: 5}, cap: 5, unknown: zero}
`
	f := byHand(scorePack(t, pack))
	add := func(id, category string, target int64, total *decimal.Decimal) {
		p := tasked(id, 100)
		value := decimal.NewFromInt(target)
		p.targets[0].states[0].value.Value = &value
		p.particular = []dated[model.Project]{{model.Always(), model.Project{Nature: "新开工", Category: category, TotalInvestment: total}}}
		f.projects = append(f.projects, p)
	}
	large, small := decimal.NewFromInt(9), decimal.NewFromInt(1)
	add("A", "工业", 1200, nil)
	add("B", "工业", 1200, &small)
	add("C", "工业", 1200, &large)
	add("D", "工业", 1300, nil)
	add("E", "民生", 1, nil)
	add("F", "民生", 1, nil)
	projects, _ := f.At(endOf(2020, 1, 31))
	ranks := map[string]int{}
	for _, p := range projects {
		ranks[p.ID] = p.Scores[0].Rank
	}
	require.Equal(t, map[string]int{"D": 1, "C": 2, "B": 3, "A": 4, "E": 1, "F": 2}, ranks)
}

func TestChangeOfRankAndOfPoints(t *testing.T) {
	f := byHand(scorePack(t, twoCutoffs), tasked("A", 100, 150), tasked("B", 90, 220), tasked("C", -1, 10))
	projects, _ := f.At(endOf(2020, 4, 10)) // Weeks later: the change is February's still.
	a, b, c := projects[0].Scores[0], projects[1].Scores[0], projects[2].Scores[0]
	require.Equal(t, []int{2, 1, 3}, []int{a.Rank, b.Rank, c.Rank})
	require.Equal(t, []Number{Known(-1), Known(1), {}}, []Number{a.RankChange, b.RankChange, c.RankChange})
	require.InDelta(t, 75-100, a.PointsChange.Value, 1e-9)
	require.InDelta(t, 110-90, b.PointsChange.Value, 1e-9)
	require.False(t, c.PointsChange.Known, "it had no points before")
}
