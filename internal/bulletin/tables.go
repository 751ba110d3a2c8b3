package bulletin

import (
	"slices"
	"strconv"
	"strings"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/sheet"
)

// A Table is one of a bulletin: it stands in the text and in the workbook.
type Table struct {
	ID    string
	Title string
	sheet.Sheet

	of string // The column that says what a row is of.
}

// tables are all that can be made of a content, those without rows left out.
func tables(c *Content) []Table {
	t := tabler{c}
	all := []Table{
		t.indicators(), t.ranking(), t.behind(), t.reports(),
		t.dues("approvals", "在办手续", "Procedures under way", t.approvalRows()),
		t.dues("obstacles", "未销号问题", "Open obstacles", t.obstacleRows()),
		t.pipeline(),
		t.dues("overdue", "逾期事项", "Overdue", c.Overdue),
		t.dues("due", "到期事项", "Due next", c.Due),
	}
	kept := all[:0]
	for _, one := range all {
		if len(one.Rows) > 0 {
			one.dropEmpty()
			one.Name = sheet.SafeName(one.Title)
			kept = append(kept, one)
		}
	}
	return kept
}

// dropEmpty leaves columns out in which nothing is known.
func (t *Table) dropEmpty() {
	for i := len(t.Columns) - 1; i > 0; i-- {
		if slices.ContainsFunc(t.Rows, func(row []sheet.Cell) bool { return !row[i].Empty() }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		for j := range t.Rows {
			t.Rows[j] = slices.Delete(t.Rows[j], i, i+1)
		}
	}
}

type tabler struct{ *Content }

func (t tabler) text(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(t.Lang) }

// table begins one with its title and heads, by pairs of both languages.
func (t tabler) table(id, zh, en string, heads ...string) Table {
	one := Table{ID: id, Title: t.text(zh, en)}
	for i := 0; i+1 < len(heads); i += 2 {
		one.Columns = append(one.Columns, t.text(heads[i], heads[i+1]))
	}
	one.of = one.Columns[0]
	return one
}

func textCell(s string) sheet.Cell { return sheet.Text(unescape(s)) }

// unescape gives a text back as it was before plain.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func (t tabler) indicators() Table {
	one := t.table("indicators", "主要经济指标", "Indicators",
		"指标", "indicator", "期间", "period", "累计", "year to date", "同比", "growth", "年度目标", "year's target", "下达", "set by",
		"完成比例", "done", "序时进度", "pace", "差距（百分点）", "gap (points)")
	for _, i := range t.Indicators {
		growth := sheet.Number(sheet.Percent, i.Growth)
		one.Rows = append(one.Rows, []sheet.Cell{
			textCell(i.Name), textCell(i.Span), textCell(i.levelText(t.Lang)), growth, textCell(i.Goal), textCell(i.Issuer),
			sheet.Number(sheet.Percent, i.Done), sheet.Number(sheet.Percent, i.Pace), sheet.Number(sheet.Points, i.Gap),
		})
	}
	return one
}

func (t tabler) ranking() Table {
	one := t.table("ranking", "重点项目排名", "Ranking of projects",
		"名次", "rank", "较上月", "change", "项目", "project", "包保领导", "lead", "责任单位", "unit", "年度目标（亿元）", "target (1e8 yuan)",
		"完成投资（亿元）", "completed (1e8 yuan)", "完成比例", "done", "序时进度", "pace", "差距（百分点）", "gap (points)", "状态", "colour")
	one.of = t.text("项目", "project")
	several := false
	for _, p := range t.Ranking {
		several = several || p.Region != t.Ranking[0].Region
	}
	for _, p := range t.Ranking {
		rank := sheet.Text("")
		if p.Rank > 0 {
			rank = sheet.Count(p.Rank)
		}
		name := p.Name
		if several {
			name += t.text("（"+p.Region+"）", " ("+p.Region+")")
		}
		one.Rows = append(one.Rows, []sheet.Cell{
			rank, sheet.Text(p.Change), textCell(name), textCell(p.Lead), textCell(p.Unit),
			sheet.Number(sheet.Money, p.Target), sheet.Number(sheet.Money, p.Completed),
			sheet.Number(sheet.Percent, p.Completion), sheet.Number(sheet.Percent, p.Pace), sheet.Number(sheet.Points, p.Gap),
			sheet.Text(strings.TrimSpace(p.Shape + " " + p.Colour)),
		})
	}
	return one
}

func (t tabler) behind() Table {
	one := t.table("behind", "进展滞后项目", "Projects behind",
		"项目", "project", "包保领导", "lead", "责任单位", "unit", "差距（百分点）", "gap (points)", "连续月数", "months running",
		"存在问题", "problems", "下一步", "next step")
	for _, p := range t.Behind {
		months := sheet.Text("")
		if p.Months > 0 {
			months = sheet.Count(p.Months)
		}
		one.Rows = append(one.Rows, []sheet.Cell{
			textCell(p.Name), textCell(p.Lead), textCell(p.Unit), sheet.Number(sheet.Points, p.Gap), months, textCell(p.Problems), textCell(p.Next),
		})
	}
	return one
}

func (t tabler) reports() Table {
	one := t.table("reports", "未按时报送", "Reports that have not come",
		"报送内容", "report", "责任", "who", "应报日期", "due", "逾期天数", "days late")
	if t.Reports == nil {
		return one
	}
	for _, r := range t.Reports.Waiting {
		one.Rows = append(one.Rows, []sheet.Cell{textCell(r.Name), textCell(r.Who), sheet.Day(r.Due), sheet.Count(r.Days)})
	}
	return one
}

func (t tabler) approvalRows() []Due {
	if t.Approvals == nil {
		return nil
	}
	return t.Approvals.Open
}

func (t tabler) obstacleRows() []Due {
	if t.Obstacles == nil {
		return nil
	}
	return t.Obstacles.Rows
}

// dues is a table of things to be done.
func (t tabler) dues(id, zh, en string, rows []Due) Table {
	one := t.table(id, zh, en, "事项", "what", "项目或指标", "about", "责任", "who", "期限", "due", "逾期天数", "days overdue")
	for _, d := range rows {
		days := sheet.Text("")
		if d.Late {
			days = sheet.Count(d.Days)
		}
		one.Rows = append(one.Rows, []sheet.Cell{textCell(d.What), textCell(d.About), textCell(d.Who), sheet.Day(d.Day), days})
	}
	return one
}

// pipeline is what is in reserve, in programmes, won, started and funded.
func (t tabler) pipeline() Table {
	one := t.table("pipeline", "储备、招商、开工、资金", "Reserve, attraction, starts, funds",
		"事项", "what", "个数", "items", "金额（亿元）", "amount (1e8 yuan)")
	add := func(what string, items, yuan progress.Number) {
		if items.Known || yuan.Known {
			one.Rows = append(one.Rows, []sheet.Cell{textCell(what), sheet.Number(sheet.Whole, items), sheet.Number(sheet.Money, yuan)})
		}
	}
	dash := t.text("：", ": ")
	for _, l := range t.Libraries {
		add(l.Name+dash+t.text("申报", "declared"), l.Declared, l.DeclaredYuan)
		if l.Industry != "" {
			add(l.Name+dash+t.text("申报，其中"+l.Industry, "declared, of these "+l.Industry), l.Industries, l.IndustriesYuan)
		}
		add(l.Name+dash+t.text("入库", "admitted"), l.Admitted, l.AdmittedYuan)
	}
	for _, p := range t.Programmes {
		add(p.Name+dash+t.text("年度计划", "selected, planned in the year"), p.Selected, p.Yuan)
	}
	none := progress.Number{}
	if a := t.Attraction; a != nil {
		add(t.text("招商：签约", "attraction: signed"), a.Signed, none)
		add(t.text("招商：开工", "attraction: started"), a.Started, none)
		add(t.text("招商：省外资金", "attraction: funds from outside the province"), none, a.Funds)
	}
	if s := t.Starts; s != nil {
		add(t.text("集中开工", "starts at ceremonies"), s.Items, s.Yuan)
	}
	for _, f := range t.Funds {
		add(f.Name+dash+t.text("下达", "granted"), f.Items, f.Yuan)
		add(f.Name+dash+t.text("已开工", "started"), f.Started, none)
	}
	return one
}

// markdown writes the table: its title, its heads, its rows.
func (t Table) markdown(number int, lang model.Language) string {
	var b strings.Builder
	caption := model.Text{ZH: "表" + strconv.Itoa(number) + "　", EN: "Table " + strconv.Itoa(number) + ". "}.In(lang)
	b.WriteString("\n\n**" + caption + plain(t.Title) + "**\n\n")
	row := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	rules := make([]string, len(t.Columns))
	for i := range rules {
		rules[i] = ":--"
		if t.Rows[0][i].Format.Numeric() || numericBelow(t.Rows, i) {
			rules[i] = "--:"
		}
	}
	row(plainAll(t.Columns))
	row(rules)
	for _, cells := range t.Rows {
		texts := make([]string, len(cells))
		for i, cell := range cells {
			texts[i] = plain(cell.String())
		}
		row(texts)
	}
	return b.String() + "\n"
}

// numericBelow tells a column in which some cell is a number.
func numericBelow(rows [][]sheet.Cell, column int) bool {
	for _, row := range rows {
		if row[column].Format.Numeric() {
			return true
		}
	}
	return false
}
