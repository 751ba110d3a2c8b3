package progress_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// A stated fact is given by itself, so that facts can be put in any order.
type stated struct {
	observation *model.Observation
	record      *model.Record
}

func recordOf(t require.TestingT, region string, kind model.Kind, id string, from time.Time, body any) stated {
	r, err := model.NewRecord(kind, region, id, from, body)
	require.NoError(t, err)
	return stated{record: &r}
}

// anyFacts draws what offices of two regions may report.
func anyFacts(rt *rapid.T) []stated {
	seen, facts := map[string]bool{}, []stated(nil)
	for range rapid.IntRange(1, 25).Draw(rt, "facts") {
		region := rapid.SampledFrom([]string{"410505", "410506"}).Draw(rt, "region")
		project := fmt.Sprint("P", rapid.IntRange(1, 4).Draw(rt, "project"))
		day := model.NewDate(2019, 10, 1).Add(rapid.IntRange(0, 460).Draw(rt, "day"))
		kind := rapid.SampledFrom([]int{0, 1, 1, 3, 4, 5}).Draw(rt, "kind")
		key := fmt.Sprint(region, project, kind, day)
		if seen[key] {
			continue // Of two statements in one submission neither is the later.
		}
		seen[key] = true
		amount := decimal.NewFromInt(int64(rapid.IntRange(0, 12).Draw(rt, "amount")))
		switch kind {
		case 0:
			if seen[fmt.Sprint(region, project, day.Year())] {
				continue
			}
			seen[fmt.Sprint(region, project, day.Year())] = true
			target := model.Target{Project: project, Year: day.Year(), Base: model.Yuan, Value: &amount}
			facts = append(facts, recordOf(rt, region, model.KindTarget, target.ID(), officetest.Date(day.Year(), 1, 1), target))
		case 1:
			series := model.CompletedSeries(region, project, day.Year())
			facts = append(facts, stated{observation: &model.Observation{Series: &series, Period: day, Value: amount.InexactFloat64()}})
		case 3:
			nature := rapid.SampledFrom([]string{"新开工", "续建", ""}).Draw(rt, "nature")
			facts = append(facts, recordOf(rt, region, model.KindProject, project, day.Start(officetest.Zone),
				model.Project{Name: "一", Nature: nature, Category: nature, TotalInvestment: &amount}))
		case 4:
			visit := model.Visit{Project: project, Date: day, Judge: "甲", Mark: &amount}
			facts = append(facts, recordOf(rt, region, model.KindVisit, visit.ID(), model.Always(), visit))
		case 5:
			if seen[region+project+"start"] {
				continue
			}
			seen[region+project+"start"] = true
			start := model.Milestone{Project: project, Milestone: model.MilestoneStart, Planned: day, Actual: day.Add(100)}
			facts = append(facts, recordOf(rt, region, model.KindMilestone, start.ID(), model.Always(), start))
		}
	}
	return facts
}

// loaded is the portfolio of facts that came in one submission.
func loaded(t *testing.T, facts []stated) *progress.Portfolio {
	t.Helper()
	o := newOffice(t)
	o.Now = officetest.Date(2021, 6, 1)
	var s model.Submission
	for _, one := range facts {
		if one.observation != nil {
			s.Observations = append(s.Observations, *one.observation)
		} else {
			s.Records = append(s.Records, *one.record)
		}
	}
	o.Commit(s)
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer view.Close() //nolint:errcheck // Nothing was written.
	portfolio, err := progress.LoadPortfolio(t.Context(), view, officetest.AllPacks(t))
	require.NoError(t, err)
	return portfolio
}

// places are the ranks of one pack in one group.
type contest struct{ pack, region, group string }

// ranksOf gives the ranks of each contest.
func ranksOf(projects []progress.ProjectState) map[contest][]int {
	all := map[contest][]int{}
	for _, p := range projects {
		for _, v := range p.Verdicts {
			if v.Rank > 0 {
				key := contest{v.Pack.Name, p.Region, ""}
				all[key] = append(all[key], v.Rank)
			}
		}
		for _, s := range p.Scores {
			key := contest{s.Pack.Name, p.Region, s.Group}
			all[key] = append(all[key], s.Rank)
		}
	}
	return all
}

func anyInstant(rt *rapid.T) time.Time {
	return officetest.Date(2019, 12, 1).AddDate(0, 0, rapid.IntRange(0, 500).Draw(rt, "at")).
		Add(time.Duration(rapid.SampledFrom([]int{0, 1, 43200, 86399}).Draw(rt, "second")) * time.Second)
}

// Ranks are 1 to n in every group, the same whatever the order of the input,
// and at each instant the same whether it is looked at by itself or reached
// through history.
func TestRanksArePermutationsAndStable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		facts, at := anyFacts(rt), anyInstant(rt)
		portfolio := loaded(t, facts)
		projects, regions := portfolio.At(at)
		for key, ranks := range ranksOf(projects) {
			want := make([]int, len(ranks))
			for i := range want {
				want[i] = i + 1
			}
			require.ElementsMatch(rt, want, ranks, "%v", key)
		}

		shuffled := append([]stated{}, facts...)
		rand.Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		others, otherRegions := loaded(t, shuffled).At(at)
		require.Equal(rt, projects, others)
		require.Equal(rt, regions, otherRegions)

		held, areas := map[string]progress.ProjectState{}, map[string]progress.RegionState{}
		for change := range portfolio.History() {
			switch {
			case change.At.After(at):
			case change.Area != nil:
				areas[change.Region] = *change.Area
			case change.Project == nil:
				delete(held, change.Region+change.ID)
			default:
				held[change.Region+change.ID] = *change.Project
			}
		}
		require.Len(rt, held, len(projects))
		for _, p := range projects {
			require.Equal(rt, p, held[p.Region+p.ID])
		}
		for _, r := range regions {
			if area, ok := areas[r.Region]; ok || len(r.Sides) > 0 {
				require.Equal(rt, r.Sides, area.Sides)
			}
		}
	})
}

// What changed is what is now less what was at the end of the month before the
// latest report's; where nobody came or went, places won are places lost.
func TestChangesAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		portfolio, at := loaded(t, anyFacts(rt)), anyInstant(rt)
		projects, _ := portfolio.At(at)
		latest := map[string]time.Time{}
		for _, p := range projects {
			if p.Cutoff.After(latest[p.Region]) {
				latest[p.Region] = p.Cutoff
			}
		}
		sums, counted := map[contest]float64{}, map[contest]int{}
		for region, cutoff := range latest {
			before := map[string]progress.ProjectState{}
			if !cutoff.IsZero() {
				then, _ := portfolio.At(model.PeriodOf(model.Monthly, cutoff).Add(-1).End(officetest.Zone))
				for _, p := range then {
					before[p.Region+p.ID] = p
				}
			}
			for _, p := range projects {
				if p.Region != region {
					continue
				}
				was := before[p.Region+p.ID]
				for _, v := range p.Verdicts {
					then, _ := was.Verdict(v.Pack.Name)
					require.Equal(rt, v.Rank > 0 && then.Rank > 0, v.RankChange.Known)
					if v.RankChange.Known {
						require.Equal(rt, float64(then.Rank-v.Rank), v.RankChange.Value)
						key := contest{v.Pack.Name, region, ""}
						sums[key], counted[key] = sums[key]+v.RankChange.Value, counted[key]+1
					}
				}
				for _, s := range p.Scores {
					then, ok := was.Score(s.Pack.Name)
					require.Equal(rt, ok, s.PointsChange.Known)
					if ok {
						require.InDelta(rt, s.Points-then.Points, s.PointsChange.Value, 1e-9)
						require.Equal(rt, float64(then.Rank-s.Rank), s.RankChange.Value)
					}
				}
			}
			for key, ranks := range ranksOf(projects) {
				if counted[key] == len(ranks) && counted[key] == len(ranksOf(values(before))[key]) {
					require.Zero(rt, sums[key], "%v", key)
				}
			}
		}
	})
}

func values(states map[string]progress.ProjectState) []progress.ProjectState {
	var all []progress.ProjectState
	for _, s := range states {
		all = append(all, s)
	}
	return all
}
