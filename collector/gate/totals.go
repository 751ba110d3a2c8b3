package gate

import (
	"strings"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
	"jindu/internal/tally"
)

// A sum is a total that a row of 汇总 states, to be held against its items.
type sum struct {
	line   *line
	region string
	at     model.Period // Cut-off.
	key    tally.Key
	items  *int
	yuan   *decimal.Decimal
}

// totalRow reads a row of 汇总: how many things a system has at a step, and how
// much money that is.
func (l *line) totalRow() {
	s := sum{line: l}
	okSystem := l.system(&s.key)
	region, okRegion := l.regionCode()
	name, okName := l.optionalIdentity("name")
	industry, okIndustry := l.optionalIdentity("industry")
	cutOff, okCutOff := l.cutOff()
	items, itemsCell, okItems := l.countedItems()
	yuan, okYuan := l.money("amount")
	if items == nil && yuan == nil && okItems && okYuan {
		l.fail(itemsCell, words("“项数”和“金额”至少填一个", "fill in 项数 (items), 金额 (amount), or both"))
		return
	}
	if !okSystem || !okRegion || !okName || !okIndustry || !okCutOff || !okItems || !okYuan {
		return
	}
	s.key.Name, s.key.Industry = name, industry
	s.region, s.at, s.items, s.yuan = region, cutOff, items, yuan
	l.c.sums = append(l.c.sums, s)
	if items != nil {
		l.c.observe(s.series(model.MetricPipelineItems),
			model.Observation{Period: cutOff, Value: float64(*items), Cell: l.place(itemsCell.Column)})
	}
	l.observeMoney("amount", yuan, cutOff, s.series(model.MetricPipelineYuan))
}

func (s sum) series(metric string) model.Series {
	return model.PipelineSeries(metric, s.region, s.key.System, s.key.Name, s.key.Step, s.key.Industry)
}

// system reads 体系 and 事项.
func (l *line) system(key *tally.Key) bool {
	text, cell, okSystem := l.identity("system")
	stepText, stepCell, okStep := l.identity("step")
	if !okSystem {
		return false
	}
	var ok bool
	if key.System, ok = model.ParseSystem(text); !ok {
		l.fail(cell, unknownSystem())
		return false
	}
	if !okStep {
		return false
	}
	if key.Step, ok = key.System.ParseStep(stepText); !ok {
		l.fail(stepCell, unknownStep(key.System))
	}
	return ok
}

func unknownSystem() model.Text {
	var zh, en []string
	for _, s := range model.Systems() {
		zh, en = append(zh, s.Name().ZH), append(en, s.Name().ZH+" ("+s.Name().EN+")")
	}
	return words("未知的体系；应为 "+strings.Join(zh, "、")+" 之一", "unknown system; want one of "+strings.Join(en, ", "))
}

func unknownStep(s model.System) model.Text {
	var zh, en []string
	for _, step := range s.Steps() {
		zh, en = append(zh, step.Name().ZH), append(en, step.Name().ZH+" ("+step.Name().EN+")")
	}
	return words("“"+s.Name().ZH+"”没有这个事项；应为 "+strings.Join(zh, "、")+" 之一",
		s.Name().EN+" has no such step; want one of "+strings.Join(en, ", "))
}

// countedItems reads 项数; nil where it says nothing.
func (l *line) countedItems() (*int, table.Cell, bool) {
	n, cell, ok := l.counted("items", 0)
	if !ok || cell.Blank() || l.takesBack(cell) {
		return nil, cell, ok
	}
	return &n, cell, true
}
