package main

import (
	"cmp"
	"errors"
	"slices"

	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
)

// pipelineCommand prints what a district has in its systems.
type pipelineCommand struct {
	target
	atInstant

	Industries bool `help:"Also what was only counted of each industry."`
}

// A pipelineTotal is one row: a system at a step, as published and as counted.
// What is not known is left out. Money is in yuan.
type pipelineTotal struct {
	Region         string       `json:"region"`
	System         jindu.System `json:"system"`
	Name           string       `json:"name"`
	Step           jindu.Step   `json:"step"`
	Industry       string       `json:"industry"`
	PublishedItems *float64     `json:"published_items,omitempty"`
	PublishedYuan  *float64     `json:"published_yuan,omitempty"`
	CountedItems   *float64     `json:"counted_items,omitempty"`
	CountedYuan    *float64     `json:"counted_yuan,omitempty"`
	Agrees         *bool        `json:"agrees,omitempty"`
}

// A placeInContest is where a region stands by what the level above publishes.
type placeInContest struct {
	Region  string   `json:"region"`
	Subject string   `json:"subject"`
	Rank    *float64 `json:"rank,omitempty"`
	Regions *float64 `json:"regions,omitempty"`
	Streak  *float64 `json:"streak_months,omitempty"` // In the first third.
}

// Run reads the totals and places through PromQL and prints them.
func (p *pipelineCommand) Run(env *environment) (err error) {
	c, err := p.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	const families = "jindu_(pipeline|standing)_.+"
	found, err := p.read(env.ctx, c, families)
	if err != nil {
		return err
	}
	totals, places := pipelineTotals(found), placesOf(found)
	if len(totals)+len(places) == 0 {
		then := p.then()
		return p.nothing(env, c, p.configuration, families, jindu.Text{
			ZH: then.ZH + "没有储备、计划、招商、开工、资金、手续的数据，也没有排名",
			EN: "nothing was in the pipeline" + then.EN + ", and no standing was published",
		})
	}
	if p.Format == "json" {
		return writeJSON(env.stdout, map[string]any{"totals": totals, "standings": places})
	}
	rows := make([][]string, 0, len(totals)+2*len(places))
	for _, t := range totals {
		if p.Industries || t.Industry == "" || t.PublishedItems != nil || t.PublishedYuan != nil {
			rows = append(rows, t.cells(env.lang))
		}
	}
	for _, one := range places {
		rows = append(rows, one.cells(env.lang)...)
	}
	return p.write(printer{w: env.stdout}, pipelineHead, rows, env.lang)
}

// pipelineTotals puts the samples of each total together, in the order of the
// systems and of their steps.
func pipelineTotals(found []*model.Sample) []pipelineTotal {
	byKey := map[[5]string]*pipelineTotal{}
	for _, s := range found {
		l := func(name model.LabelName) string { return string(s.Metric[name]) }
		if l("system") == "" {
			continue
		}
		key := [5]string{l("region"), l("system"), l("name"), l("step"), l("industry")}
		if byKey[key] == nil {
			byKey[key] = &pipelineTotal{
				Region: key[0], System: jindu.System(key[1]), Name: key[2], Step: jindu.Step(key[3]), Industry: key[4],
			}
		}
		byKey[key].take(s)
	}
	all := make([]pipelineTotal, 0, len(byKey))
	for _, t := range byKey {
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b pipelineTotal) int {
		return cmp.Or(
			cmp.Compare(a.Region, b.Region),
			slices.Index(jindu.Systems(), a.System)-slices.Index(jindu.Systems(), b.System), cmp.Compare(a.Name, b.Name),
			slices.Index(a.System.Steps(), a.Step)-slices.Index(b.System.Steps(), b.Step), cmp.Compare(a.Industry, b.Industry),
		)
	})
	return all
}

// take reads one sample into the total.
func (t *pipelineTotal) take(s *model.Sample) {
	value, published := float64(s.Value), s.Metric["origin"] == model.LabelValue(jindu.Published)
	switch name := s.Metric[model.MetricNameLabel]; {
	case name == "jindu_pipeline_agrees":
		agrees := value == 1
		t.Agrees = &agrees
	case name == jindu.MetricPipelineItems && published:
		t.PublishedItems = &value
	case name == jindu.MetricPipelineItems:
		t.CountedItems = &value
	case name == jindu.MetricPipelineYuan && published:
		t.PublishedYuan = &value
	case name == jindu.MetricPipelineYuan:
		t.CountedYuan = &value
	}
}

// placesOf puts the samples of each contest together.
func placesOf(found []*model.Sample) []placeInContest {
	bySubject := map[[2]string]*placeInContest{}
	for _, s := range found {
		key := [2]string{string(s.Metric["region"]), string(s.Metric["subject"])}
		if key[1] == "" {
			continue
		}
		if bySubject[key] == nil {
			bySubject[key] = &placeInContest{Region: key[0], Subject: key[1]}
		}
		value := float64(s.Value)
		switch s.Metric[model.MetricNameLabel] {
		case jindu.MetricStandingRank:
			bySubject[key].Rank = &value
		case jindu.MetricStandingRegions:
			bySubject[key].Regions = &value
		case "jindu_standing_streak_months":
			bySubject[key].Streak = &value
		}
	}
	all := make([]placeInContest, 0, len(bySubject))
	for _, one := range bySubject {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b placeInContest) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject))
	})
	return all
}

var pipelineHead = []jindu.Text{
	{ZH: "地区", EN: "region"},
	{ZH: "体系", EN: "system"},
	{ZH: "名称", EN: "name"},
	{ZH: "事项", EN: "step"},
	{ZH: "行业", EN: "industry"},
	{ZH: "公布项数", EN: "published"},
	{ZH: "公布金额(亿元)", EN: "published(1e8 yuan)"},
	{ZH: "统计项数", EN: "counted"},
	{ZH: "统计金额(亿元)", EN: "counted(1e8 yuan)"},
	{ZH: "核对", EN: "check"},
}

func (t pipelineTotal) cells(lang jindu.Language) []string {
	check := jindu.Text{}
	switch {
	case t.Agrees != nil && *t.Agrees:
		check = jindu.Text{ZH: "一致", EN: "agrees"}
	case t.Agrees != nil:
		check = jindu.Text{ZH: "不一致", EN: "differs"}
	}
	return []string{
		t.Region, t.System.Name().In(lang), t.Name, t.Step.Name().In(lang), t.Industry,
		number(t.PublishedItems), money(t.PublishedYuan), number(t.CountedItems), money(t.CountedYuan), check.In(lang),
	}
}

// cells writes a place as 3/9 and, where it is known, since how many months it
// has been among the first third.
func (p placeInContest) cells(lang jindu.Language) [][]string {
	row := func(what jindu.Text, value string) []string {
		contest := jindu.Text{ZH: "排名", EN: "standing"}
		return []string{p.Region, contest.In(lang), p.Subject, what.In(lang), "", value, "", "", "", ""}
	}
	place := number(p.Rank)
	if p.Regions != nil {
		place += "/" + number(p.Regions)
	}
	rows := [][]string{row(jindu.Text{ZH: "位次", EN: "rank"}, place)}
	if p.Streak != nil {
		rows = append(rows, row(jindu.Text{ZH: "连续居前三分之一的月数", EN: "months in a row in the first third"}, number(p.Streak)))
	}
	return rows
}
