package main

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/prometheus/common/model"
	"github.com/shopspring/decimal"

	jindu "jindu/internal/model"
	"jindu/internal/progress"
)

// funnelCommand prints how many projects stand at each stage, and how long
// projects took to leave it.
type funnelCommand struct {
	target
	atInstant

	By string `help:"Count each industry, size or region apart." enum:"all,industry,size,region" default:"all"`
}

// A funnelRow is one stage of one group. Money is in yuan, times in seconds.
type funnelRow struct {
	Group  string      `json:"group,omitempty"` // Of --by; empty where all are one.
	Stage  jindu.Stage `json:"stage"`
	Items  float64     `json:"items"`
	Yuan   *float64    `json:"investment_yuan,omitempty"`
	Left   int         `json:"left_items"`               // Projects that went on to a later stage.
	Median *float64    `json:"median_seconds,omitempty"` // That these spent at the stage.

	spent []float64
}

// Run reads the board through PromQL and prints the funnel.
func (f *funnelCommand) Run(env *environment) (err error) {
	c, err := f.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	found, err := f.read(env.ctx, c, "jindu_funnel_(items|yuan)|jindu_project_(info|total_investment_yuan|stage_seconds)")
	if err != nil {
		return err
	}
	rows := funnelRows(found, f.By)
	if len(rows) == 0 {
		then := f.then()
		return f.nothing(env, c, f.configuration, "jindu_funnel_items", jindu.Text{
			ZH: then.ZH + "没有项目报过阶段", EN: "no project's stage was known" + then.EN,
		})
	}
	if f.Format == "json" {
		return writeJSON(env.stdout, rows)
	}
	head := funnelHead
	if f.By == "all" {
		head = head[1:]
	}
	cells := make([][]string, len(rows))
	for i, row := range rows {
		cells[i] = row.cells(env.lang)[len(funnelHead)-len(head):]
	}
	return f.write(printer{w: env.stdout}, head, cells, env.lang)
}

// funnelRows counts the samples by group and stage, in the order of both.
func funnelRows(found []*model.Sample, by string) []funnelRow {
	groups := projectGroups(found, by)
	byKey := map[[2]string]*funnelRow{}
	for _, s := range found {
		stage := string(s.Metric["stage"])
		if stage == "" {
			continue
		}
		group := string(s.Metric[model.LabelName(by)]) // None is called all.
		if _, ofProject := s.Metric["project"]; ofProject {
			group = groups[projectOf(s)]
		}
		key := [2]string{group, stage}
		if byKey[key] == nil {
			byKey[key] = &funnelRow{Group: group, Stage: jindu.Stage(stage)}
		}
		byKey[key].take(s)
	}
	rows := make([]funnelRow, 0, len(byKey))
	for _, row := range byKey {
		row.Left, row.Median = len(row.spent), median(row.spent)
		rows = append(rows, *row)
	}
	slices.SortFunc(rows, func(a, b funnelRow) int {
		return cmp.Or(
			cmp.Compare(a.Group, b.Group), slices.Index(jindu.Stages(), a.Stage)-slices.Index(jindu.Stages(), b.Stage))
	})
	return rows
}

// take adds one sample to the row.
func (r *funnelRow) take(s *model.Sample) {
	value := float64(s.Value)
	switch s.Metric[model.MetricNameLabel] {
	case "jindu_funnel_items":
		r.Items += value
	case "jindu_funnel_yuan":
		if r.Yuan == nil {
			r.Yuan = new(float64)
		}
		*r.Yuan += value
	case "jindu_project_stage_seconds":
		r.spent = append(r.spent, value)
	}
}

func projectOf(s *model.Sample) [2]model.LabelValue {
	return [2]model.LabelValue{s.Metric["region"], s.Metric["project"]}
}

// projectGroups says which group each project is in, as the funnel has it.
func projectGroups(found []*model.Sample, by string) map[[2]model.LabelValue]string {
	groups := map[[2]model.LabelValue]string{}
	for _, s := range found {
		name := s.Metric[model.MetricNameLabel]
		switch {
		case by == "region":
			groups[projectOf(s)] = string(s.Metric["region"])
		case by == "industry" && name == "jindu_project_info":
			groups[projectOf(s)] = string(s.Metric["category"])
		case by == "size" && name == "jindu_project_total_investment_yuan":
			total := decimal.NewFromFloat(float64(s.Value))
			groups[projectOf(s)] = string(progress.SizeOf(&total))
		case by == "size" && groups[projectOf(s)] == "":
			groups[projectOf(s)] = string(progress.SizeOf(nil))
		}
	}
	return groups
}

// median gives the middle of some values, or nil where there are none.
func median(values []float64) *float64 {
	if len(values) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
	return &middle
}

var funnelHead = []jindu.Text{
	{ZH: "分组", EN: "group"},
	{ZH: "阶段", EN: "stage"},
	{ZH: "项目数", EN: "projects"},
	{ZH: "总投资(亿元)", EN: "investment(1e8 yuan)"},
	{ZH: "已进入下一阶段", EN: "went on"},
	{ZH: "停留天数(中位数)", EN: "days at it(median)"},
}

var sizeNames = map[string]jindu.Text{
	string(progress.Large):       {ZH: "亿元以上", EN: "100 million yuan and more"},
	string(progress.Small):       {ZH: "亿元以下", EN: "less than 100 million yuan"},
	string(progress.UnknownSize): {ZH: "总投资未知", EN: "investment not known"},
}

func (r funnelRow) cells(lang jindu.Language) []string {
	group, days := r.Group, ""
	if name, ok := sizeNames[group]; ok {
		group = name.In(lang)
	}
	if r.Median != nil {
		days = strconv.FormatFloat(*r.Median/86400, 'f', -1, 64)
	}
	return []string{group, r.Stage.Name().In(lang), number(&r.Items), money(r.Yuan), strconv.Itoa(r.Left), days}
}
