package submissions

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// A subject is what a series measures, in words, and the unit that readers
// expect it in.
type subject struct {
	What model.Text
	Unit model.Unit
}

// metricWords name the series that are of no indicator.
var metricWords = map[string]model.Text{
	model.MetricCompleted:       {ZH: "本年完成投资", EN: "investment completed in the year"},
	model.MetricCompletedTotal:  {ZH: "开工以来完成投资", EN: "investment completed since the start"},
	model.MetricPipelineItems:   {ZH: "项数", EN: "items"},
	model.MetricPipelineYuan:    {ZH: "金额", EN: "money"},
	model.MetricAttractionFunds: {ZH: "省外资金", EN: "funds from outside the province"},
	model.MetricStandingRank:    {ZH: "位次", EN: "rank"},
	model.MetricStandingRegions: {ZH: "参评数", EN: "regions compared"},
}

// subjectOf puts a series into words. What it does not know is told by the
// labels.
func (p *pages) subjectOf(s model.Series) subject {
	if i, ok := p.kit.Catalog.Indicator(s.Label("indicator")); ok {
		measure := model.Measure(s.Label("measure"))
		name := measure.Name()
		return subject{model.Text{ZH: i.Name + "，" + name.ZH, EN: i.NameEN + ", " + name.EN}, measureUnit(i, measure)}
	}
	of := subject{What: metricWords[s.Metric], Unit: metricUnit(s.Metric)}
	if of.What == (model.Text{}) {
		of.What = model.Text{ZH: s.Metric, EN: s.Metric}
	}
	for _, l := range s.Labels {
		value := model.Text{ZH: l.Value, EN: l.Value}
		switch l.Name {
		case "region", "origin", "year":
			continue
		case "system":
			value = model.System(l.Value).Name()
		case "step":
			value = model.Step(l.Value).Name()
		}
		of.What.ZH, of.What.EN = of.What.ZH+"，"+value.ZH, of.What.EN+", "+value.EN
	}
	return of
}

// measureUnit is the unit that readers expect a measure of an indicator in.
func measureUnit(i model.Indicator, m model.Measure) model.Unit {
	name := ""
	switch {
	case m.Growth():
		name = "%"
	case m == model.Rank:
		name = "位"
	case m.Base(i.Base()) == model.Index:
		name = "点"
	}
	if u, ok := model.ParseUnit(name); ok {
		return u
	}
	return i.Unit()
}

// metricUnit is that of a series which is of no indicator.
func metricUnit(metric string) model.Unit {
	name := "点"
	for suffix, unit := range map[string]string{"_yuan": "亿元", "_ratio": "%", "_items": "项", "_tonnes": "吨", "_rank": "位", "_regions": "个"} {
		if strings.HasSuffix(metric, suffix) {
			name = unit
		}
	}
	u, _ := model.ParseUnit(name) // All of them are units.
	return u
}

// amount writes a value in a unit, with all its decimals.
func amount(value float64, u model.Unit) string {
	return u.FromBase(decimal.NewFromFloat(value)).String()
}

// withUnit is amount with its unit.
func withUnit(value float64, u model.Unit, lang model.Language) string {
	text, unit := amount(value, u), phrase.Unit(u, lang)
	switch {
	case unit == "":
		return text
	case unit == "%" || lang == model.Chinese:
		return text + unit
	}
	return text + " " + unit
}

// regionName names a region of the catalog; others are their code.
func (p *pages) regionName(code string, lang model.Language) string {
	if r, ok := p.kit.Catalog.Region(code); ok {
		return model.Text{ZH: r.Name, EN: r.NameEN}.In(lang)
	}
	return code
}

var kinds = map[model.Kind]model.Text{
	model.KindProject: {ZH: "项目", EN: "project"}, model.KindDuty: {ZH: "责任", EN: "duty"},
	model.KindTarget: {ZH: "目标", EN: "target"}, model.KindNote: {ZH: "进展情况", EN: "note"},
	model.KindMilestone: {ZH: "节点", EN: "milestone"}, model.KindActivity: {ZH: "工序", EN: "activity"},
	model.KindProcedure: {ZH: "手续", EN: "procedure"}, model.KindObstacle: {ZH: "问题", EN: "obstacle"},
	model.KindVisit: {ZH: "观摩", EN: "visit"}, model.KindMembership: {ZH: "入库入选", EN: "membership"},
	model.KindAttraction: {ZH: "招商", EN: "attraction"}, model.KindCeremony: {ZH: "开工", EN: "ceremony"},
	model.KindGrant: {ZH: "资金", EN: "grant"}, model.KindEnterprise: {ZH: "企业", EN: "enterprise"},
	model.KindAcknowledgement: {ZH: "督办", EN: "acknowledgement"},
}

// kindName names a kind of record; one of a newer jindu is its own name.
func kindName(k model.Kind) model.Text {
	if name, ok := kinds[k]; ok {
		return name
	}
	return model.Text{ZH: string(k), EN: string(k)}
}

// fieldName names a field of a record.
func (p *pages) fieldName(key string, lang model.Language) string {
	if p.Field != nil {
		if name := p.Field(key).In(lang); name != "" {
			return strings.ReplaceAll(name, "_", " ")
		}
	}
	return strings.ReplaceAll(key, "_", " ")
}

// plain writes a field's value as people read it: words without quotes, null
// as nothing.
func plain(raw json.RawMessage) string {
	var words string
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case json.Unmarshal(raw, &words) == nil:
		return words
	}
	var short bytes.Buffer
	if json.Compact(&short, raw) != nil {
		return string(raw)
	}
	return short.String()
}
