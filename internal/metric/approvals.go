package metric

import (
	"strconv"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var procedureLabels = []string{"region", "project", "procedure"}

var (
	approvalInfo = &Family{
		"jindu_approval_info",
		model.Text{ZH: "手续的审批部门与是否容缺受理", EN: "Particulars of a procedure that a project needs; always 1."},
		[]string{"region", "project", "procedure", "authority", "deferred"},
	}
	approvalState = &Family{
		"jindu_approval_state",
		model.Text{ZH: "手续办理状态", EN: "Whether a procedure is in a state: 1 for the one it is in."},
		[]string{"region", "project", "procedure", "state"},
	}
	approvalAccepted = &Family{
		"jindu_approval_accepted_timestamp_seconds",
		model.Text{ZH: "受理日期", EN: "First second of the day on which a procedure was accepted."},
		procedureLabels,
	}
	approvalCompleted = &Family{
		"jindu_approval_completed_timestamp_seconds",
		model.Text{ZH: "办结日期", EN: "First second of the day on which a procedure was completed."},
		procedureLabels,
	}
	approvalDue = &Family{
		"jindu_approval_due_timestamp_seconds",
		model.Text{ZH: "办结期限", EN: "Last second in which a procedure is within its limit, by the stops known so far."},
		procedureLabels,
	}
	approvalSupplyDue = &Family{
		"jindu_approval_supply_due_timestamp_seconds",
		model.Text{ZH: "容缺材料补齐期限", EN: "Last second in which the missing documents of a procedure are in time."},
		procedureLabels,
	}
	approvalSupplyOverdue = &Family{
		"jindu_approval_supply_overdue",
		model.Text{ZH: "容缺材料是否逾期未补齐", EN: "Whether documents of a procedure are still missing after the day to supply them by."},
		procedureLabels,
	}
	approvalSupplied = &Family{
		"jindu_approval_supplied_timestamp_seconds",
		model.Text{ZH: "容缺材料补齐日期", EN: "First second of the day on which the missing documents of a procedure were supplied."},
		procedureLabels,
	}
	approvalWorkdays = &Family{
		"jindu_approval_workdays",
		model.Text{ZH: "已用工作日（停止计时的不计）", EN: "Working days that a procedure took, or has taken so far; stops are left out."},
		procedureLabels,
	}
	approvalLimit = &Family{
		"jindu_approval_limit_workdays",
		model.Text{ZH: "办理时限（工作日）", EN: "Working days that a procedure may take."},
		procedureLabels,
	}
	projectApproval = &Family{
		"jindu_project_approval_workdays",
		model.Text{ZH: "项目审批全流程已用工作日（并行的只计一次）", EN: "Working days on which any procedure of a project was running; days in parallel count once."},
		projectLabels,
	}
	projectApprovalLimit = &Family{
		"jindu_project_approval_limit_workdays",
		model.Text{ZH: "项目审批全流程时限（工作日）", EN: "Working days that the region's target in force allows for all procedures of a project."},
		projectLabels,
	}
)

var approvalsFamilies = []*Family{
	approvalInfo, approvalState, approvalAccepted, approvalCompleted, approvalDue, approvalSupplyDue,
	approvalSupplyOverdue, approvalSupplied, approvalWorkdays, approvalLimit, projectApproval, projectApprovalLimit,
}

func ofApprovals(s progress.ProjectState, emit Emit) {
	if s.Approvals == nil {
		return
	}
	for _, p := range s.Approvals.Procedures {
		ofProcedure(s, p, emit)
	}
	if s.Approvals.Used.Known {
		emit.sample(projectApproval, s.Approvals.Used.Value, s.Region, s.ID)
	}
	if s.Approvals.Limit.Known {
		emit.sample(projectApprovalLimit, s.Approvals.Limit.Value, s.Region, s.ID)
	}
}

func ofProcedure(s progress.ProjectState, p progress.ProcedureState, emit Emit) {
	labels := []string{s.Region, s.ID, p.Procedure}
	emit.sample(approvalInfo, 1, s.Region, s.ID, p.Procedure, p.Authority, strconv.FormatBool(p.Deferred))
	for _, standing := range progress.ApprovalStandings() {
		emit.sample(approvalState, flag(standing == p.Standing), s.Region, s.ID, p.Procedure, string(standing))
	}
	emit.instant(approvalAccepted, p.Accepted, labels...)
	emit.instant(approvalCompleted, p.Completed, labels...)
	emit.instant(approvalDue, p.Due, labels...)
	emit.instant(approvalSupplyDue, p.SupplyBy, labels...)
	if !p.SupplyBy.IsZero() {
		emit.sample(approvalSupplyOverdue, flag(p.SupplyOverdue), labels...)
	}
	emit.instant(approvalSupplied, p.Supplied, labels...)
	if p.Used.Known {
		emit.sample(approvalWorkdays, p.Used.Value, labels...)
	}
	if p.Limit > 0 {
		emit.sample(approvalLimit, float64(p.Limit), labels...)
	}
}

// instant gives a time as a sample; none where it is not known.
func (e Emit) instant(f *Family, t time.Time, labels ...string) {
	if !t.IsZero() {
		e.sample(f, float64(t.Unix()), labels...)
	}
}
