package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/shopspring/decimal"

	jindu "jindu/internal/model"
)

// rankCommand prints the projects by rank.
type rankCommand struct {
	target

	Time   string `help:"When: a date or period (its end), or a moment; now where left out." placeholder:"T"`
	AsOf   string `help:"By what was known then." placeholder:"T"`
	By     string `help:"Rule pack." default:"default" placeholder:"PACK"`
	Region string `help:"Only this region, by its code or name." placeholder:"R"`
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// A standing is one row of a ranking. Money is in yuan, shares are ratios.
type standing struct {
	Region     string   `json:"region"`
	Rank       int      `json:"rank"`
	Project    string   `json:"project"`
	Name       string   `json:"name"`
	Colour     string   `json:"colour"`
	Target     float64  `json:"target_yuan"`
	Completed  float64  `json:"completed_yuan"`
	Completion float64  `json:"completion_ratio"`
	Pace       float64  `json:"pace_ratio"`
	Gap        float64  `json:"pace_gap_ratio"`
	SPI        *float64 `json:"schedule_performance_index"`
	Cutoff     string   `json:"cutoff"`
	Late       bool     `json:"report_late"`
	Lead       string   `json:"lead"`
	OwnerUnit  string   `json:"owner_unit"`
}

// Run reads the board through PromQL and prints it.
func (r *rankCommand) Run(env *environment) (err error) {
	c, err := r.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	zone, err := zoneOf(r.configuration)
	if err != nil {
		return err
	}
	selector := `{__name__=~"jindu_project_.+"}`
	if r.Region != "" {
		code, err := c.regionCode(env.ctx, r.Region)
		if err != nil {
			return err
		}
		selector = fmt.Sprintf(`{__name__=~"jindu_project_.+",region=%q}`, code)
	}
	form := url.Values{"query": {selector}}
	for name, value := range map[string]string{"time": r.Time, "as_of": r.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	value, err := c.query(env.ctx, "/api/v1/query", form)
	if err != nil {
		return err
	}
	rows := standings(samples(value), r.By, zone)
	if len(rows) == 0 {
		return noRanks(samples(value), r.By)
	}
	return r.print(printer{w: env.stdout, zone: zone}, rows, env.lang)
}

// noRanks says why there is nothing to print.
func noRanks(samples []*model.Sample, pack string) error {
	packs := map[string]bool{}
	for _, s := range samples {
		if name := string(s.Metric["pack"]); name != "" {
			packs[name] = true
		}
	}
	if len(packs) > 0 {
		return badf("没有规则包 %q，应为 %s 之一", "no pack %q judges: want one of %s",
			pack, strings.Join(slices.Sorted(maps.Keys(packs)), ", "))
	}
	return spoken{jindu.Text{
		ZH: "当时没有可排名的项目：都没有报送，或都没有目标", EN: "no project has a rank then: none had reported, or none had a target",
	}}
}

// regionCode finds a region by its code or one of its names.
func (c *client) regionCode(ctx context.Context, name string) (string, error) {
	value, err := c.query(ctx, "/api/v1/query", url.Values{"query": {"jindu_region_info"}})
	if err != nil {
		return "", err
	}
	for _, s := range samples(value) {
		for _, label := range []model.LabelName{"region", "name", "name_en"} {
			if string(s.Metric[label]) == name {
				return string(s.Metric["region"]), nil
			}
		}
	}
	return "", badf("目录中没有地区 %q", "region %q is not in the catalog", name)
}

// standings puts the samples of each project together and orders them by
// region and rank.
func standings(samples []*model.Sample, pack string, zone *time.Location) []standing {
	byProject := map[[2]model.LabelValue]*standing{}
	for _, s := range samples {
		key := [2]model.LabelValue{s.Metric["region"], s.Metric["project"]}
		if byProject[key] == nil {
			byProject[key] = &standing{Region: string(key[0]), Project: string(key[1])}
		}
		byProject[key].take(s, pack, zone)
	}
	var rows []standing
	for _, row := range byProject {
		if row.Rank > 0 {
			rows = append(rows, *row)
		}
	}
	slices.SortFunc(rows, func(a, b standing) int {
		if a.Region != b.Region {
			return map[bool]int{true: -1, false: 1}[a.Region < b.Region]
		}
		return a.Rank - b.Rank
	})
	return rows
}

// take reads one sample into the row.
func (s *standing) take(sample *model.Sample, pack string, zone *time.Location) {
	value, labels := float64(sample.Value), sample.Metric
	switch labels[model.MetricNameLabel] {
	case "jindu_project_info":
		s.Name, s.Lead, s.OwnerUnit = string(labels["name"]), string(labels["lead"]), string(labels["owner_unit"])
	case "jindu_project_rank":
		if string(labels["pack"]) == pack {
			s.Rank = int(value)
		}
	case "jindu_project_warning":
		if string(labels["pack"]) == pack && value == 1 {
			s.Colour = string(labels["colour"])
		}
	case "jindu_project_target_yuan":
		s.Target = value
	case jindu.MetricCompleted:
		s.Completed = value
	case "jindu_project_completion_ratio":
		s.Completion = value
	case "jindu_project_pace_ratio":
		s.Pace = value
	case "jindu_project_pace_gap_ratio":
		s.Gap = value
	case "jindu_project_schedule_performance_index":
		s.SPI = &value
	case "jindu_project_period_end_timestamp_seconds":
		s.Cutoff = time.Unix(int64(value), 0).In(zone).Format(time.DateOnly)
	case "jindu_project_report_late":
		s.Late = value == 1
	}
}

var rankHead = []jindu.Text{
	{ZH: "地区", EN: "region"},
	{ZH: "排名", EN: "rank"},
	{ZH: "项目", EN: "project"},
	{ZH: "名称", EN: "name"},
	{ZH: "颜色", EN: "colour"},
	{ZH: "目标(亿元)", EN: "target(1e8 yuan)"},
	{ZH: "完成(亿元)", EN: "completed(1e8 yuan)"},
	{ZH: "完成%", EN: "done%"},
	{ZH: "序时%", EN: "pace%"},
	{ZH: "差(百分点)", EN: "gap(points)"},
	{ZH: "SPI", EN: "SPI"},
	{ZH: "数据截至", EN: "cut-off"},
	{ZH: "迟报", EN: "late"},
	{ZH: "包保领导", EN: "lead"},
	{ZH: "责任单位", EN: "unit"},
}

func (r *rankCommand) print(p printer, rows []standing, lang jindu.Language) error {
	if r.Format == "json" {
		return writeJSON(p.w, rows)
	}
	head := make([]string, len(rankHead))
	for i, name := range rankHead {
		head[i] = name.In(lang)
	}
	out := [][]string{head}
	for _, s := range rows {
		out = append(out, s.cells(lang))
	}
	if r.Format == "csv" {
		return p.csv(out)
	}
	return p.table(out)
}

func (s standing) cells(lang jindu.Language) []string {
	spi, late := "", ""
	if s.SPI != nil {
		spi = strconv.FormatFloat(*s.SPI, 'f', 2, 64)
	}
	if s.Late {
		late = jindu.Text{ZH: "逾期", EN: "late"}.In(lang)
	}
	percent := func(ratio float64) string { return strconv.FormatFloat(ratio*100, 'f', 1, 64) }
	money := func(yuan float64) string { return decimal.NewFromFloat(yuan).Shift(-8).String() }
	return []string{
		s.Region, strconv.Itoa(s.Rank), s.Project, s.Name, s.Colour, money(s.Target), money(s.Completed),
		percent(s.Completion), percent(s.Pace), fmt.Sprintf("%+.1f", s.Gap*100), spi, s.Cutoff, late, s.Lead, s.OwnerUnit,
	}
}
