package main

import (
	"strconv"
	"strings"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// activityCells is one row of a schedule.
func activityCells(a progress.ActivityState, lang model.Language) []string {
	marked := func(is bool, zh, en string) string {
		if !is {
			return ""
		}
		return model.Text{ZH: zh, EN: en}.In(lang)
	}
	float := ""
	if a.Float != nil {
		float = strconv.Itoa(*a.Float)
	}
	return []string{
		a.Activity.Activity, a.Name, durationText(a.Activity, lang), strings.Join(a.Predecessors, " "),
		a.EarliestStart.String(), a.EarliestFinish.String(), a.LatestStart.String(), a.LatestFinish.String(),
		float, marked(a.Critical, "关键", "critical"),
		a.ActualStart.String(), a.ActualFinish.String(), marked(a.Late, "误期", "late"),
	}
}

// durationText is how long an activity takes, and in what days.
func durationText(a model.Activity, lang model.Language) string {
	switch n := a.Duration; {
	case a.Duration <= 0:
		return model.Text{ZH: "事件", EN: "event"}.In(lang)
	case a.Workdays:
		return model.Text{ZH: strconv.Itoa(n) + "个工作日", EN: model.Plural(n, "workday")}.In(lang)
	default:
		return model.Text{ZH: strconv.Itoa(n) + "天", EN: model.Plural(n, "day")}.In(lang)
	}
}
