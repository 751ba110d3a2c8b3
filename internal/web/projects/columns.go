package projects

import (
	"fmt"
	"html/template"
	"slices"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// A row is a project of the list, judged by the main pack.
type row struct {
	*progress.ProjectState
	verdict progress.Verdict
	region  string // Its name.
	link    string // To its page.
}

func number(f sheet.Format, of func(*row) progress.Number) func(*row) sheet.Cell {
	return func(r *row) sheet.Cell { return sheet.Number(f, of(r)) }
}

func words(of func(*row) string) func(*row) sheet.Cell {
	return func(r *row) sheet.Cell { return sheet.Text(of(r)) }
}

// someOf is a count that is not known where it is 0.
func someOf(n int) progress.Number { return progress.Number{Value: float64(n), Known: n != 0} }

// listing are the columns of the list: how a project stands, then whom to call,
// then all else.
func listing(pack *progress.Pack, lang model.Language, several bool) page.Listing[*row] {
	columns := slices.Concat(judgedColumns(pack, lang), progressColumns(), peopleColumns(lang), otherColumns())
	if several {
		region := page.Column[*row]{Key: "region", Name: model.Text{ZH: "地区", EN: "Region"}, Cell: words(func(r *row) string { return r.region })}
		columns = slices.Insert(columns, 4, region)
	}
	for i := range columns {
		columns[i] = finished(columns[i])
	}
	return page.Listing[*row]{Columns: columns}
}

// finished lets a column answer for no row, and show what is not known.
func finished(c page.Column[*row]) page.Column[*row] {
	cell, show := c.Cell, c.Show
	c.Cell = func(r *row) sheet.Cell {
		if r == nil {
			r = &row{ProjectState: &progress.ProjectState{}}
		}
		return cell(r)
	}
	c.Show = func(r *row) template.HTML {
		switch one := c.Cell(r); {
		case one.Empty():
			return `<span class="soft">–</span>`
		case show != nil:
			return show(r)
		default:
			return template.HTML(template.HTMLEscapeString(one.String())) //nolint:gosec // It is escaped.
		}
	}
	return c
}

func judgedColumns(pack *progress.Pack, lang model.Language) []page.Column[*row] {
	return []page.Column[*row]{
		{
			Key: "rank", Name: model.Text{ZH: "排名", EN: "Rank"}, Worst: true,
			Cell: number(sheet.Whole, func(r *row) progress.Number { return someOf(r.verdict.Rank) }),
		},
		{
			Key: "change", Name: model.Text{ZH: "升降", EN: "Change"},
			Cell: number(sheet.Whole, func(r *row) progress.Number { return r.verdict.RankChange }),
			Show: func(r *row) template.HTML { return template.HTML(moved(r.verdict.RankChange)) }, //nolint:gosec // Digits and an arrow.
		},
		{Key: "id", Name: model.Text{ZH: "编号", EN: "Number"}, Cell: words(func(r *row) string { return r.ID })},
		{
			Key: "name", Name: model.Text{ZH: "项目", EN: "Project"}, Cell: words(called),
			Show: func(r *row) template.HTML { return page.Link(r.link, called(r)) },
		},
		{
			Key: "colour", Name: model.Text{ZH: "颜色", EN: "Colour"},
			Cell: words(func(r *row) string { return phrase.Colour(r.verdict.Colour, lang) }),
			Order: number(sheet.Whole, func(r *row) progress.Number { // The worst first.
				return progress.Number{Value: -float64(pack.Level(r.verdict.Colour)), Known: r.verdict.Colour != ""}
			}),
			Show: func(r *row) template.HTML { return page.Mark(r.verdict.Colour, lang) },
		},
		{
			Key: "months", Name: model.Text{ZH: "连续月数", EN: "Months so"},
			Cell: number(sheet.Whole, func(r *row) progress.Number { return someOf(r.verdict.Streak) }),
		},
	}
}

// called is a project's name, or its number where it has none.
func called(r *row) string {
	if r.Name == "" {
		return r.ID
	}
	return r.Name
}

// moved writes by how many places a project climbed or fell.
func moved(change progress.Number) string {
	switch {
	case !change.Known:
		return ""
	case change.Value > 0:
		return "↑" + phrase.Rounded(change, 0)
	case change.Value < 0:
		return "↓" + phrase.Rounded(progress.Known(-change.Value), 0)
	}
	return "="
}

func progressColumns() []page.Column[*row] {
	return []page.Column[*row]{
		{
			Key: "gap", Name: model.Text{ZH: "差（百分点）", EN: "Gap (points)"}, Worst: true,
			Cell: number(sheet.Points, func(r *row) progress.Number { return r.Gap }), Show: showGap,
		},
		{
			Key: "completion", Name: model.Text{ZH: "完成比例", EN: "Completion"}, Worst: true,
			Cell: number(sheet.Percent, func(r *row) progress.Number { return r.Completion }),
		},
		{Key: "pace", Name: model.Text{ZH: "序时进度", EN: "Pace"}, Cell: number(sheet.Percent, func(r *row) progress.Number { return r.Pace })},
		{
			Key: "completed", Name: model.Text{ZH: "完成投资（亿元）", EN: "Completed (100 m yuan)"},
			Cell: number(sheet.Money, func(r *row) progress.Number { return r.Completed }),
		},
		{
			Key: "target", Name: model.Text{ZH: "年度目标（亿元）", EN: "Year's target (100 m yuan)"},
			Cell: number(sheet.Money, func(r *row) progress.Number { return r.Target }),
		},
	}
}

func showGap(r *row) template.HTML {
	class := "green"
	if r.Gap.Value < 0 {
		class = "red"
	}
	return template.HTML(`<span class="` + class + `">` + phrase.Points(r.Gap) + `</span>`) //nolint:gosec // A number.
}

func peopleColumns(lang model.Language) []page.Column[*row] {
	return []page.Column[*row]{
		{Key: "unit", Name: model.Text{ZH: "责任单位", EN: "Responsible unit"}, Cell: words(func(r *row) string { return r.OwnerUnit })},
		{Key: "lead", Name: model.Text{ZH: "包保领导", EN: "Lead"}, Cell: words(func(r *row) string { return r.Lead })},
		{
			Key: "stage", Name: model.Text{ZH: "阶段", EN: "Stage"}, Cell: words(func(r *row) string { return r.Stage.Name().In(lang) }),
			Order: number(sheet.Whole, func(r *row) progress.Number {
				at := slices.Index(model.Stages(), r.Stage)
				return progress.Number{Value: float64(at), Known: at >= 0}
			}),
		},
		{Key: "cutoff", Name: model.Text{ZH: "数据截至", EN: "Data as of"}, Cell: func(r *row) sheet.Cell { return sheet.Day(r.Cutoff) }},
		{
			Key: "late", Name: model.Text{ZH: "迟报", EN: "Late report"}, Cell: words(func(r *row) string { return lateOf(r.ProjectState) }),
			Show: func(r *row) template.HTML {
				word := model.Text{ZH: "逾期", EN: "late"}.In(lang)
				return template.HTML(`<span class="red">` + word + " " + template.HTMLEscapeString(lateOf(r.ProjectState)) + `</span>`) //nolint:gosec // It is escaped.
			},
		},
	}
}

// lateOf is the month whose report is late.
func lateOf(p *progress.ProjectState) string {
	if !late(p) {
		return ""
	}
	return p.Report.Period.String()
}

func otherColumns() []page.Column[*row] {
	return []page.Column[*row]{
		{
			Key: "spi", Name: model.Text{EN: "SPI"}, Worst: true, Cell: number(sheet.Decimal, func(r *row) progress.Number { return r.SPI }),
			Show: func(r *row) template.HTML { return template.HTML(fmt.Sprintf("%.2f", r.SPI.Value)) }, //nolint:gosec // A number.
		},
		{
			Key: "total", Name: model.Text{ZH: "总投资（亿元）", EN: "Total investment (100 m yuan)"},
			Cell: number(sheet.Money, func(r *row) progress.Number { return r.Total }),
		},
		{Key: "nature", Name: model.Text{ZH: "性质", EN: "Nature"}, Cell: words(func(r *row) string { return r.Nature })},
		{Key: "category", Name: model.Text{ZH: "类别", EN: "Category"}, Cell: words(func(r *row) string { return r.Category })},
		{Key: "task_force", Name: model.Text{ZH: "专班", EN: "Task force"}, Cell: words(func(r *row) string { return r.TaskForce })},
	}
}
