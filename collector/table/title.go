package table

import (
	"regexp"
	"strconv"
	"strings"

	"jindu/internal/model"
)

// A Title is what the lines above a table, and the sheet's name, say of every
// row in it.
type Title struct {
	Year   int          // 2020年重点项目; 0 where none is named.
	Period model.Period // 2020年1—7月; zero where none is named.
	CutOff model.Period // 截至7月25日, a day or a month; zero where none is named.
	Region Said         // 地区：殷都区.
	Units  []model.Unit // 单位：万元, or 单位：亿元、%.
}

// A remark is something to say about a cell of the sheet at hand.
type remark struct {
	ref, value string
	what       model.Text
}

// Said is a text with the cell it stands in.
type Said struct{ Text, Ref string }

var (
	yearInTitle   = regexp.MustCompile(`((?:19|20|21)\d\d)\s*年`)
	yearAlone     = regexp.MustCompile(`(?:^|\D)((?:19|20|21)\d\d)(?:\D|$)`)
	cutOffInTitle = regexp.MustCompile(`截[至止]到?[^\d]{0,3}((?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*(?:\d{1,2}\s*[日号]?|底|末|份)?)`)
	monthsInTitle = regexp.MustCompile(`((?:\d{4}\s*年\s*)?\d{1,2}\s*月?\s*[-—–―~～至到]+\s*\d{1,2}\s*月)`)
	monthInTitle  = regexp.MustCompile(`(\d{4}\s*年\s*\d{1,2}\s*月)(?:[^\d\s]|$)`)
	whenWritten   = regexp.MustCompile(`(填报|填表|制表|编制|印发|报送|打印|上报)(时间|日期)`)
	unitLine      = regexp.MustCompile(`(?i)^(?:.*[\s,，;；(])?(?:计量|金额)?(?:单位|unit)\s*:\s*([^)]*)\)?\s*$`)
	regionLine    = regexp.MustCompile(`(?i)(?:填报)?(?:地区|区域|region)\s*:\s*([^\s,;)]*)`)
)

// readTitle reads the rows above a table and the sheet's name, which the rows
// go before. It gives what it could not use as warnings.
func readTitle(sheet string, rows []Row) (Title, []remark) {
	var t Title
	texts := append(titleTexts(rows), Fold(sheet))
	for _, text := range texts {
		t.readYear(yearInTitle, text)
	}
	t.readYear(yearAlone, Fold(sheet))
	for _, text := range texts {
		t.readCutOff(text)
		t.readPeriod(text)
	}
	if t.Year == 0 && !t.CutOff.IsZero() {
		t.Year = t.CutOff.Year()
	}
	var remarks []remark
	for _, row := range rows {
		for i, cell := range row.Cells {
			if !cell.Copy {
				remarks = append(remarks, t.readLine(row, i, Fold(cell.Text))...)
			}
		}
	}
	return t, remarks
}

// titleTexts gives the words above a table, but for when it was filled in.
func titleTexts(rows []Row) []string {
	var texts []string
	for _, row := range rows {
		for _, cell := range row.Cells {
			if text := Fold(cell.Text); !cell.Copy && !whenWritten.MatchString(text) {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

func (t *Title) readYear(pattern *regexp.Regexp, text string) {
	if m := pattern.FindStringSubmatch(text); m != nil && t.Year == 0 {
		t.Year, _ = strconv.Atoi(m[1]) // Four digits.
	}
}

func (t *Title) readCutOff(text string) {
	m := cutOffInTitle.FindStringSubmatch(text)
	if m == nil || !t.CutOff.IsZero() {
		return
	}
	if p, err := model.ParsePeriod(m[1], t.Year); err == nil && (p.Freq() == model.Daily || p.Freq() == model.Monthly) {
		t.CutOff = p
	}
}

func (t *Title) readPeriod(text string) {
	if !t.Period.IsZero() {
		return
	}
	for _, pattern := range []*regexp.Regexp{monthsInTitle, monthInTitle} {
		m := pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if p, err := model.ParsePeriod(m[1], t.Year); err == nil {
			t.Period = p
			return
		}
	}
}

// readLine reads 单位：万元 and 地区：殷都区, whose value may stand in the next
// cell. 填报单位 and the like name an office, not a unit of measure.
func (t *Title) readLine(row Row, at int, text string) []remark {
	cell := row.Cells[at]
	if m := regionLine.FindStringSubmatch(text); m != nil && t.Region.Text == "" {
		value, where := valueBeside(row, at, m[1])
		t.Region = Said{value, Ref(where, row.Number)}
	}
	m := unitLine.FindStringSubmatch(text)
	if m == nil || len(t.Units) > 0 {
		return nil
	}
	value, _ := valueBeside(row, at, m[1])
	units, ok := parseUnits(value)
	if !ok {
		return []remark{{Ref(cell.Column, row.Number), text, model.Text{
			ZH: "不是计量单位，未采用；应为 " + model.UnitNamesZH + " 之一",
			EN: "not a unit of measure, so it is not used; want one of " + model.UnitNames,
		}}}
	}
	t.Units = units
	return nil
}

func valueBeside(row Row, at int, value string) (string, int) {
	if strings.TrimSpace(value) != "" {
		return strings.TrimSpace(value), row.Cells[at].Column
	}
	for _, next := range row.Cells[at+1:] {
		if !next.Copy && !next.Blank() {
			return Fold(next.Text), next.Column
		}
	}
	return "", row.Cells[at].Column
}

// parseUnits reads one unit or several: 亿元、%.
func parseUnits(text string) ([]model.Unit, bool) {
	if u, ok := model.ParseUnit(text); ok {
		return []model.Unit{u}, true
	}
	var units []model.Unit
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、､,，/;； ", r) }) {
		u, ok := model.ParseUnit(name)
		if !ok {
			return nil, false
		}
		units = append(units, u)
	}
	return units, len(units) > 0
}

// Unit gives the unit that the title names for a base, nil where it names none.
func (t Title) Unit(base model.Base) *model.Unit {
	for i := range t.Units {
		if t.Units[i].Base == base {
			return &t.Units[i]
		}
	}
	return nil
}
