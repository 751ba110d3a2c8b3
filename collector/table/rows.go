package table

import (
	"regexp"
	"strings"
)

var (
	totalLabel = regexp.MustCompile(`^(.{0,12}(合计|总计|小计|共计)|total|subtotal|grandtotal|sum)(\(.*\))?:?$`)
	section    = regexp.MustCompile(`^(\(?[一二三四五六七八九十]{1,3}\)?[、.,:\s]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+[部类])`)
	plainTotal = regexp.MustCompile(`^(合计|总计|小计|共计|total|subtotal|grandtotal|sum):?$`)
	footnote   = regexp.MustCompile(`^(注\d*[:.、]|注\s|说明:|备注:|填表|制表|审核|复核|填报|报送|单位负责人|负责人:|分管|联系|联系人|资料来源|数据来源|note:|notes:|source:|\*)`)
)

// dataRows picks the rows of data out of those below the header, and checks
// the totals against them.
func (t *Table) dataRows(spec reader, headings []Heading, rows []Row, at header) []Row {
	unread := map[int]bool{} // Columns that hold numbers of lines and the like.
	for _, h := range headings {
		unread[h.Column] = h.ignored()
	}
	var data []Row
	sums := newTotals(t)
	footnotes, totals := newRecall(footnote.MatchString), newRecall(spec.isTotal)
	for _, row := range rows[at.bottom+1:] {
		switch label := rowLabel(row, unread); {
		case label == "" || isSection(row, label) || footnotes.of(label) && spec.isFootnote(row, label, headings):
			continue
		case totals.of(label):
			sums.total(row, strings.Contains(label, "小计") || strings.Contains(label, "subtotal"))
		case repeatsHeader(row, rows[at.bottom]):
			continue
		default:
			data = append(data, row)
			sums.add(row)
		}
	}
	t.Warnings = append(t.Warnings, sums.check()...)
	return data
}

// isFootnote tells a line such as 填表人：张三 below a table, by a label that
// begins like one. Where the first column is left blank for the same as above,
// a required one may hold a name that begins like that, such as 审核施工图.
func (s Spec) isFootnote(row Row, label string, headings []Heading) bool {
	for i, h := range headings {
		c := s.column(h.Key)
		switch {
		case i == 0 && !(c.Carried && row.At(h.Column).Blank()):
			return true
		case i > 0 && c.Required && strings.EqualFold(Fold(row.At(h.Column).Text), label):
			return strings.Contains(label, ":")
		}
	}
	return true
}

// isTotal tells a row of totals by its label. Where nothing adds up, a longer
// label is a name: 税收收入合计 can be an indicator's.
func (s Spec) isTotal(label string) bool {
	label = strings.ReplaceAll(label, " ", "")
	for _, c := range s.Columns {
		if c.Sum {
			return totalLabel.MatchString(label)
		}
	}
	return plainTotal.MatchString(label)
}

// rowLabel is the first word of a row, or its first number where it has no
// word; empty where nothing but the unread columns is filled.
func rowLabel(row Row, unread map[int]bool) string {
	label := ""
	for _, cell := range row.Cells {
		if cell.Blank() {
			continue
		}
		text := strings.ToLower(Fold(cell.Text))
		if unread[cell.Column] {
			if totalLabel.MatchString(strings.ReplaceAll(text, " ", "")) {
				return text
			}
			continue
		}
		if cell.Fault != nil {
			return "?"
		}
		if !cell.Number {
			return text
		}
		if label == "" {
			label = text
		}
	}
	return label
}

// isSection tells a line such as 一、工业项目 between the rows: words alone in
// the row, or merged over it.
func isSection(row Row, label string) bool {
	own, copies := 0, 0
	for _, cell := range row.Cells {
		switch {
		case cell.Copy:
			copies++
		case !cell.Blank():
			own++
		}
		if own > 1 { // Most rows.
			return false
		}
	}
	if own == 0 {
		return false
	}
	return copies >= 2 && sameText(row) || section.MatchString(label)
}

func sameText(row Row) bool {
	for _, cell := range row.Cells {
		if cell.Text != row.Cells[0].Text || cell.Fault != nil {
			return false
		}
	}
	return true
}

// repeatsHeader tells the header printed again on a new page.
func repeatsHeader(row, header Row) bool {
	same := 0
	for _, cell := range row.Cells {
		if cell.Text != header.At(cell.Column).Text {
			return false
		}
		same++
	}
	return same > 1
}
