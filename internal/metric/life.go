package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	stageEntered = &Family{
		"jindu_project_stage_entered_timestamp_seconds",
		model.Text{ZH: "项目进入该阶段的时间", EN: "First second of a stage that a project came to, the one it is at among them."},
		[]string{"region", "project", "stage"},
	}
	stageSpent = &Family{
		"jindu_project_stage_seconds",
		model.Text{ZH: "项目在该阶段停留的时间（秒）", EN: "How long a project was at a stage until it came to the next one."},
		[]string{"region", "project", "stage"},
	}
	builtSeconds = &Family{
		"jindu_project_start_to_production_seconds",
		model.Text{ZH: "开工到投产的时间（秒）", EN: "Time from a project's start to its production."},
		projectLabels,
	}
	builtMonths = &Family{
		"jindu_project_start_to_production_calendar_months",
		model.Text{ZH: "开工到投产的整月数", EN: "Whole calendar months from a project's start to its production."},
		projectLabels,
	}
	funnelItems = &Family{
		"jindu_funnel_items",
		model.Text{ZH: "各阶段的项目数，按行业和规模", EN: "Projects of a region that stand at a stage, by industry and size."},
		[]string{"region", "stage", "industry", "size"},
	}
	funnelYuan = &Family{
		"jindu_funnel_yuan",
		model.Text{ZH: "各阶段项目的总投资（元），按行业和规模", EN: "Total investment of the projects that stand at a stage, by industry and size."},
		[]string{"region", "stage", "industry", "size"},
	}
)

var (
	lifeFamilies   = []*Family{stageEntered, stageSpent, builtSeconds, builtMonths}
	funnelFamilies = []*Family{funnelItems, funnelYuan}
)

func ofLife(s progress.ProjectState, emit Emit) {
	if s.Life == nil {
		return
	}
	for _, e := range s.Life.Stages {
		if !e.Entered.IsZero() {
			emit.sample(stageEntered, float64(e.Entered.Unix()), s.Region, s.ID, string(e.Stage))
		}
		if e.Spent.Known {
			emit.sample(stageSpent, e.Spent.Value, s.Region, s.ID, string(e.Stage))
		}
	}
	if built := s.Life.Built; built != nil {
		emit.sample(builtSeconds, built.Seconds, s.Region, s.ID)
		emit.sample(builtMonths, float64(built.Months), s.Region, s.ID)
	}
}

func ofFunnel(s progress.RegionState, emit Emit) {
	for _, f := range s.Funnel {
		labels := []string{s.Region, string(f.Stage), f.Industry, string(f.Size)}
		emit.sample(funnelItems, float64(f.Items), labels...)
		if f.Yuan.Known {
			emit.sample(funnelYuan, f.Yuan.Value, labels...)
		}
	}
}
