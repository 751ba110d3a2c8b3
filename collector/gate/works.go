package gate

import (
	"jindu/collector/table"
	"jindu/internal/model"
)

// milestoneRow reads a row of 节点: when an event of a project should come, and
// when it came.
func (l *line) milestoneRow() {
	f := l.form(model.KindMilestone, nil)
	project, region, okProject := l.knownProject()
	name, _, okName := l.identity("milestone")
	from, okFrom := l.since()
	f.planned("planned")
	f.actual("actual")
	if !okProject || !okName || !okFrom {
		return
	}
	m := model.Milestone{Project: project, Milestone: model.MilestoneCode(name)}
	f.put("project", m.Project)
	f.put("milestone", m.Milestone)
	f.take(region, m.ID(), from)
}

// obstacleRow reads a row of 问题: what blocks a project.
func (l *line) obstacleRow() {
	f := l.form(model.KindObstacle, nil)
	project, region, okProject := l.knownProject()
	id, _, okID := l.identity("obstacle")
	from, okFrom := l.since()
	f.obstacleKind()
	f.words("what")
	f.names("owner")
	f.actual("raised", "closed")
	f.planned("due")
	if !okProject || !okID || !okFrom {
		return
	}
	o := model.Obstacle{Project: project, Obstacle: id}
	f.put("project", o.Project)
	f.put("obstacle", o.Obstacle)
	f.take(region, o.ID(), from)
}

func (f *form) obstacleKind() {
	text, cell, ok := f.stated("kind")
	if !ok {
		return
	}
	kind, ok := model.ParseObstacleKind(text)
	if !ok {
		var zh, en string
		for _, k := range model.ObstacleKinds() {
			zh, en = zh+"、"+k.Name().ZH, en+", "+k.Name().ZH+" ("+k.Name().EN+")"
		}
		f.wrong(cell, words("未知的问题类型；应为 "+zh[len("、"):]+" 之一", "unknown kind of obstacle; want one of "+en[len(", "):]))
		return
	}
	f.put("kind", kind)
}

// dutyRow reads a row of 责任: who answers for a project, from a day on.
func (l *line) dutyRow() {
	f := l.form(model.KindDuty, nil)
	project, region, okProject := l.knownProject()
	from, okFrom := l.validFrom(0)
	if cell, _ := l.cell("valid_from"); okFrom && from.IsZero() {
		l.needed("valid_from", cell)
		return
	}
	f.names("lead", "owner_unit", "task_force")
	if okProject && okFrom {
		f.take(region, project, from)
	}
}

// visitRow reads a row of 观摩: one judge's mark and what was decided.
func (l *line) visitRow() {
	f := l.form(model.KindVisit, nil)
	project, region, okProject := l.knownProject()
	day, okDay := l.neededDay("date")
	judge, okJudge := l.optionalIdentity("judge")
	f.mark()
	f.words("decision")
	if !okProject || !okDay || !okJudge {
		return
	}
	v := model.Visit{Project: project, Date: day, Judge: judge}
	f.put("project", v.Project)
	f.put("date", v.Date)
	if judge != "" {
		f.put("judge", v.Judge)
	}
	f.take(region, v.ID(), model.Always())
}

func (f *form) mark() {
	text, cell, ok := f.stated("mark")
	if !ok {
		return
	}
	mark, err := model.ParseNumber(trimUnit(text, "分", "points"))
	if err != nil || mark.IsNegative() || mark.Cmp(hundred) > 0 {
		f.wrong(cell, words("应为0至100的分数，如 92.5", "want a mark from 0 to 100, such as 92.5"))
		return
	}
	f.put("mark", mark)
}

// neededDay reads a day that must be there and has begun.
func (l *line) neededDay(key string) (model.Period, bool) {
	text, cell, ok := l.text(key)
	if ok && text == "" {
		l.needed(key, cell)
		return model.Period{}, false
	}
	if !ok {
		return model.Period{}, false
	}
	return l.past(text, cell)
}

// yesNo reads 是 or 否.
func (f *form) yesNo(key string) {
	text, cell, ok := f.stated(key)
	if !ok {
		return
	}
	yes, ok := parseYesNo(text)
	if !ok {
		f.wrong(cell, words("应为 是 或 否", "want 是 (yes) or 否 (no)"))
		return
	}
	f.put(key, yes)
}

func parseYesNo(text string) (yes, ok bool) {
	switch table.Fold(text) {
	case "是", "有", "√", "✓", "yes", "Yes", "YES", "Y", "y", "true", "TRUE":
		return true, true
	case "否", "没有", "×", "no", "No", "NO", "N", "n", "false", "FALSE":
		return false, true
	}
	return false, false
}
