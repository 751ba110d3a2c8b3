package main

import (
	"fmt"
	"slices"
	"strings"

	jindu "jindu/internal/model"
	"jindu/internal/web"
)

// reasons says by what a pack gave its colour to some projects: each subject
// that did, with the lowest and the highest of what was judged.
func reasons(judged web.Judgements, pack string, projects []string) jindu.Text {
	spans := map[string]*span{}
	var order []string
	for _, project := range judged.Projects {
		if !slices.Contains(projects, project.Project) {
			continue
		}
		one := project.Judgements[pack]
		for _, subject := range decisive(one) {
			key := subject.Subject + subject.State
			if spans[key] == nil {
				spans[key] = &span{subject: subject}
				order = append(order, key)
			}
			spans[key].add(subject)
		}
		if one.Held && spans["held"] == nil {
			spans["held"] = &span{}
			order = append(order, "held")
		}
	}
	var zh, en []string
	for _, key := range order {
		words := spans[key].words()
		zh, en = append(zh, words.ZH), append(en, words.EN)
	}
	return jindu.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

// decisive are the subjects that gave a verdict its colour.
func decisive(one web.PackJudgement) []web.JudgedSubject {
	return slices.DeleteFunc(slices.Clone(one.Subjects), func(s web.JudgedSubject) bool { return s.Colour != one.Colour })
}

// span is what was judged of one subject, from the lowest to the highest.
type span struct {
	subject   web.JudgedSubject
	low, high float64
	any       bool
}

func (s *span) add(one web.JudgedSubject) {
	if one.Value == nil {
		return
	}
	if v := *one.Value; !s.any {
		s.low, s.high, s.any = v, v, true
	} else {
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
}

var subjectNames = map[string]jindu.Text{
	"progress": {ZH: "进度", EN: "progress"}, "start": {ZH: "开工", EN: "start"}, "approvals": {ZH: "手续", EN: "approvals"},
	"funds": {ZH: "资金", EN: "funds"}, "district": {ZH: "区县", EN: "district"}, "indicator": {ZH: "指标", EN: "indicator"},
}

// growthNames are where an indicator stands, as packs judge it.
var growthNames = map[string]jindu.Text{
	"met": {ZH: "达标", EN: "met"}, "growing": {ZH: "增长，未达标", EN: "growing"},
	"flat": {ZH: "持平，未达标", EN: "flat"}, "negative": {ZH: "下降", EN: "negative"},
}

// judgedOf says of what a pack judges a region.
func judgedOf(r web.JudgedRegion) jindu.Text {
	name, ok := subjectNames[r.Subject]
	if !ok {
		name = jindu.Text{ZH: r.Subject, EN: r.Subject}
	}
	if r.Indicator == "" {
		return name
	}
	return jindu.Text{ZH: name.ZH + " " + r.Indicator, EN: name.EN + " " + r.Indicator}
}

// judgedState says where what was judged stands.
func judgedState(state string) jindu.Text {
	for _, names := range []map[string]jindu.Text{approvalStates, growthNames} {
		if name, ok := names[state]; ok {
			return name
		}
	}
	return jindu.Text{ZH: state, EN: state}
}

// words says what was judged.
func (s *span) words() jindu.Text {
	name := subjectNames[s.subject.Subject]
	switch {
	case s.subject.Subject == "":
		return jindu.Text{ZH: "此前为该颜色，尚未销号", EN: "had it before, not closed yet"}
	case !s.any:
		state := judgedState(s.subject.State)
		return jindu.Text{ZH: name.ZH + state.ZH, EN: name.EN + " " + state.EN}
	}
	format := map[string]string{"points": "%+.1f", "ratio": "%.1f%%", "months": "%.0f"}[s.subject.Judges]
	value := fmt.Sprintf(format, s.low)
	if high := fmt.Sprintf(format, s.high); high != value {
		value += " … " + high
	}
	unit := map[string]jindu.Text{
		"points": {ZH: "与序时进度相差%s个百分点", EN: "%s points against the pace"},
		"ratio":  {ZH: "为应完成的%s", EN: "%s of what was due"},
		"months": {ZH: "逾期%s个月", EN: "months missed: %s"},
	}[s.subject.Judges]
	return jindu.Text{ZH: name.ZH + fmt.Sprintf(unit.ZH, value), EN: name.EN + " " + fmt.Sprintf(unit.EN, value)}
}
