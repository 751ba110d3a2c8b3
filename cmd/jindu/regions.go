package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	jindu "jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// regionsCommand compares regions, each with everything below it.
type regionsCommand struct {
	target
	atInstant

	Level      string `help:"Only the regions so many levels below the top of what is asked for: 0, 1 and so on." placeholder:"N"`
	Indicators bool   `help:"Also by how many points indicators miss their targets or pass them; json has that always."`

	Sort string `help:"projects, total, target, completed, completion, gap, late, alerts or heard, with - before it for the largest first (--sort=-total); within each parent, or with --level across all." placeholder:"KEY"`
}

// Run asks for the comparison and prints it.
func (r *regionsCommand) Run(env *environment) (err error) {
	c, err := r.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	form, err := r.asked(env.ctx, c)
	if err != nil {
		return err
	}
	for name, value := range map[string]string{"level": r.Level, "sort": r.Sort} {
		if value != "" {
			form.Set(name, value)
		}
	}
	found, err := c.comparison(env.ctx, form)
	if err != nil {
		return err
	}
	if len(found.Regions) == 0 {
		return spoken{jindu.Text{ZH: "没有这样的地区", EN: "there are no such regions"}}
	}
	if r.Format == "json" {
		return writeJSON(env.stdout, found)
	}
	return r.print(env, found)
}

// comparison asks for regions beside each other.
func (c *client) comparison(ctx context.Context, form url.Values) (web.Comparison, error) {
	var answer struct {
		web.Comparison
		Error *answeredError `json:"error"`
	}
	if _, err := c.get(ctx, web.RegionsPath, form, &answer); err != nil {
		return web.Comparison{}, err
	}
	switch {
	case answer.Error != nil:
		return web.Comparison{}, badInput{answer.Error}
	case answer.At == "":
		return web.Comparison{}, fmt.Errorf("%s can't compare regions: it is an older jindu, or none", c.base)
	}
	return answer.Comparison, nil
}

// regionColumn is a column of a comparison.
type regionColumn struct {
	head jindu.Text
	cell func(web.ComparedRegion) string
}

func (r *regionsCommand) print(env *environment, found web.Comparison) error {
	columns := regionColumns(found, r.Format == "table", env.lang)
	if r.Indicators {
		columns = append(columns, gapColumns(found)...)
	}
	head := make([]jindu.Text, len(columns))
	for i, column := range columns {
		head[i] = column.head
	}
	rows := make([][]string, 0, len(found.Regions))
	for _, region := range found.Regions {
		var cells []string
		for _, column := range columns {
			cells = append(cells, column.cell(region))
		}
		rows = append(rows, cells)
	}
	return r.write(printer{w: env.stdout}, head, rows, env.lang)
}

// regionColumns are those of a comparison. In a table names stand below each
// other as their regions do.
func regionColumns(found web.Comparison, table bool, lang jindu.Language) []regionColumn {
	columns := []regionColumn{
		{jindu.Text{ZH: "地区", EN: "region"}, func(r web.ComparedRegion) string { return r.Region }},
		{jindu.Text{ZH: "名称", EN: "name"}, func(r web.ComparedRegion) string {
			if table {
				return strings.Repeat("  ", r.Level) + r.Name.In(lang)
			}
			return r.Name.In(lang)
		}},
		{jindu.Text{ZH: "项目数", EN: "projects"}, func(r web.ComparedRegion) string {
			if table && !r.Known {
				return jindu.Text{ZH: "无数据", EN: "no data"}.In(lang)
			}
			return strconv.Itoa(r.Projects)
		}},
		{jindu.Text{ZH: "总投资(亿元)", EN: "investment(1e8 yuan)"}, func(r web.ComparedRegion) string { return money(r.Total) }},
		{jindu.Text{ZH: "目标(亿元)", EN: "target(1e8 yuan)"}, func(r web.ComparedRegion) string { return money(r.Target) }},
		{jindu.Text{ZH: "完成(亿元)", EN: "completed(1e8 yuan)"}, func(r web.ComparedRegion) string { return money(r.Completed) }},
		{jindu.Text{ZH: "完成%", EN: "done%"}, func(r web.ComparedRegion) string { return inPercent(r.Completion, "%.1f") }},
		{jindu.Text{ZH: "序时%", EN: "pace%"}, func(r web.ComparedRegion) string { return inPercent(r.Pace, "%.1f") }},
		{jindu.Text{ZH: "差(百分点)", EN: "gap(points)"}, func(r web.ComparedRegion) string { return inPercent(r.Gap, "%+.1f") }},
	}
	for _, colour := range append(slices.Clone(found.Colours), progress.Undefined) {
		if colour == progress.Undefined && !slices.ContainsFunc(found.Regions, func(r web.ComparedRegion) bool { return r.Counts[colour] > 0 }) {
			continue
		}
		name := jindu.Text{ZH: phrase.Colour(colour, jindu.Chinese), EN: phrase.Colour(colour, jindu.English)}
		columns = append(columns, regionColumn{name, func(r web.ComparedRegion) string { return strconv.Itoa(r.Counts[colour]) }})
	}
	columns = append(columns, regionColumn{jindu.Text{ZH: "迟报", EN: "late"}, func(r web.ComparedRegion) string { return strconv.Itoa(r.Late) }})
	return append(append(columns, notedColumns(found)...), presentColumns(found)...)
}

// notedColumns are of what is acknowledged (督办), where anything is.
func notedColumns(found web.Comparison) []regionColumn {
	if !slices.ContainsFunc(found.Regions, func(r web.ComparedRegion) bool { return r.Noted > 0 }) {
		return nil
	}
	return []regionColumn{
		{jindu.Text{ZH: "督办", EN: "acknowledged"}, func(r web.ComparedRegion) string { return strconv.Itoa(r.Noted) }},
		{jindu.Text{ZH: "督办逾期", EN: "overdue"}, func(r web.ComparedRegion) string { return strconv.Itoa(r.Overdue) }},
	}
}

// presentColumns are of what is only known of now.
func presentColumns(found web.Comparison) (columns []regionColumn) {
	if slices.ContainsFunc(found.Regions, func(r web.ComparedRegion) bool { return r.Alerts != nil }) {
		columns = append(columns, regionColumn{jindu.Text{ZH: "告警", EN: "alerts"}, func(r web.ComparedRegion) string {
			if r.Alerts == nil {
				return ""
			}
			return strconv.Itoa(*r.Alerts)
		}})
	}
	if !slices.ContainsFunc(found.Regions, func(r web.ComparedRegion) bool { return r.Delivering > 0 }) {
		return columns
	}
	return append(columns,
		regionColumn{jindu.Text{ZH: "最近联系", EN: "last heard"}, func(r web.ComparedRegion) string {
			if r.Delivery == nil || r.Delivery.LastHeard.IsZero() {
				return ""
			}
			return r.Delivery.LastHeard.Format("2006-01-02 15:04")
		}},
		regionColumn{jindu.Text{ZH: "失联", EN: "silent"}, func(r web.ComparedRegion) string {
			return strconv.Itoa(r.Silent) + "/" + strconv.Itoa(r.Delivering)
		}},
		regionColumn{jindu.Text{ZH: "积压", EN: "backlog"}, func(r web.ComparedRegion) string {
			if r.Delivery == nil || r.Delivery.Backlog == nil {
				return ""
			}
			return strconv.FormatUint(*r.Delivery.Backlog, 10)
		}},
	)
}

// gapColumns are the gaps of the indicators that have targets, in points.
func gapColumns(found web.Comparison) (columns []regionColumn) {
	seen := map[string]bool{}
	for _, region := range found.Regions {
		for _, i := range region.Indicators {
			if seen[i.Indicator] || i.Gap == nil {
				continue
			}
			seen[i.Indicator] = true
			name := jindu.Text{ZH: i.Name.ZH + "差(百分点)", EN: i.Indicator + " gap(points)"}
			columns = append(columns, regionColumn{name, func(r web.ComparedRegion) string {
				at := slices.IndexFunc(r.Indicators, func(o web.ComparedIndicator) bool { return o.Indicator == i.Indicator })
				if at < 0 {
					return ""
				}
				return inPercent(r.Indicators[at].Gap, "%+.1f")
			}})
		}
	}
	return columns
}

// inPercent writes a ratio that may be unknown in per cent, or in points.
func inPercent(ratio *float64, format string) string {
	if ratio == nil {
		return ""
	}
	return fmt.Sprintf(format, 100**ratio)
}
