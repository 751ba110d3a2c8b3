package metric

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/tally"
)

// written gives samples as an exposition has them, sorted.
func written(samples func(Emit)) []string {
	var lines []string
	samples(func(s Sample) {
		pairs := make([]string, len(s.Labels))
		for i, value := range s.Labels {
			pairs[i] = fmt.Sprintf("%s=%q", s.Family.Labels[i], value)
		}
		lines = append(lines, fmt.Sprintf("%s{%s} %v", s.Family.Name, strings.Join(pairs, ","), s.Value))
	})
	slices.Sort(lines)
	return lines
}

func TestSamplesOfARegion(t *testing.T) {
	key := tally.Key{System: model.Reserve, Name: "省重点", Step: model.StepDeclared}
	s := progress.RegionState{
		Region: "410505",
		Pipeline: []progress.PipelineState{
			{
				Key: key, Published: progress.PipelineTotal{Items: progress.Known(21)},
				Counted:  progress.PipelineTotal{Items: progress.Known(2), Yuan: progress.Known(15)},
				Compared: true,
			},
			{Key: tally.Key{System: model.Attracted, Step: model.StepFunds}, Published: progress.PipelineTotal{Yuan: progress.Known(68)}},
		},
		Funnel: []progress.FunnelState{
			{Stage: model.Planned, Industry: "工业", Size: progress.Large, Items: 2, Yuan: progress.Known(4e8)},
			{Stage: model.Signed, Size: progress.UnknownSize, Items: 1},
		},
		Enterprises: []progress.EnterpriseState{
			{Name: "甲", Known: true, Lead: "李某", Figures: []progress.EnterpriseFigure{{Item: "产量", Base: model.Tonnes, Value: 12}}},
			{Name: "乙", Figures: []progress.EnterpriseFigure{{Item: "产值", Base: model.Yuan, Value: 1}}},
		},
		Standings: []progress.StandingState{
			{Subject: "综合", Rank: 4, Regions: progress.Known(9)},
			{Subject: "项目", Rank: 1, Streak: 0},
		},
	}
	require.Equal(t, []string{
		`jindu_enterprise_info{region="410505",enterprise="甲",industry="",lead="李某"} 1`,
		`jindu_enterprise_tonnes{region="410505",enterprise="甲",item="产量"} 12`,
		`jindu_enterprise_yuan{region="410505",enterprise="乙",item="产值"} 1`,
		`jindu_funnel_items{region="410505",stage="planned",industry="工业",size="large"} 2`,
		`jindu_funnel_items{region="410505",stage="signed",industry="",size="unknown"} 1`,
		`jindu_funnel_yuan{region="410505",stage="planned",industry="工业",size="large"} 4e+08`,
		`jindu_pipeline_agrees{region="410505",system="reserve",name="省重点",step="declared",industry=""} 0`,
		`jindu_pipeline_items{region="410505",system="reserve",name="省重点",step="declared",industry="",origin="derived"} 2`,
		`jindu_pipeline_items{region="410505",system="reserve",name="省重点",step="declared",industry="",origin="published"} 21`,
		`jindu_pipeline_yuan{region="410505",system="attraction",name="",step="funds",industry="",origin="published"} 68`,
		`jindu_pipeline_yuan{region="410505",system="reserve",name="省重点",step="declared",industry="",origin="derived"} 15`,
		`jindu_standing_rank{region="410505",subject="综合"} 4`,
		`jindu_standing_rank{region="410505",subject="项目"} 1`,
		`jindu_standing_regions{region="410505",subject="综合"} 9`,
		`jindu_standing_streak_months{region="410505",subject="综合"} 0`,
	}, written(func(emit Emit) { OfRegion(s, emit) }))
}

func TestSamplesOfAProjectsLife(t *testing.T) {
	started := time.Unix(1_569_859_200, 0)
	s := progress.ProjectState{
		Region: "410505", ID: "P1", Programs: []string{"982", "省重点"},
		Life: &progress.LifeState{
			Stage:  model.Production,
			Stages: []progress.StageEntry{{Stage: model.Planned}, {Stage: model.Started, Entered: started, Spent: progress.Known(86400)}},
			Built:  &progress.Building{Seconds: 86400, Months: 9},
		},
	}
	require.Equal(t, []string{
		`jindu_project_program{region="410505",project="P1",program="982"} 1`,
		`jindu_project_program{region="410505",project="P1",program="省重点"} 1`,
		`jindu_project_stage_entered_timestamp_seconds{region="410505",project="P1",stage="started"} 1.5698592e+09`,
		`jindu_project_stage_seconds{region="410505",project="P1",stage="started"} 86400`,
		`jindu_project_start_to_production_calendar_months{region="410505",project="P1"} 9`,
		`jindu_project_start_to_production_seconds{region="410505",project="P1"} 86400`,
	}, written(func(emit Emit) { OfProject(s, emit) }))
}
