package gate

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
)

// words of a project, by column; the keys of model.Project's body are the same.
var projectWords = [...]string{"name", "category", "nature", "lead", "owner", "owner_unit", "task_force"}

// projectRow reads a row of 项目: what the project is, and what it should
// complete in the year.
func (l *line) projectRow() {
	id, cell, okID := l.id()
	region, okRegion := l.regionCode()
	if okID && okRegion {
		l.c.rows[[2]string{region, id}] = true
	}
	year, okYear := l.yearOf()
	body, okBody := l.projectBody()
	target, okTarget := l.annualTarget(year, okYear)
	curve, okCurve := l.annualCurve(year, okYear)
	dates, okDates := l.plannedDates()
	from, okFrom := l.validFrom(year)
	if okFrom && okYear && okTarget && from.IsZero() {
		l.fail(cell, words("不知道从何时起：请填写“生效日期”或“年度”，或在标题中写明年份，如“2020年”",
			"from when is not known: fill in 生效日期 (valid_from) or 年度 (year), or name the year in the title, such as 2020年"))
		return
	}
	if !okID || !okRegion || !okYear || !okBody || !okTarget || !okFrom || !okCurve || !okDates {
		return
	}
	l.takePlanned(dates, region, id, from)
	raw, err := json.Marshal(body)
	l.record(model.Record{Kind: model.KindProject, Region: region, ID: id, ValidFrom: from, Body: raw}, err)
	if target == nil {
		if len(curve) > 0 { // Of a target that was stated before.
			t := model.Target{Project: id, Year: year}
			l.target(region, from, t, curve, false)
		}
		return
	}
	target.Project = id
	l.target(region, from, *target, curve, true)
	yuan := 0.0 // Taken back: none.
	if target.Value != nil {
		yuan = target.Value.InexactFloat64()
	}
	l.c.setTarget(projectYear{region, id, year}, yuan)
}

// projectBody holds what the row says of the project: a blank cell says
// nothing, and - or 无 takes back what was said before.
func (l *line) projectBody() (map[string]any, bool) {
	body, sound := map[string]any{}, true
	for _, key := range projectWords {
		text, cell, ok := l.text(key)
		switch {
		case !ok:
			sound = false
		case text == "":
		case absent(text):
			body[key] = nil
		case len([]rune(text)) > maxWords:
			l.fail(cell, both("太长，应不超过 %d 个字", "too long; want at most %d letters", maxWords))
			sound = false
		default:
			body[key] = oneLine(cell.Text)
		}
	}
	okStage := l.stage(body)
	okTotal := l.totalInvestment(body)
	return body, sound && okStage && okTotal
}

func (l *line) stage(body map[string]any) bool {
	text, cell, ok := l.text("stage")
	if !ok || text == "" {
		return ok
	}
	if absent(text) {
		body["stage"] = nil
		return true
	}
	stage, err := model.ParseStage(text)
	if err != nil {
		l.fail(cell, words("未知的阶段；应为 谋划、签约、开工、在建、竣工 或 投产",
			"unknown stage; want 谋划 (planned), 签约 (signed), 开工 (started), 在建 (building), 竣工 (completed) or 投产 (production)"))
		return false
	}
	body["stage"] = stage
	return true
}

func (l *line) totalInvestment(body map[string]any) bool {
	h, ok := l.columns["total_investment"]
	if !ok {
		return true
	}
	cell := l.row.At(h.Column)
	switch {
	case cell.Blank():
		return true
	case absent(table.Fold(cell.Text)):
		body["total_investment"] = nil
		return true
	}
	value, ok := l.amount(h, wanted{base: model.Yuan, money: true})
	if ok {
		body["total_investment"] = value
	}
	return ok
}

// annualTarget reads what the project should complete in the year; nil where
// the row says nothing of it, and without a value where it takes that back.
func (l *line) annualTarget(year int, okYear bool) (*model.Target, bool) {
	h, ok := l.columns["annual_target"]
	if !ok {
		return nil, true
	}
	cell := l.row.At(h.Column)
	if cell.Blank() {
		return nil, true
	}
	target, ok := &model.Target{Year: year, Base: model.Yuan}, true
	if !l.takesBack(cell) {
		var value decimal.Decimal
		value, ok = l.amount(h, wanted{base: model.Yuan, money: true})
		target.Value = &value
	}
	if okYear && year == 0 {
		l.fail(cell, words("不知道是哪一年的目标：请填写“年度”，或在标题中写明，如“2020年”",
			"the target's year is not known: fill in 年度 (year), or name it in the title, such as 2020年"))
		return nil, false
	}
	return target, ok
}

func (c *checker) setTarget(key projectYear, yuan float64) {
	if c.targets == nil {
		c.targets = map[projectYear]float64{}
	}
	c.targets[key] = yuan
}
