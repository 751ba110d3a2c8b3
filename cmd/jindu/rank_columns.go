package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	jindu "jindu/internal/model"
	"jindu/internal/phrase"
)

// rankColumn is a column of a ranking.
type rankColumn struct {
	head jindu.Text
	cell func(s standing, lang jindu.Language) string
}

// text is a column that both languages read alike.
func text(zh, en string, cell func(standing) string) rankColumn {
	return rankColumn{jindu.Text{ZH: zh, EN: en}, func(s standing, _ jindu.Language) string { return cell(s) }}
}

// rankColumns are those of a ranking; what no project has is left out.
func rankColumns(rows []standing) []rankColumn {
	var columns []rankColumn
	if slices.ContainsFunc(rows, func(s standing) bool { return s.Place > 0 }) {
		columns = append(columns, text("统排", "place", func(s standing) string { return strconv.Itoa(s.Place) }))
	}
	columns = append(columns, text("地区", "region", func(s standing) string { return s.Region }))
	if slices.ContainsFunc(rows, func(s standing) bool { return s.Group != "" }) {
		columns = append(columns, text("组别", "group", func(s standing) string { return s.Group }))
	}
	columns = append(columns,
		text("排名", "rank", func(s standing) string { return strconv.Itoa(s.Rank) }),
		text("升降", "change", func(s standing) string { return signed(s.RankChange) }),
		text("项目", "project", func(s standing) string { return s.Project }),
		text("名称", "name", func(s standing) string { return s.Name }),
	)
	return append(append(columns, judgedColumns(rows)...), measuredColumns()...)
}

// judgedColumns are a score and its change, or a colour and how long it lasts.
func judgedColumns(rows []standing) []rankColumn {
	if slices.ContainsFunc(rows, func(s standing) bool { return s.Score != nil }) {
		return []rankColumn{
			text("得分", "score", func(s standing) string { return decimals(s.Score, "%.1f") }),
			text("得分增减", "gained", func(s standing) string { return decimals(s.ScoreChange, "%+.1f") }),
		}
	}
	columns := []rankColumn{
		{jindu.Text{ZH: "颜色", EN: "colour"}, func(s standing, lang jindu.Language) string { return phrase.Colour(s.Colour, lang) }},
		text("连续月数", "months", func(s standing) string { return strconv.Itoa(s.Streak) }),
	}
	if slices.ContainsFunc(rows, func(s standing) bool { return s.Escalation != nil }) {
		columns = append(columns, rankColumn{jindu.Text{ZH: "处置", EN: "step"}, func(s standing, lang jindu.Language) string {
			if s.Escalation == nil {
				return ""
			}
			return s.Escalation.In(lang)
		}})
	}
	return columns
}

// measuredColumns are those of progress, and who answers for it.
func measuredColumns() []rankColumn {
	percent := func(ratio float64) string { return strconv.FormatFloat(ratio*100, 'f', 1, 64) }
	money := func(yuan float64) string { return decimal.NewFromFloat(yuan).Shift(-8).String() }
	return []rankColumn{
		text("目标(亿元)", "target(1e8 yuan)", func(s standing) string { return money(s.Target) }),
		text("完成(亿元)", "completed(1e8 yuan)", func(s standing) string { return money(s.Completed) }),
		text("完成%", "done%", func(s standing) string { return percent(s.Completion) }),
		text("序时%", "pace%", func(s standing) string { return percent(s.Pace) }),
		text("差(百分点)", "gap(points)", func(s standing) string { return fmt.Sprintf("%+.1f", s.Gap*100) }),
		text("SPI", "SPI", func(s standing) string { return decimals(s.SPI, "%.2f") }),
		text("数据截至", "cut-off", func(s standing) string { return s.Cutoff }),
		{jindu.Text{ZH: "迟报", EN: "late"}, func(s standing, lang jindu.Language) string {
			if !s.Late {
				return ""
			}
			return jindu.Text{ZH: "逾期", EN: "late"}.In(lang)
		}},
		text("包保领导", "lead", func(s standing) string { return s.Lead }),
		text("责任单位", "unit", func(s standing) string { return s.OwnerUnit }),
	}
}

// decimals writes a number that may be unknown.
func decimals(n *float64, format string) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf(format, *n)
}

// signed writes a change that may be unknown; none is 0.
func signed(n *int) string {
	switch {
	case n == nil:
		return ""
	case *n == 0:
		return "0"
	}
	return fmt.Sprintf("%+d", *n)
}
