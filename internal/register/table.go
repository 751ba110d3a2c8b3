package register

import (
	"strconv"
	"time"

	"jindu/internal/model"
)

// columns are those of the register as people read it.
var columns = []struct {
	name model.Text
	cell func(r Row, lang model.Language) string
}{
	{model.Text{ZH: "地区", EN: "region"}, func(r Row, _ model.Language) string { return r.Region }},
	{model.Text{ZH: "项目", EN: "project"}, func(r Row, _ model.Language) string { return r.Project }},
	{model.Text{ZH: "名称", EN: "name"}, func(r Row, _ model.Language) string { return r.Name }},
	{model.Text{ZH: "告警", EN: "alert"}, func(r Row, _ model.Language) string { return r.Alert }},
	{model.Text{ZH: "指标", EN: "indicator"}, func(r Row, _ model.Language) string { return r.Indicator }},
	{model.Text{ZH: "状态", EN: "state"}, func(r Row, lang model.Language) string { return r.State.Name().In(lang) }},
	{model.Text{ZH: "督办人", EN: "by"}, func(r Row, _ model.Language) string { return r.By }},
	{model.Text{ZH: "督办日期", EN: "since"}, func(r Row, _ model.Language) string { return day(r.Since) }},
	{model.Text{ZH: "批示", EN: "to do"}, func(r Row, _ model.Language) string { return r.Note }},
	{model.Text{ZH: "期限", EN: "due"}, func(r Row, _ model.Language) string { return dueDay(r.Due) }},
	{model.Text{ZH: "逾期天数", EN: "days overdue"}, func(r Row, _ model.Language) string { return days(r.DaysOverdue) }},
	{model.Text{ZH: "销号人", EN: "closed by"}, func(r Row, _ model.Language) string { return r.ClosedBy }},
	{model.Text{ZH: "销号日期", EN: "closed"}, func(r Row, _ model.Language) string { return day(r.Closed) }},
	{model.Text{ZH: "销号说明", EN: "reason"}, func(r Row, _ model.Language) string { return r.Reason }},
}

// Table gives the rows below their head, in a language.
func Table(rows []Row, lang model.Language) [][]string {
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name.In(lang)
	}
	table := [][]string{head}
	for _, r := range rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = c.cell(r, lang)
		}
		table = append(table, cells)
	}
	return table
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func dueDay(p model.Period) string {
	if p.IsZero() {
		return ""
	}
	return p.String()
}

func days(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
