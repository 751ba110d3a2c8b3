package gate

import (
	"jindu/internal/model"
)

// reserveRow reads a row of 储备库: a project in a library.
func (l *line) reserveRow() {
	f := l.form(model.KindMembership, map[string]string{"library": "of"})
	f.actual("declared", "admitted")
	f.membership("library", 0)
}

// programmeRow reads a row of 计划: a project in a year's programme.
func (l *line) programmeRow() {
	f := l.form(model.KindMembership, map[string]string{
		"program": "of", "selected": "admitted", "planned_investment": "planned",
	})
	year, ok := l.targetYear()
	f.sound = f.sound && ok
	f.put("year", year)
	f.actual("selected")
	f.money("planned_investment")
	f.membership("program", year)
}

// membership reads what libraries and programmes have in common, and takes the
// row in.
func (f *form) membership(key string, year int) {
	of, _, okOf := f.identity(key)
	region, okRegion := f.regionCode()
	project, name := f.thing(true)
	from, okFrom := f.since()
	f.labels("industry")
	f.money("investment")
	f.put(key, of)
	if okOf && okRegion && okFrom {
		m := model.Membership{Of: of, Year: year, Project: project, Name: name}
		f.take(region, m.ID(), from)
	}
}

// attractionRow reads a row of 招商: an investment project that was won, and
// what it brought from outside the province in a month.
func (l *line) attractionRow() {
	f := l.form(model.KindAttraction, nil)
	id, _, okID := l.identity("attraction")
	region, okRegion := l.regionCode()
	f.thing(false)
	from, okFrom := l.since()
	f.labels("type", "industry")
	f.names("task_force")
	f.actual("signed", "landed", "started")
	f.money("investment")
	f.put("attraction", id)
	okFunds := f.funds(region, id)
	if okID && okRegion && okFrom && okFunds {
		f.take(region, id, from)
	}
}

// funds reads 省外资金, of a month.
func (f *form) funds(region, attraction string) bool {
	yuan, ok := f.line.money("funds")
	if !ok || yuan == nil {
		return ok
	}
	month, ok := f.month()
	if ok && region != "" && attraction != "" {
		f.observeMoney("funds", yuan, month, model.AttractionFundsSeries(region, attraction))
	}
	return ok
}

// month reads the month of a row, or that of the title.
func (l *line) month() (model.Period, bool) {
	text, cell, ok := l.text("period")
	if !ok {
		return model.Period{}, false
	}
	p := l.t.Title.Period
	if text != "" {
		if p, ok = l.parse(text, cell); !ok {
			return p, false
		}
	}
	p = wholeOfDay(p, model.Monthly)
	switch {
	case p.IsZero():
		money, _ := l.cell("funds")
		l.fail(money, words("不知道是哪个月的资金：请填写“月份”", "the month of these funds is not known: fill in 月份 (period)"))
		return p, false
	case p.Freq() != model.Monthly || p.Span() != 1:
		if text == "" {
			cell.Text = p.String()
		}
		l.fail(cell, words("应为一个月，如 2020-07", "want one month, such as 2020-07"))
		return p, false
	case p.End(l.c.Zone).After(l.c.Now.Add(tomorrow)):
		l.fail(cell, *l.c.future())
		return p, false
	}
	return p, true
}

// ceremonyRow reads a row of 开工: a ceremony, or one of the projects that
// started at it.
func (l *line) ceremonyRow() {
	f := l.form(model.KindCeremony, nil)
	ceremony, _, okName := l.identity("ceremony")
	region, okRegion := l.regionCode()
	day, okDay := l.neededDay("date")
	project, name := f.thing(false)
	f.labels("industry")
	f.money("investment")
	f.put("ceremony", ceremony)
	f.put("date", day)
	if !okName || !okRegion || !okDay || !f.oneDay(region, ceremony, day) {
		return
	}
	c := model.Ceremony{Ceremony: ceremony, Project: project, Name: name}
	f.take(region, c.ID(), model.Always())
}

// A held is a ceremony's day, and where it stands.
type held struct {
	day   model.Period
	place string
}

// oneDay says that a ceremony's rows name several days: ceremonies are told
// apart by their names.
func (f *form) oneDay(region, ceremony string, day model.Period) bool {
	cell, _ := f.cell("date")
	key := [2]string{region, ceremony}
	first, ok := f.c.held[key]
	if !ok {
		f.c.held[key] = held{day, f.place(cell.Column)}
		return true
	}
	if first.day != day {
		f.wrong(cell, both("与 %s 的日期 %s 不同；同一仪式应为同一天，不同仪式应有不同名称",
			"another day than %s has, %s; a ceremony is on one day, and other ceremonies have other names", first.place, first.day))
	}
	return first.day == day
}

// grantRow reads a row of 资金: money granted to a project.
func (l *line) grantRow() {
	f := l.form(model.KindGrant, nil)
	source, _, okSource := l.identity("source")
	region, okRegion := l.regionCode()
	project, name := f.thing(true)
	day, okDay := l.neededDay("granted")
	from, okFrom := l.since()
	f.actual("started")
	f.neededMoney("amount")
	f.put("source", source)
	f.put("granted", day)
	if okSource && okRegion && okDay && okFrom {
		g := model.Grant{Source: source, Project: project, Name: name, Granted: day}
		f.take(region, g.ID(), from)
	}
}

// neededMoney reads an amount that must be there; - and 无 take it back.
func (f *form) neededMoney(key string) {
	if cell, has := f.cell(key); has && cell.Blank() {
		f.needed(key, cell)
		f.sound = false
		return
	}
	f.money(key)
}
