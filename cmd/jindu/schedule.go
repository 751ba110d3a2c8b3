package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"jindu/internal/gantt"
	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// scheduleCommand prints the schedule of a project's activities.
type scheduleCommand struct {
	target

	Project string `arg:"" help:"Number or name of the project."`
	Region  string `help:"Its region, or one above it, by code or name, where several have such a project." placeholder:"R"`
	Time    string `help:"When: a date or period (its end), or a moment; now where left out." placeholder:"T"`
	AsOf    string `help:"By what was known then." placeholder:"T"`
	Format  string `help:"table, json or svg." enum:"table,json,svg" default:"table"`
	Gantt   bool   `help:"Draw the activities as a chart of characters, in place of the table."`
	Width   int    `help:"Width of that chart in columns; the terminal's COLUMNS, or 100, where left out." placeholder:"N"`
}

// Run asks for the schedule and prints it.
func (s *scheduleCommand) Run(env *environment) (err error) {
	if s.Gantt && s.Format != "table" {
		return bad("--gantt 与 --format 只能用其一", "--gantt draws in place of a table: want it without --format")
	}
	c, err := s.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	schedule, err := s.ask(env, c)
	if err != nil {
		return err
	}
	if err := s.print(env, schedule); err != nil {
		return err
	}
	for _, p := range schedule.Problems {
		if p.Code == progress.ProblemCycle {
			return errFindings
		}
	}
	return nil
}

// ask gets the schedule over HTTP, or through the same handlers in this process.
func (s *scheduleCommand) ask(env *environment, c *client) (progress.ProjectSchedule, error) {
	form := url.Values{"project": {s.Project}}
	if s.Region != "" {
		catalog, err := c.regions(env.ctx)
		if err != nil {
			return progress.ProjectSchedule{}, err
		}
		region, err := find(catalog, s.Region)
		if err != nil {
			return progress.ProjectSchedule{}, err
		}
		form.Set("region", region.Code)
	}
	for name, value := range map[string]string{"time": s.Time, "as_of": s.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	var answer struct {
		progress.ProjectSchedule
		Error *answeredError `json:"error"`
	}
	status, err := c.get(env.ctx, web.SchedulePath, form, &answer)
	switch {
	case err != nil:
		return progress.ProjectSchedule{}, err
	case answer.Error != nil && answer.Error.Code == "no_schedule": // Nothing is wrong with the question.
		return progress.ProjectSchedule{}, spoken{answer.Error.Message}
	case answer.Error != nil:
		return progress.ProjectSchedule{}, badInput{answer.Error}
	case status != http.StatusOK || answer.ScheduleState == nil:
		return progress.ProjectSchedule{}, fmt.Errorf("%s answered %d, not as a jindu does", c.base, status)
	}
	return answer.ProjectSchedule, nil
}

func (s *scheduleCommand) print(env *environment, schedule progress.ProjectSchedule) error {
	switch s.Format {
	case "json":
		return writeJSON(env.stdout, schedule)
	case "svg":
		return gantt.SVG(env.stdout, schedule)
	}
	if _, err := fmt.Fprintln(env.stdout, scheduleTitle(schedule, env.lang)); err != nil {
		return err
	}
	var err error
	if s.Gantt {
		err = gantt.Text(env.stdout, schedule, env.lang, s.columns())
	} else {
		err = printer{w: env.stdout}.table(scheduleRows(schedule, env.lang))
	}
	return errors.Join(err, printConclusion(env, schedule))
}

// defaultColumns is the width of a chart where nothing says how wide a line is.
const defaultColumns = 100

func (s *scheduleCommand) columns() int {
	if s.Width > 0 {
		return s.Width
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return defaultColumns
}

// scheduleTitle names the project and the days that all is reckoned from.
func scheduleTitle(s progress.ProjectSchedule, lang model.Language) string {
	facts := []string{strings.TrimSpace(s.Project + " " + s.Name)}
	for _, fact := range []struct {
		name model.Text
		day  model.Period
	}{
		{model.Text{ZH: "开工", EN: "start"}, s.Start},
		{model.Text{ZH: "计划竣工", EN: "deadline"}, s.Deadline},
		{model.Text{ZH: "数据截至", EN: "data to"}, s.DataDate},
	} {
		if !fact.day.IsZero() {
			facts = append(facts, fact.name.In(lang)+" "+fact.day.String())
		}
	}
	return strings.Join(facts, model.Text{ZH: "；", EN: "; "}.In(lang))
}

// printConclusion says when the project finishes, and what is wrong.
func printConclusion(env *environment, s progress.ProjectSchedule) error {
	var lines []string
	if finish := gantt.Finish(s).In(env.lang); finish != "" {
		lines = append(lines, finish)
	}
	for _, p := range s.Problems {
		lines = append(lines, model.Text{ZH: "注意：", EN: "mind: "}.In(env.lang)+p.What.In(env.lang))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(env.stdout, line); err != nil {
			return err
		}
	}
	return nil
}

var scheduleHead = []model.Text{
	{ZH: "工序", EN: "activity"},
	{ZH: "名称", EN: "name"},
	{ZH: "工期", EN: "duration"},
	{ZH: "紧前工序", EN: "after"},
	{ZH: "最早开始", EN: "earliest start"},
	{ZH: "最早完成", EN: "earliest finish"},
	{ZH: "最迟开始", EN: "latest start"},
	{ZH: "最迟完成", EN: "latest finish"},
	{ZH: "时差(天)", EN: "float(days)"},
	{ZH: "关键", EN: "critical"},
	{ZH: "实际开始", EN: "actual start"},
	{ZH: "实际完成", EN: "actual finish"},
	{ZH: "误期", EN: "late"},
}

func scheduleRows(s progress.ProjectSchedule, lang model.Language) [][]string {
	head := make([]string, len(scheduleHead))
	for i, name := range scheduleHead {
		head[i] = name.In(lang)
	}
	rows := [][]string{head}
	for _, a := range s.Activities {
		rows = append(rows, activityCells(a, lang))
	}
	return rows
}
