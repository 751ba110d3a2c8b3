package gate

import (
	"slices"
	"strings"
	"unicode"

	"jindu/internal/model"
)

// activityRow reads a row of 工序: a piece of a project's works.
func (l *line) activityRow() {
	f := l.form(model.KindActivity, map[string]string{"calendar": "workdays"})
	project, region, okProject := l.knownProject()
	id, _, okID := l.identity("activity")
	if okProject && okID {
		l.c.named[[3]string{region, project, id}] = true
	}
	from, okFrom := l.since()
	f.names("name")
	f.duration()
	f.predecessors(id)
	f.actual("actual_start", "actual_finish")
	if !okProject || !okID || !okFrom {
		return
	}
	a := model.Activity{Project: project, Activity: id}
	f.put("project", a.Project)
	f.put("activity", a.Activity)
	f.take(region, a.ID(), from)
}

// duration reads 工期 and 历法: the days may be named in the cell, in a column
// of their own, or in the header.
func (f *form) duration() {
	workdays, said := f.calendar()
	text, cell, ok := f.stated("duration")
	if !ok {
		return
	}
	d, ok := parseDuration(text)
	switch {
	case !ok:
		f.wrong(cell, words("工期应为不小于0的整天数，如 45、45天 或 30个工作日", "want a whole number of days, 0 or more, such as 45, 45 days or 30 workdays"))
		return
	case d.calendar && said && d.workdays != workdays:
		f.wrong(cell, words("与“历法”不一致：一处是工作日，另一处是日历天", "at odds with 历法 (calendar): one says working days, the other calendar days"))
		return
	case !said && (d.calendar || isWorkdays(f.columns["duration"].Unit)):
		f.put("calendar", d.workdays || !d.calendar)
		f.beside = map[string]string{"workdays": "duration"}
	}
	f.put("duration", d.days)
}

func isWorkdays(u *model.Unit) bool { return u != nil && u.Name == "工作日" }

func (f *form) calendar() (workdays, said bool) {
	text, cell, ok := f.stated("calendar")
	if !ok {
		return false, false
	}
	workdays, ok = parseCalendar(text)
	if !ok {
		f.wrong(cell, words("应为 日历天 或 工作日", "want 日历天 (calendar days) or 工作日 (workdays)"))
		return false, false
	}
	f.put("calendar", workdays)
	return workdays, true
}

// predecessors reads 紧前工序.
func (f *form) predecessors(own string) {
	text, cell, ok := f.stated("predecessors")
	if !ok {
		return
	}
	ids := parsePredecessors(text)
	if own != "" && slices.Contains(ids, own) {
		f.wrong(cell, words("工序不能是自己的紧前工序", "an activity can't be its own predecessor"))
		return
	}
	if i := slices.IndexFunc(ids, unfit); i >= 0 {
		f.wrong(cell, words("应为工序编号，之间用“、”分开", "want the numbers of activities, parted by commas"))
		return
	}
	f.put("predecessors", ids)
}

// parsePredecessors reads the numbers of activities, A、B, each once and in
// order.
func parsePredecessors(text string) []string {
	ids := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、,，;；", r) })
	slices.Sort(ids)
	return slices.Compact(ids)
}
