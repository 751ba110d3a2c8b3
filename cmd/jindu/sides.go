package main

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/prometheus/common/model"
	"github.com/shopspring/decimal"

	jindu "jindu/internal/model"
)

// sidesCommand prints the sides of the regions' standing (四比四看).
type sidesCommand struct {
	target
	atInstant
}

// A sideRow is a region by one side.
type sideRow struct {
	Side   string  `json:"side"`
	Rank   int     `json:"rank"`
	Region string  `json:"region"`
	Name   string  `json:"name"`
	Parent string  `json:"parent,omitempty"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"` // yuan, items, or ratio for a share.
}

// Run reads the board through PromQL and prints it.
func (s *sidesCommand) Run(env *environment) (err error) {
	c, err := s.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	found, err := s.read(env.ctx, c, "jindu_region_(side|side_rank|info)")
	if err != nil {
		return err
	}
	rows := sideRows(found, env.lang)
	if len(rows) == 0 {
		then := s.then()
		return s.nothing(env, c, s.configuration, "jindu_region_side", jindu.Text{
			ZH: then.ZH + "没有可比较的地区", EN: "there is nothing to compare regions by" + then.EN,
		})
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
			row.Value, row.Unit = float64(s.Value), string(s.Metric["unit"])
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

// sideNames are what the pack that jindu comes with calls the sides; one of an
// office's own pack goes by its label.
func sideNames() (map[string]jindu.Text, error) {
	packs, err := embeddedPacks()
	if err != nil || packs.Sides == nil {
		return nil, err
	}
	names := map[string]jindu.Text{}
	for _, side := range packs.Sides.Sides {
		names[side.Side] = side.Names
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
		{ZH: "单位", EN: "unit"},
	} {
		head = append(head, text.In(env.lang))
	}
	out := [][]string{head}
	for _, r := range rows {
		side, value, unit := r.Side, strconv.FormatFloat(r.Value, 'f', -1, 64), r.Unit // For programs.
		if s.Format == "table" {
			side = cmp.Or(names[r.Side].In(env.lang), r.Side)
			value, unit = r.shown(env.lang)
		}
		out = append(out, []string{side, strconv.Itoa(r.Rank), r.Region, r.Name, value, unit})
	}
	if s.Format == "csv" {
		return printer{w: env.stdout}.csv(out)
	}
	return printer{w: env.stdout}.table(out)
}

// shown gives the value in the unit that readers expect.
func (r sideRow) shown(lang jindu.Language) (value, unit string) {
	switch r.Unit {
	case string(jindu.Yuan):
		return decimal.NewFromFloat(r.Value).Shift(-8).String(), jindu.Text{ZH: "亿元", EN: "1e8 yuan"}.In(lang)
	case string(jindu.Ratio):
		return strconv.FormatFloat(100*r.Value, 'f', 1, 64), "%"
	}
	return strconv.FormatFloat(r.Value, 'f', -1, 64), jindu.Text{ZH: "个", EN: "items"}.In(lang)
}
