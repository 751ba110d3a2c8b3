package main

import (
	"fmt"
	"strconv"

	jindu "jindu/internal/model"
)

var approvalsHead = []jindu.Text{
	{ZH: "地区", EN: "region"},
	{ZH: "项目", EN: "project"},
	{ZH: "名称", EN: "name"},
	{ZH: "手续", EN: "procedure"},
	{ZH: "审批部门", EN: "authority"},
	{ZH: "受理", EN: "accepted"},
	{ZH: "办结", EN: "completed"},
	{ZH: "已用(工作日)", EN: "used(workdays)"},
	{ZH: "时限(工作日)", EN: "limit(workdays)"},
	{ZH: "期限", EN: "due"},
	{ZH: "状态", EN: "state"},
	{ZH: "容缺补齐", EN: "supply by"},
}

var flowsHead = []jindu.Text{
	{ZH: "地区", EN: "region"},
	{ZH: "项目", EN: "project"},
	{ZH: "名称", EN: "name"},
	{ZH: "手续", EN: "procedures"},
	{ZH: "已办结", EN: "done"},
	{ZH: "全流程(工作日)", EN: "whole(workdays)"},
	{ZH: "现行时限", EN: "limit in force"},
	{ZH: "超过", EN: "over"},
}

var approvalStates = map[string]jindu.Text{
	"open":      {ZH: "在办", EN: "open"},
	"near_due":  {ZH: "临期", EN: "near due"},
	"overdue":   {ZH: "超期", EN: "overdue"},
	"done":      {ZH: "办结", EN: "done"},
	"done_late": {ZH: "超期办结", EN: "done late"},
}

func (a *approvalsCommand) print(p printer, r approvalsReport, lang jindu.Language) error {
	if a.Format == "json" {
		return writeJSON(p.w, r)
	}
	procedures := [][]string{headIn(approvalsHead, lang)}
	for _, row := range r.Procedures {
		procedures = append(procedures, row.cells(lang))
	}
	if a.Format == "csv" {
		return p.csv(procedures)
	}
	flows := [][]string{headIn(flowsHead, lang)}
	for _, row := range r.Projects {
		flows = append(flows, row.cells())
	}
	for _, rows := range [][][]string{procedures, flows} {
		if err := p.table(rows); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(p.w); err != nil {
			return err
		}
	}
	for _, line := range r.Summary.lines(lang) {
		if _, err := fmt.Fprintln(p.w, line); err != nil {
			return err
		}
	}
	return nil
}

func headIn(names []jindu.Text, lang jindu.Language) []string {
	head := make([]string, len(names))
	for i, name := range names {
		head[i] = name.In(lang)
	}
	return head
}

func (p *procedureRow) cells(lang jindu.Language) []string {
	supply := p.SupplyBy
	if p.SupplyOverdue {
		supply += jindu.Text{ZH: "（逾期）", EN: " (overdue)"}.In(lang)
	}
	return []string{
		p.Region, p.Project, p.Name, p.Procedure, p.Authority, p.Accepted, p.Completed, orUnknown(p.Used), orBlank(p.Limit),
		p.Due, approvalStates[p.State].In(lang), supply,
	}
}

func (f *flowRow) cells() []string {
	over := ""
	if f.Used != nil && f.Limit != nil && *f.Used > *f.Limit {
		over = rounded(*f.Used - *f.Limit)
	}
	return []string{
		f.Region, f.Project, f.Name, strconv.Itoa(f.Procedures), strconv.Itoa(f.Done), orUnknown(f.Used), orBlank(f.Limit), over,
	}
}

// orUnknown writes a value; what is not known is said so.
func orUnknown(v *float64) string {
	if v == nil {
		return "?"
	}
	return rounded(*v)
}

func orBlank(v *float64) string {
	if v == nil {
		return ""
	}
	return rounded(*v)
}
