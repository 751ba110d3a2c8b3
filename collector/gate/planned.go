package gate

import (
	"time"

	"jindu/internal/model"
)

// plannedDates reads the columns 计划开工 and 计划竣工 of 项目, which state
// milestones.
func (l *line) plannedDates() ([]*form, bool) {
	start, okStart := l.plannedDate("planned_start", model.MilestoneStart)
	finish, okFinish := l.plannedDate("planned_finish", model.MilestoneFinish)
	from, okFrom := start.body["planned"].(model.Period)
	to, okTo := finish.body["planned"].(model.Period)
	if okFrom && okTo && to.Key() < from.Key() {
		cell, _ := l.cell("planned_finish")
		column := l.column("planned_start")
		l.fail(cell, both("早于%[1]s %[3]s", "earlier than %[2]s, %[3]s", column.Name.ZH, column.Label(), from))
		return nil, false
	}
	return []*form{start, finish}, okStart && okFinish
}

func (l *line) plannedDate(key, milestone string) (*form, bool) {
	f := l.form(model.KindMilestone, map[string]string{key: "planned"})
	f.planned(key)
	f.put("milestone", milestone)
	return f, f.sound
}

// takePlanned takes planned dates in. They hold from the row's own date on, and
// not from the year that the row is about: a revision has none, and counts.
func (l *line) takePlanned(dates []*form, region, project string, from time.Time) {
	if cell, _ := l.cell("valid_from"); cell.Blank() {
		from = model.Always()
	}
	for _, f := range dates {
		if _, says := f.body["planned"]; says {
			m := model.Milestone{Project: project, Milestone: f.body["milestone"].(string)}
			f.put("project", project)
			f.take(region, m.ID(), from)
		}
	}
}
