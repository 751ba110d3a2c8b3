package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	jindu "jindu/internal/model"
)

// An approvalsSum is what the procedures and the projects come to.
type approvalsSum struct {
	Procedures    int     `json:"procedures"`
	Done          int     `json:"done"` // In time or late.
	DoneRatio     float64 `json:"done_ratio"`
	DoneLate      int     `json:"done_late"`
	Open          int     `json:"open"` // Neither near due nor overdue.
	NearDue       int     `json:"near_due"`
	Overdue       int     `json:"overdue"`
	SupplyOverdue int     `json:"supply_overdue"`
	DoneWorkdays  spread  `json:"done_workdays"` // Of the procedures that are done.
	FlowWorkdays  spread  `json:"flow_workdays"` // Of the projects.
	OverLimit     int     `json:"over_limit"`    // Projects beyond the limit in force.
	Over100       int     `json:"over_100_workdays"`
	Over50        int     `json:"over_50_workdays"`
}

// A spread is how many values are known of how many, and how those lie.
type spread struct {
	Of    int `json:"of"`
	Known int `json:"known"`
	*Distribution
}

// A Distribution is how values lie; there is none of no values.
type Distribution struct {
	Mean float64 `json:"mean"`
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	Max  float64 `json:"max"`
}

// The working days that the State Council's reform allows for one project's
// approvals (国办发〔2019〕11号), and those that the office aims at.
const (
	flowLimit = 100
	flowGoal  = 50
)

func sumOfApprovals(r approvalsReport) approvalsSum {
	s := approvalsSum{Procedures: len(r.Procedures)}
	var done, flows []*float64
	for _, p := range r.Procedures {
		s.count(p)
		if p.done() {
			done = append(done, p.Used)
		}
	}
	if s.Procedures > 0 {
		s.DoneRatio = float64(s.Done) / float64(s.Procedures)
	}
	for _, f := range r.Projects {
		flows = append(flows, f.Used)
		if f.Used == nil {
			continue
		}
		s.OverLimit += one(f.Limit != nil && *f.Used > *f.Limit)
		s.Over100 += one(*f.Used > flowLimit)
		s.Over50 += one(*f.Used > flowGoal)
	}
	s.DoneWorkdays, s.FlowWorkdays = spreadOf(done), spreadOf(flows)
	return s
}

func (s *approvalsSum) count(p *procedureRow) {
	s.Done += one(p.done())
	s.SupplyOverdue += one(p.SupplyOverdue)
	switch p.State {
	case "open":
		s.Open++
	case "near_due":
		s.NearDue++
	case "overdue":
		s.Overdue++
	case "done_late":
		s.DoneLate++
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func spreadOf(values []*float64) spread {
	s := spread{Of: len(values)}
	var known []float64
	sum := 0.0
	for _, v := range values {
		if v != nil {
			known = append(known, *v)
			sum += *v
		}
	}
	s.Known = len(known)
	if s.Known == 0 {
		return s
	}
	slices.Sort(known)
	s.Distribution = &Distribution{
		Mean: sum / float64(s.Known), P50: quantile(known, 0.5), P90: quantile(known, 0.9), Max: known[s.Known-1],
	}
	return s
}

// quantile is PromQL's: between two values it lies on the line from one to the
// other. Values are sorted, and there is one.
func quantile(values []float64, q float64) float64 {
	rank := q * float64(len(values)-1)
	low := math.Floor(rank)
	below, above := values[int(low)], values[min(int(low)+1, len(values)-1)]
	return below + (above-below)*(rank-low)
}

// lines say the sum in words.
func (s approvalsSum) lines(lang jindu.Language) []string {
	in := func(zh, en string, values ...any) string {
		return fmt.Sprintf(jindu.Text{ZH: zh, EN: en}.In(lang), values...)
	}
	lines := []string{
		in("手续%d项，已办结%d项，办结率%.1f%%（其中超期办结%d项）；在办%d项，临期%d项，超期%d项；容缺材料逾期未补齐%d项",
			jindu.Plural(s.Procedures, "procedure")+", %[2]d done, %.1f %% (%d of them late); %d open, %d near due, %d overdue; documents overdue: %d",
			s.Procedures, s.Done, 100*s.DoneRatio, s.DoneLate, s.Open, s.NearDue, s.Overdue, s.SupplyOverdue),
	}
	say := func(title string, d spread) {
		if d.Known > 0 {
			lines = append(lines, in("%s：平均%s，中位数%s，90%%分位%s，最多%s", "%s: mean %s, median %s, p90 %s, max %s",
				title, tenths(d.Mean), tenths(d.P50), tenths(d.P90), tenths(d.Max)))
		}
		if d.Known < d.Of {
			lines = append(lines, in("%s：%d项中有%d项工作日数未知（日期或工作日历未知）",
				"%s: of %d the working days of %d are not known (dates, or the calendar of a year)",
				title, d.Of, d.Of-d.Known))
		}
	}
	say(in("办结用工作日", "working days of those done"), s.DoneWorkdays)
	say(in("项目全流程工作日", "working days of whole projects"), s.FlowWorkdays)
	return append(lines, in("全流程超过现行时限的项目%d个，超过%d个工作日的%d个，超过%d个工作日的%d个",
		"projects over the limit in force: %d; over %d working days: %d; over %d: %d",
		s.OverLimit, flowLimit, s.Over100, flowGoal, s.Over50))
}

// tenths writes days with one decimal at the most.
func tenths(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }
