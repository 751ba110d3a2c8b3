package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	pipelineLabels = []string{"region", "system", "name", "step", "industry", "origin"}

	pipelineItems = &Family{
		model.MetricPipelineItems,
		model.Text{ZH: "各体系各环节的项数", EN: "How many things a system has at a step: as published, or counted from its items."},
		pipelineLabels,
	}
	pipelineYuan = &Family{
		model.MetricPipelineYuan,
		model.Text{ZH: "各体系各环节的金额（元）", EN: "How much money a system has at a step, in yuan: as published, or added up from its items."},
		pipelineLabels,
	}
	pipelineAgrees = &Family{
		"jindu_pipeline_agrees",
		model.Text{
			ZH: "公布的合计与逐项统计是否一致（金额允许四舍五入）",
			EN: "Whether a published total agrees with what is counted from its items, amounts but for rounding.",
		},
		[]string{"region", "system", "name", "step", "industry"},
	}
	projectProgram = &Family{
		"jindu_project_program",
		model.Text{ZH: "项目所在的储备库与年度计划", EN: "A library or yearly programme that a project is in; always 1."},
		[]string{"region", "project", "program"},
	}
)

var (
	pipelineFamilies = []*Family{pipelineItems, pipelineYuan, pipelineAgrees}
	programsFamilies = []*Family{projectProgram}
)

func ofPipeline(s progress.RegionState, emit Emit) {
	for _, p := range s.Pipeline {
		labels := []string{s.Region, string(p.System), p.Name, string(p.Step), p.Industry}
		ofTotal(p.Published, model.Published, labels, emit)
		ofTotal(p.Counted, model.Derived, labels, emit)
		if p.Compared {
			emit.sample(pipelineAgrees, flag(p.Agrees), labels...)
		}
	}
}

func ofTotal(t progress.PipelineTotal, origin model.Origin, labels []string, emit Emit) {
	labels = append(labels[:len(labels):len(labels)], string(origin))
	if t.Items.Known {
		emit.sample(pipelineItems, t.Items.Value, labels...)
	}
	if t.Yuan.Known {
		emit.sample(pipelineYuan, t.Yuan.Value, labels...)
	}
}

func ofPrograms(s progress.ProjectState, emit Emit) {
	for _, program := range s.Programs {
		emit.sample(projectProgram, 1, s.Region, s.ID, program)
	}
}
