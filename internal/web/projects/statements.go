package projects

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// A statement is what somebody said of the project.
type statement struct {
	Kind      model.Text
	Of        string // Which milestone, procedure, … it is about.
	Says      []said
	From      time.Time // From when it holds; zero where that was not said.
	Recorded  time.Time
	Source    source
	Cell      string
	Withdrawn *withdrawal // Nil where it stands.

	order int // Of its kind.
}

// said is a field of a statement.
type said struct {
	Name  model.Text
	Value string // Empty where it was cleared.
}

// kindNames are the kinds of statement.
var kindNames = map[model.Kind]model.Text{
	model.KindProject: {ZH: "项目", EN: "project"}, model.KindDuty: {ZH: "责任", EN: "duty"},
	model.KindTarget: {ZH: "目标", EN: "target"}, model.KindMilestone: {ZH: "节点", EN: "milestone"},
	model.KindProcedure: {ZH: "手续", EN: "procedure"}, model.KindObstacle: {ZH: "问题", EN: "obstacle"},
	model.KindActivity: {ZH: "工序", EN: "activity"}, model.KindVisit: {ZH: "观摩", EN: "visit"},
	model.KindMembership: {ZH: "储备库、计划", EN: "programme"}, model.KindGrant: {ZH: "资金", EN: "grant"},
	model.KindCeremony: {ZH: "开工", EN: "ceremony"},
}

// statements tell what was said of the project, what became known last first.
func (r *reader) statements(stated map[model.Kind][]model.Record) (all []statement, err error) {
	for order, kind := range statedKinds {
		taken := map[string]bool{}
		for _, one := range stated[kind] {
			if one.Withdraws != "" {
				taken[statementKey(one, one.Withdraws)] = true
			}
		}
		for _, one := range stated[kind] {
			if one.Withdraws != "" {
				continue
			}
			s, err := r.statement(kind, one, taken[statementKey(one, one.Receipt)])
			if err != nil {
				return nil, err
			}
			s.order = order
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b statement) int {
		return cmp.Or(b.Recorded.Compare(a.Recorded), cmp.Compare(a.order, b.order), b.From.Compare(a.From), cmp.Compare(a.Of, b.Of))
	})
	return all, nil
}

func statementKey(r model.Record, receipt string) string {
	return fmt.Sprint(r.ID, "\x00", r.ValidFrom.Unix(), "\x00", receipt)
}

func (r *reader) statement(kind model.Kind, one model.Record, withdrawn bool) (s statement, err error) {
	s = statement{Kind: kindNames[kind], Recorded: one.Recorded.In(r.zone), Cell: one.Cell}
	if !one.ValidFrom.Equal(model.Always()) {
		s.From = one.ValidFrom.In(r.zone)
	}
	if s.Source, err = r.source(one.Receipt); err != nil {
		return s, err
	}
	if withdrawn {
		if s.Withdrawn, err = r.withdrawn(s.Source); err != nil {
			return s, err
		}
	}
	var body map[string]json.RawMessage
	if err := json.Unmarshal(one.Body, &body); err != nil {
		return s, fmt.Errorf("%s %s of %s: %w", one.Kind, one.ID, one.Region, err)
	}
	s.Of, s.Says = inWords(kind, body, r.asked.Lang)
	return s, nil
}

// inWords writes a statement's fields, in the order of their names' list. Those
// that name what it is about come apart.
func inWords(kind model.Kind, body map[string]json.RawMessage, lang model.Language) (of string, says []said) {
	var about []string
	for _, f := range fields {
		raw, there := body[f.key]
		if !there || f.of != "" && f.of != kind || string(raw) == "false" { // What is not so need not be said.
			continue
		}
		value := f.write(raw, lang)
		delete(body, f.key)
		if f.names {
			about = append(about, value)
			continue
		}
		says = append(says, said{f.name, value})
	}
	return strings.Join(about, " "), says
}
