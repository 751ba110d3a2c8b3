package projects

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A field is one of a statement's, with its name and how it is written.
type field struct {
	key   string
	of    model.Kind // Empty for every kind that has it.
	names bool       // It says what the statement is about.
	name  model.Text
	form  form
}

// A form is how a field is written where that is not as it stands.
type form uint8

const (
	plain form = iota
	yuan
	stage
	obstacleKind
	milestoneCode
	curve
	stops
)

// fields are those of all kinds, in the order in which they are shown. What
// stands first takes a field that several could.
var fields = []field{
	{key: "of", names: true},
	{key: "source", names: true},
	{key: "ceremony", names: true},
	{key: "milestone", names: true, form: milestoneCode},
	{key: "activity", names: true},
	{key: "name", of: model.KindActivity, names: true},
	{key: "procedure", names: true},
	{key: "obstacle", names: true},
	{key: "date", of: model.KindVisit, names: true},
	{key: "judge", names: true},
	{key: "year", names: true},
	{key: "name", name: model.Text{ZH: "名称", EN: "name"}},
	{key: "stage", name: model.Text{ZH: "阶段", EN: "stage"}, form: stage},
	{key: "lead", name: model.Text{ZH: "包保领导", EN: "lead"}},
	{key: "owner_unit", name: model.Text{ZH: "责任单位", EN: "responsible unit"}},
	{key: "task_force", name: model.Text{ZH: "专班", EN: "task force"}},
	{key: "what", name: model.Text{ZH: "内容", EN: "what"}},
	{key: "kind", name: model.Text{ZH: "类别", EN: "kind"}, form: obstacleKind},
	{key: "owner", of: model.KindObstacle, name: model.Text{ZH: "责任单位", EN: "owned by"}},
	{key: "owner", name: model.Text{ZH: "建设单位", EN: "owner"}},
	{key: "category", name: model.Text{ZH: "类别", EN: "category"}},
	{key: "nature", name: model.Text{ZH: "性质", EN: "nature"}},
	{key: "total_investment", name: model.Text{ZH: "总投资", EN: "total investment"}, form: yuan},
	{key: "value", name: model.Text{ZH: "年度目标", EN: "year's target"}, form: yuan},
	{key: "bound", name: model.Text{ZH: "方向", EN: "bound"}},
	{key: "curve", name: model.Text{ZH: "进度曲线", EN: "curve"}, form: curve},
	{key: "planned", of: model.KindMembership, name: model.Text{ZH: "年度计划投资", EN: "planned in the year"}, form: yuan},
	{key: "planned", name: model.Text{ZH: "计划", EN: "planned"}},
	{key: "actual", name: model.Text{ZH: "实际", EN: "actual"}},
	{key: "authority", name: model.Text{ZH: "审批部门", EN: "authority"}},
	{key: "accepted", name: model.Text{ZH: "受理", EN: "accepted"}},
	{key: "completed", name: model.Text{ZH: "办结", EN: "completed"}},
	{key: "limit", name: model.Text{ZH: "时限（工作日）", EN: "limit (working days)"}},
	{key: "stops", name: model.Text{ZH: "停止计时", EN: "clock stopped"}, form: stops},
	{key: "deferred", name: model.Text{ZH: "容缺", EN: "documents deferred"}},
	{key: "supply_by", name: model.Text{ZH: "补齐期限", EN: "to supply by"}},
	{key: "supplied", name: model.Text{ZH: "补齐", EN: "supplied"}},
	{key: "raised", name: model.Text{ZH: "提出", EN: "raised"}},
	{key: "due", name: model.Text{ZH: "期限", EN: "due"}},
	{key: "closed", name: model.Text{ZH: "销号", EN: "closed"}},
	{key: "duration", name: model.Text{ZH: "工期", EN: "days"}},
	{key: "workdays", name: model.Text{ZH: "按工作日", EN: "working days"}},
	{key: "predecessors", name: model.Text{ZH: "紧前工序", EN: "after"}},
	{key: "actual_start", name: model.Text{ZH: "实际开始", EN: "started"}},
	{key: "actual_finish", name: model.Text{ZH: "实际完成", EN: "finished"}},
	{key: "mark", name: model.Text{ZH: "评分", EN: "mark"}},
	{key: "decision", name: model.Text{ZH: "议定事项", EN: "decided"}},
	{key: "industry", name: model.Text{ZH: "行业", EN: "industry"}},
	{key: "declared", name: model.Text{ZH: "申报", EN: "declared"}},
	{key: "admitted", name: model.Text{ZH: "入库、入选", EN: "admitted"}},
	{key: "investment", name: model.Text{ZH: "投资", EN: "investment"}, form: yuan},
	{key: "amount", name: model.Text{ZH: "金额", EN: "amount"}, form: yuan},
	{key: "granted", name: model.Text{ZH: "下达", EN: "granted"}},
	{key: "started", name: model.Text{ZH: "开工", EN: "started"}},
	{key: "date", name: model.Text{ZH: "日期", EN: "date"}},
}

// write writes a field's value; a cleared one is empty.
func (f field) write(raw json.RawMessage, lang model.Language) string {
	if bytes.Equal(raw, []byte("null")) {
		return ""
	}
	if f.form == stops {
		return stopsInWords(raw, lang)
	}
	text := textOf(raw, lang)
	switch f.form {
	case yuan:
		if amount, err := decimal.NewFromString(text); err == nil {
			return phrase.ShortMoney(progress.Known(amount.InexactFloat64())) + model.Text{ZH: "亿元", EN: " (100 m yuan)"}.In(lang)
		}
	case stage:
		return orItself(model.Stage(text).Name().In(lang), text)
	case obstacleKind:
		return orItself(model.ObstacleKind(text).Name().In(lang), text)
	case milestoneCode:
		return model.MilestoneName(text).In(lang)
	case curve:
		if c, err := model.ParseCurve(text); err == nil && len(c.Shares) == 0 {
			return c.Kind.Name().In(lang)
		}
	case plain, stops:
	}
	return text
}

func orItself(name, text string) string {
	if name == "" {
		return text
	}
	return name
}

// textOf writes a JSON value as people read it.
func textOf(raw json.RawMessage, lang model.Language) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return string(raw)
	}
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	case bool:
		if value {
			return model.Text{ZH: "是", EN: "yes"}.In(lang)
		}
		return model.Text{ZH: "否", EN: "no"}.In(lang)
	case []any:
		parts := make([]string, len(value))
		for i, one := range value {
			if text, ok := one.(string); ok {
				parts[i] = text
			} else {
				parts[i] = strconv.Quote(string(raw))
			}
		}
		return strings.Join(parts, ", ")
	}
	return string(raw)
}

func stopsInWords(raw json.RawMessage, lang model.Language) string {
	var all []model.Stop
	if json.Unmarshal(raw, &all) != nil {
		return string(raw)
	}
	parts := make([]string, len(all))
	for i, s := range all {
		to := s.To.String()
		if s.To.IsZero() {
			to = model.Text{ZH: "至今", EN: "now"}.In(lang)
		}
		parts[i] = strings.TrimSpace(s.From.String() + "–" + to + " " + s.Why)
	}
	return strings.Join(parts, "; ")
}
