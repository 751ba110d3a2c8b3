package projects

import (
	"bytes"
	"html/template"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/chart"
	"jindu/internal/gantt"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// draw draws the year's plan with what was reported, and the schedule.
func (c *content) draw(course progress.Course, r *reader) error {
	done, err := r.done(course.Year)
	if err != nil {
		return err
	}
	c.Chart = planAndActual(course, done, r)
	schedule, ok := c.ScheduleOn(model.NewDay(r.asked.At.In(r.zone)))
	if !ok {
		return nil
	}
	var svg bytes.Buffer
	if err := gantt.SVG(&svg, schedule); err != nil {
		return err
	}
	c.Gantt = template.HTML(svg.String()) //nolint:gosec // Its template escapes what stands in it.
	c.Finish = gantt.Finish(schedule).In(r.asked.Lang)
	return nil
}

// planAndActual draws what the year's plan asks for by each month's end, and
// what was done at each report.
func planAndActual(course progress.Course, done []model.Point, r *reader) template.HTML {
	in := func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(r.asked.Lang) }
	start := model.NewYear(course.Year).Start(r.zone)
	planned := chart.Line{Name: in("计划（累计）", "planned, cumulative"), Class: "soft", Dash: "5 4"}
	if course.Unplanned == 0 {
		for _, p := range course.Planned {
			planned.Points = append(planned.Points, chart.Point{At: p.At, Value: p.Yuan})
		}
	}
	actual := chart.Line{Name: in("完成（各次报送）", "done, at each report"), Class: "blue", Marks: true}
	for _, p := range done {
		actual.Points = append(actual.Points, chart.Point{At: p.Period.End(r.zone), Value: p.Value})
	}
	drawing := chart.Lines{
		Title: in("本年计划与完成投资，亿元", "The year's plan and what was done, 100 m yuan"), Width: 860, Height: 300,
		Lines: []chart.Line{planned, actual}, FromZero: true,
		Value: func(yuan float64) string { return decimal.NewFromFloat(yuan).Shift(-8).Round(4).String() },
	}
	drawing.Ticks = []chart.Tick{{At: start}}
	for m := range 12 {
		month := model.NewMonth(course.Year, time.Month(m+1))
		drawing.Ticks = append(drawing.Ticks, chart.Tick{At: month.End(r.zone), Name: in(strconv.Itoa(m+1)+"月", month.Start(r.zone).Format("Jan"))})
	}
	if len(done) > 0 {
		last := done[len(done)-1].Period
		drawing.Marks = []chart.Mark{{At: last.End(r.zone), Name: in("数据截至 ", "data as of ") + last.String()}}
	}
	return drawing.SVG()
}
