package progress

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/tally"
)

func replaced(text, from, to string) string { return strings.Replace(text, from, to, 1) }

func TestTheFourSides(t *testing.T) {
	part := sides{shipped(t, "four-sides").Sides}
	projects := []ProjectState{
		{Gap: Known(0.1), Approvals: &ApprovalState{Procedures: []ProcedureState{{Standing: "done"}, {Standing: "overdue"}}}},
		{Gap: Known(0), Obstacles: []ObstacleState{{}}},
		{Gap: Known(-0.1)},
		{}, // Has not reported.
	}
	s := RegionState{Region: "410505", Pipeline: []PipelineState{
		{Key: tally.Key{System: model.Reserve, Step: model.StepAdmitted, Name: "省重点库"}, Published: PipelineTotal{Yuan: Known(5)}, Counted: PipelineTotal{Yuan: Known(4)}},
		{Key: tally.Key{System: model.Reserve, Step: model.StepAdmitted, Name: "省发改委库"}, Counted: PipelineTotal{Yuan: Known(2)}},
		{Key: tally.Key{System: model.Reserve, Step: model.StepAdmitted, Name: "省发改委库", Industry: "工业"}, Counted: PipelineTotal{Yuan: Known(1)}},
		{Key: tally.Key{System: model.Reserve, Step: model.StepDeclared}, Counted: PipelineTotal{Yuan: Known(9)}},
	}}
	part.at(time.Time{}, projects, &s)
	values := map[string]float64{}
	for _, side := range s.Sides {
		values[side.Side.Side] = side.Value
	}
	require.Equal(t, map[string]float64{"reserve": 7, "progress": 0.666666667, "service": 0.75}, values, "nothing was attracted that is known")
}

func TestAPublishedTotalOfAllGoesBeforeTheSum(t *testing.T) {
	named, ok := parseTotal("attraction/signed/items")
	require.True(t, ok)
	s := &RegionState{Pipeline: []PipelineState{
		{Key: tally.Key{System: model.Attracted, Step: model.StepSigned}, Published: PipelineTotal{Items: Known(110)}},
		{Key: tally.Key{System: model.Attracted, Step: model.StepSigned, Name: "一"}, Counted: PipelineTotal{Items: Known(3)}},
	}}
	require.Equal(t, Known(110), pipelineTotal(s, named))
	require.Equal(t, Number{}, pipelineTotal(&RegionState{}, named))
}

func TestSidesAreRankedAmongSisters(t *testing.T) {
	f := byHand(Packs{})
	state := func(region string, value float64) *RegionState {
		return &RegionState{Region: region, Sides: []SideState{{Side: Side{Side: "reserve"}, Value: value}}}
	}
	// Districts of Anyang, two of them equal, and the city itself.
	all := []*RegionState{state("410502", 1), state("410503", 3), state("410505", 3), state("410506", 2), state("410500", 0), {Region: "410522"}}
	f.rankSides(all)
	var ranks []int
	for _, s := range all[:5] {
		ranks = append(ranks, s.Sides[0].Rank)
	}
	require.Equal(t, []int{4, 1, 2, 3, 1}, ranks)
}

func TestADistrictsTaskOfTheMonth(t *testing.T) {
	pack := shipped(t, "sanya-2022")
	// Together 200 a month are due. January 200, February 199, March 201, April 0.
	a, b := tasked("A", 150, 250, 350, 350, -1), tasked("B", 50, 149, 250, 250, 999)
	f := byHand(pack, a, b)
	f.regions = []*region{{code: "410505"}}
	for at, want := range map[time.Time]string{
		endOf(2020, 1, 30): "",
		endOf(2020, 1, 31): "green",
		endOf(2020, 2, 29): "yellow",
		endOf(2020, 3, 31): "green",
		endOf(2020, 4, 30): "yellow",
		endOf(2020, 5, 31): "yellow", // A is late: nothing is said of May yet.
	} {
		projects, regions := f.At(at)
		var colour string
		for _, v := range f.JudgeRegions(projects, nil) {
			colour = v.Colour
		}
		require.Equal(t, want, colour, "%s", at)
		require.Len(t, regions, 1)
		require.Equal(t, f.JudgeRegions(projects, nil), regions[0].Warnings, "the board says the same")
	}
	a.completed[2020] = append(a.completed[2020], model.Point{Period: model.NewDate(2020, 5, 31), Value: 351})
	b.completed[2020][4].Value = 251
	projects, _ := f.At(endOf(2020, 5, 31))
	require.Equal(t, "red", f.JudgeRegions(projects, nil)[0].Colour, "April and May")
}

func TestGrowthAgainstPlanAndTheRegionAbove(t *testing.T) {
	f := byHand(shipped(t, "tianjin-2022"))
	state := func(region string, growth float64) IndicatorState {
		return IndicatorState{
			Indicator: model.Indicator{Code: "fixed_asset_investment"}, Region: region,
			Figures: []Figure{{Measure: model.YTDGrowth, Origin: model.Published, Value: growth}},
		}
	}
	for _, c := range []struct {
		growth, plan, city float64
		want               string
	}{
		{0.08, 0.08, 0.08, "green"},
		{0.08, 0.09, 0.05, "yellow"},
		{0.08, 0.05, 0.09, "yellow"},
		{0, 0.05, 0.01, "undefined"},
		{0, 0, 0, "green"},
		{-0.01, 0.05, -0.02, "red"},
		{-0.01, -0.02, -0.02, "green"}, // Falling as planned is at the plan.
	} {
		value := decimal.NewFromFloat(c.plan)
		district := state("410505", c.growth)
		district.Targets = []TargetState{{Target: model.Target{Measure: model.YTDGrowth, Value: &value}, Goal: c.plan}}
		all := f.JudgeRegions(nil, []IndicatorState{district, state("410500", c.city)})
		require.Len(t, all, 1, "nothing is known to hold the city against")
		require.Equal(t, c.want, all[0].Colour, "%+v", c)
	}
}
