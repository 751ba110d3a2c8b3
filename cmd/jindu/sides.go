package main

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
)

// sidesCommand prints the sides of the regions' standing (四比四看).
type sidesCommand struct {
	target

	Time   string `help:"When: a date or period (its end), or a moment; now where left out." placeholder:"T"`
	AsOf   string `help:"By what was known then." placeholder:"T"`
	Region string `help:"Only this region, by its code or name." placeholder:"R"`
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// A sideRow is a region by one side. The value is a share, items or yuan.
type sideRow struct {
	Side   string  `json:"side"`
	Rank   int     `json:"rank"`
	Region string  `json:"region"`
	Name   string  `json:"name"`
	Parent string  `json:"parent,omitempty"`
	Value  float64 `json:"value"`
}

// Run reads the board through PromQL and prints it.
func (s *sidesCommand) Run(env *environment) (err error) {
	c, err := s.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	form := url.Values{"query": {`{__name__=~"jindu_region_(side|side_rank|info)"}`}}
	for name, value := range map[string]string{"time": s.Time, "as_of": s.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	only := ""
	if s.Region != "" {
		if only, err = c.regionCode(env.ctx, s.Region); err != nil {
			return err
		}
	}
	value, err := c.query(env.ctx, "/api/v1/query", form)
	if err != nil {
		return err
	}
	rows := slices.DeleteFunc(sideRows(samples(value), env.lang), func(r sideRow) bool { return only != "" && r.Region != only })
	if len(rows) == 0 {
		return spoken{jindu.Text{ZH: "当时没有可比较的地区", EN: "there is nothing to compare regions by then"}}
	}
	return s.print(env, rows)
}

// sideRows puts values, ranks and names together, by parent, side and rank.
func sideRows(samples []*model.Sample, lang jindu.Language) []sideRow {
	rows, regions := map[[2]string]*sideRow{}, map[string]sideRow{}
	for _, s := range samples {
		region, side := string(s.Metric["region"]), string(s.Metric["side"])
		if s.Metric[model.MetricNameLabel] == "jindu_region_info" {
			name := jindu.Text{ZH: string(s.Metric["name"]), EN: string(s.Metric["name_en"])}
			regions[region] = sideRow{Name: name.In(lang), Parent: string(s.Metric["parent"])}
			continue
		}
		row := rows[[2]string{region, side}]
		if row == nil {
			row = &sideRow{Region: region, Side: side}
			rows[[2]string{region, side}] = row
		}
		if s.Metric[model.MetricNameLabel] == "jindu_region_side_rank" {
			row.Rank = int(s.Value)
		} else {
			row.Value = float64(s.Value)
		}
	}
	var all []sideRow
	for _, row := range rows {
		row.Name, row.Parent = regions[row.Region].Name, regions[row.Region].Parent
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b sideRow) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Rank, b.Rank))
	})
	return all
}

// sideNames are the sides as offices say them in Chinese, by those of the pack
// that jindu comes with. English keeps the label of the metrics, as does a side
// of an office's own pack.
func sideNames() (map[string]jindu.Text, error) {
	packs, err := embeddedPacks()
	if err != nil || packs.Sides == nil {
		return nil, err
	}
	names := map[string]jindu.Text{}
	for _, side := range packs.Sides.Sides {
		names[side.Side] = jindu.Text{ZH: side.Names.ZH, EN: side.Side}
	}
	return names, nil
}

func (s *sidesCommand) print(env *environment, rows []sideRow) error {
	if s.Format == "json" {
		return writeJSON(env.stdout, rows)
	}
	names, err := sideNames()
	if err != nil {
		return err
	}
	var head []string
	for _, text := range []jindu.Text{
		{ZH: "方面", EN: "side"},
		{ZH: "位次", EN: "rank"},
		{ZH: "地区", EN: "region"},
		{ZH: "名称", EN: "name"},
		{ZH: "数值", EN: "value"},
	} {
		head = append(head, text.In(env.lang))
	}
	out := [][]string{head}
	for _, r := range rows {
		side := cmp.Or(names[r.Side].In(env.lang), r.Side)
		out = append(out, []string{side, strconv.Itoa(r.Rank), r.Region, r.Name, strconv.FormatFloat(r.Value, 'f', -1, 64)})
	}
	if s.Format == "csv" {
		return printer{w: env.stdout}.csv(out)
	}
	return printer{w: env.stdout}.table(out)
}
