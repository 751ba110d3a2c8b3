package gate

import "jindu/internal/model"

// procedureRow reads a row of 手续: an approval that a project needs.
func (l *line) procedureRow() {
	f := l.form(model.KindProcedure, nil)
	project, region, okProject := l.knownProject()
	name, _, okName := l.identity("procedure")
	from, okFrom := l.since()
	f.names("authority")
	f.actual("accepted", "completed", "supplied")
	f.planned("supply_by")
	f.limit()
	f.stopped()
	f.yesNo("deferred")
	if !okProject || !okName || !okFrom {
		return
	}
	p := model.Procedure{Project: project, Procedure: name}
	f.put("project", p.Project)
	f.put("procedure", p.Procedure)
	f.take(region, p.ID(), from)
}

// limit reads 时限, which counts working days.
func (f *form) limit() {
	text, cell, ok := f.stated("limit")
	if !ok {
		return
	}
	d, ok := parseDuration(text)
	named := trimUnit(text, "天", "日", "days", "day", "d") != text && !d.workdays
	if !ok || d.days == 0 || d.calendar && !d.workdays || named {
		f.wrong(cell, words("时限应为工作日数，如 20 或 20个工作日", "want a number of working days, such as 20 or 20 workdays"))
		return
	}
	f.put("limit", d.days)
}

// stopped reads 停止计时.
func (f *form) stopped() {
	text, cell, ok := f.stated("stops")
	if !ok {
		return
	}
	stops, err := parseStops(text, f.t.Title.Year)
	if err != nil {
		f.wrong(cell, err.Text)
		return
	}
	for _, s := range stops {
		if s.From.End(f.c.Zone).After(f.c.Now.Add(tomorrow)) {
			f.wrong(cell, both("停止计时从 %s 起，还没有开始", "the stop from %s has not begun yet", s.From))
			return
		}
	}
	f.put("stops", stops)
}

// stops checks the stops of each procedure against its own days.
func (c *checker) stops() error {
	objects, err := c.spokenOf(model.KindProcedure)
	if err != nil {
		return err
	}
	for _, o := range objects {
		var p model.Procedure
		if _, err := o.At(last(o), &p); err != nil {
			return err
		}
		if wrong := outside(p); wrong != nil {
			c.wrongStop(o, *wrong)
		}
	}
	return nil
}

// wrongStop names the cell of the stops, or that of the days which they do not
// go with.
func (c *checker) wrongStop(o model.Object, what model.Text) {
	forms := c.formsOf(o)
	for _, field := range []string{"stops", "accepted", "completed"} {
		if f, ok := statedWhere(forms, field); ok {
			cell, _ := f.cellOf(field)
			f.fail(cell, what)
			return
		}
	}
}

// outside says which stop does not lie between acceptance and completion.
func outside(p model.Procedure) *model.Text {
	for _, s := range p.Stops {
		switch {
		case !p.Accepted.IsZero() && s.From.Key() < p.Accepted.Key():
			return ptr(both("停止计时从 %s 起，早于受理日期 %s", "the stop from %s begins before the procedure was accepted, %s", s.From, p.Accepted))
		case p.Completed.IsZero():
		case s.To.IsZero():
			return ptr(both("停止计时从 %s 起没有止日，但 %s 已办结", "the stop from %s has no end, but the procedure was completed on %s", s.From, p.Completed))
		case s.To.Key() > p.Completed.Key():
			return ptr(both("停止计时到 %s 止，晚于办结日期 %s", "the stop until %s ends after the procedure was completed, %s", s.To, p.Completed))
		}
	}
	return nil
}
