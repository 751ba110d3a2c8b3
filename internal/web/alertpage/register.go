package alertpage

import (
	"html/template"

	"jindu/internal/model"
	"jindu/internal/register"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// registerListing is the register of what was acknowledged (督办台账).
func (s *shown) registerListing() page.Listing[register.Row] {
	lang := s.asked.Lang
	words := func(zh, en string, of func(register.Row) string) page.Column[register.Row] {
		return page.Column[register.Row]{
			Name: model.Text{ZH: zh, EN: en}, Cell: func(r register.Row) sheet.Cell { return sheet.Text(of(r)) },
		}
	}
	text := func(zh, en string, of func(register.Row) string) page.Column[register.Row] {
		c := words(zh, en, of)
		c.Show = func(r register.Row) template.HTML { return narrow(escaped(of(r))) }
		return c
	}
	about := words("项目或指标", "Project or indicator", s.about)
	about.Show = func(r register.Row) template.HTML { return s.linkTo(r.Region, r.Project, r.Indicator, s.about(r)) }
	state := words("状态", "State", func(r register.Row) string { return r.State.Name().In(lang) })
	state.Show = s.stateHTML
	due := words("期限", "Due", func(r register.Row) string {
		if r.Due.IsZero() {
			return ""
		}
		return r.Due.String()
	})
	return page.Listing[register.Row]{Whole: true, Columns: []page.Column[register.Row]{
		words("地区", "Region", func(r register.Row) string { return s.place(r.Region, lang) }),
		about,
		words("告警", "Alert", func(r register.Row) string { return r.Alert }),
		state,
		words("督办人", "By", func(r register.Row) string { return r.By }),
		{
			Name: model.Text{ZH: "督办日期", EN: "Since"},
			Cell: func(r register.Row) sheet.Cell { return sheet.Day(inZone(r.Since, s.Zone)) },
		},
		text("批示", "To do", func(r register.Row) string { return r.Note }),
		due,
		{
			Name: model.Text{ZH: "逾期天数", EN: "Days overdue"},
			Cell: func(r register.Row) sheet.Cell {
				if r.DaysOverdue == 0 {
					return sheet.Cell{Format: sheet.Whole}
				}
				return sheet.Count(r.DaysOverdue)
			},
		},
		words("销号人", "Closed by", func(r register.Row) string { return r.ClosedBy }),
		{
			Name: model.Text{ZH: "销号日期", EN: "Closed"},
			Cell: func(r register.Row) sheet.Cell { return sheet.Day(inZone(r.Closed, s.Zone)) },
		},
		text("销号说明", "Reason", func(r register.Row) string { return r.Reason }),
	}}
}

// about is what a row is about.
func (s *shown) about(r register.Row) string {
	if r.Project != "" {
		if r.Name != "" {
			return r.Name
		}
		return r.Project
	}
	if i, ok := s.Catalog.Indicator(r.Indicator); ok {
		return model.Text{ZH: i.Name, EN: i.NameEN}.In(s.asked.Lang)
	}
	return r.Indicator
}

// stateHTML tells the state by a shape too, and leads to the closing.
func (s *shown) stateHTML(r register.Row) template.HTML {
	if r.State == model.AckClosed {
		return `<span class="mark green"><span aria-hidden="true">■</span> ` + escaped(r.State.Name().In(s.asked.Lang)) + `</span>`
	}
	class, shape := template.HTML("yellow"), template.HTML("▲")
	if r.DaysOverdue > 0 {
		class, shape = "red", "●"
	}
	shown := `<span class="mark ` + class + `"><span aria-hidden="true">` + shape + `</span> ` + escaped(r.State.Name().In(s.asked.Lang)) + `</span>`
	if s.offered() {
		shown += ` ` + s.opener(Statement{Region: r.Region, Alert: r.Alert, Project: r.Project, Indicator: r.Indicator}, model.AckClosed)
	}
	return shown
}
