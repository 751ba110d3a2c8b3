package main

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"jindu/internal/model"
	"jindu/internal/query"
)

// reportsCommand prints the report calendar.
type reportsCommand struct {
	target
	atInstant

	Period string `help:"The reports for periods that end within this one, such as 2020-01; those overdue and the next of each where left out." placeholder:"P"`
}

// Run asks for the calendar and prints it.
func (r *reportsCommand) Run(env *environment) (err error) {
	c, err := r.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	form, err := r.asked(env.ctx, c)
	if err != nil {
		return err
	}
	if r.Period != "" {
		form.Set("period", r.Period)
	}
	rows, err := c.reports(env.ctx, form)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		then := r.then()
		return spoken{model.Text{ZH: then.ZH + "没有应报的数据", EN: "no report was owed" + then.EN}}
	}
	out := printer{w: env.stdout}
	switch r.Format {
	case "json":
		return writeJSON(env.stdout, rows)
	case "csv":
		return out.csv(reportTable(rows, env.lang))
	}
	return out.table(reportTable(rows, env.lang))
}

// reports asks for the report calendar.
func (c *client) reports(ctx context.Context, form url.Values) ([]query.ReportRow, error) {
	var answer struct {
		Status string            `json:"status"`
		Error  string            `json:"error"`
		Data   []query.ReportRow `json:"data"`
	}
	if _, err := c.postForm(ctx, "/api/v1/reports", form, &answer); err != nil {
		return nil, err
	}
	if answer.Status != "success" {
		return nil, badInput{errors.New(answer.Error)}
	}
	return answer.Data, nil
}

var reportHead = []model.Text{
	{ZH: "地区", EN: "region"},
	{ZH: "指标或项目", EN: "of"},
	{ZH: "名称", EN: "name"},
	{ZH: "期间", EN: "period"},
	{ZH: "报送期限", EN: "due"},
	{ZH: "状态", EN: "state"},
	{ZH: "收到", EN: "received"},
	{ZH: "修订", EN: "corrected"},
	{ZH: "逾期天数", EN: "days late"},
	{ZH: "报送单位", EN: "owed by"},
	{ZH: "包保领导", EN: "lead"},
}

func reportTable(rows []query.ReportRow, lang model.Language) [][]string {
	head := make([]string, len(reportHead))
	for i, name := range reportHead {
		head[i] = name.In(lang)
	}
	table := [][]string{head}
	for _, r := range rows {
		late := ""
		if r.DaysLate > 0 {
			late = strconv.Itoa(r.DaysLate)
		}
		table = append(table, []string{
			r.Region, r.Indicator + r.Project, r.Name.In(lang), r.Period, day(r.Due), r.StateName.In(lang),
			day(r.Received), day(r.Corrected), late, r.Owner.In(lang), r.Lead,
		})
	}
	return table
}

// day is the date of an instant that is written by RFC 3339.
func day(instant string) string { return instant[:min(len(instant), len("2006-01-02"))] }
