package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
	"jindu/internal/web"
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
	Region      string             `json:"region"`
	Group       string             `json:"group,omitempty"` // Within which a score pack ranks.
	Rank        int                `json:"rank"`
	RankChange  *int               `json:"rank_change,omitempty"`
	Project     string             `json:"project"`
	Name        string             `json:"name"`
	Colour      string             `json:"colour"`
	Streak      int                `json:"streak,omitempty"` // Months running with the colour or a worse one.
	Held        bool               `json:"held,omitempty"`
	Escalation  *jindu.Text        `json:"escalation,omitempty"`
	Score       *float64           `json:"score,omitempty"`
	ScoreChange *float64           `json:"score_change,omitempty"`
	Parts       map[string]float64 `json:"parts,omitempty"`
	Target      float64            `json:"target_yuan"`
	Completed   float64            `json:"completed_yuan"`
	Completion  float64            `json:"completion_ratio"`
	Pace        float64            `json:"pace_ratio"`
	Gap         float64            `json:"pace_gap_ratio"`
	SPI         *float64           `json:"schedule_performance_index"`
	Cutoff      string             `json:"cutoff"`
	Late        bool               `json:"report_late"`
	Lead        string             `json:"lead"`
	OwnerUnit   string             `json:"owner_unit"`
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
	form, selector := url.Values{"packs": {r.By}}, `{__name__=~"jindu_project_.+"}`
	if r.Region != "" {
		code, err := c.regionCode(env.ctx, r.Region)
		if err != nil {
			return err
		}
		selector = fmt.Sprintf(`{__name__=~"jindu_project_.+",region=%q}`, code)
		form.Set("region", code)
	}
	form.Set("query", selector)
	for name, value := range map[string]string{"time": r.Time, "as_of": r.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	value, err := c.query(env.ctx, "/api/v1/query", form)
	if err != nil {
		return err
	}
	judged, err := c.judgements(env.ctx, form)
	if err != nil {
		return err
	}
	rows := standings(samples(value), judged, r.By, zone)
	if len(rows) == 0 {
		return spoken{jindu.Text{
			ZH: "当时没有可排名的项目：都没有报送，或都没有目标", EN: "no project has a rank then: none had reported, or none had a target",
		}}
	}
	return r.print(printer{w: env.stdout, zone: zone}, rows, env.lang)
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

// standings puts the samples of each project and what a pack says of it
// together and orders them by region, group and rank.
func standings(samples []*model.Sample, judged web.Judgements, pack string, zone *time.Location) []standing {
	byProject := map[[2]string]*standing{}
	for _, p := range judged.Projects {
		one := p.Judgements[pack]
		if one.Rank > 0 {
			byProject[[2]string{p.Region, p.Project}] = &standing{
				Region: p.Region, Project: p.Project, Group: one.Group, Rank: one.Rank, RankChange: one.RankChange,
				Colour: one.Colour, Streak: one.Streak, Held: one.Held, Escalation: one.Escalation,
				Score: one.Score, ScoreChange: one.ScoreChange, Parts: one.Parts,
			}
		}
	}
	for _, s := range samples {
		if row := byProject[[2]string{string(s.Metric["region"]), string(s.Metric["project"])}]; row != nil {
			row.take(s, zone)
		}
	}
	return slices.SortedFunc(func(yield func(standing) bool) {
		for _, row := range byProject {
			if !yield(*row) {
				return
			}
		}
	}, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Rank, b.Rank))
	})
}

// take reads one sample into the row.
func (s *standing) take(sample *model.Sample, zone *time.Location) {
	value, labels := float64(sample.Value), sample.Metric
	switch labels[model.MetricNameLabel] {
	case "jindu_project_info":
		s.Name, s.Lead, s.OwnerUnit = string(labels["name"]), string(labels["lead"]), string(labels["owner_unit"])
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

func (r *rankCommand) print(p printer, rows []standing, lang jindu.Language) error {
	if r.Format == "json" {
		return writeJSON(p.w, rows)
	}
	out := [][]string{nil}
	columns := rankColumns(rows)
	for _, column := range columns {
		out[0] = append(out[0], column.head.In(lang))
	}
	for _, s := range rows {
		var cells []string
		for _, column := range columns {
			cells = append(cells, column.cell(s, lang))
		}
		out = append(out, cells)
	}
	if r.Format == "csv" {
		return p.csv(out)
	}
	return p.table(out)
}
