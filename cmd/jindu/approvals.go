package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
)

// approvalsCommand prints the procedures of projects against their limits.
type approvalsCommand struct {
	target
	atInstant

	Project string `help:"Only this project, by its number or name." placeholder:"P"`
}

// Run reads the board through PromQL and prints it.
func (a *approvalsCommand) Run(env *environment) (err error) {
	c, err := a.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	zone, err := zoneOf(a.configuration)
	if err != nil {
		return err
	}
	found, err := a.read(env.ctx, c, "jindu_(approval_.+|project_approval_.+|project_info)")
	if err != nil {
		return err
	}
	report := readApprovals(a.ofProject(found), zone)
	then := a.then()
	switch {
	case len(report.Procedures) == 0 && a.Project != "":
		return spoken{jindu.Text{
			ZH: then.ZH + "没有项目 " + a.Project + " 的手续", EN: "no project " + a.Project + " had procedures" + then.EN,
		}}
	case len(report.Procedures) == 0:
		return a.nothing(env, c, a.configuration, "jindu_approval_.+", jindu.Text{
			ZH: then.ZH + "没有手续", EN: "no project had procedures" + then.EN,
		})
	}
	return a.print(printer{w: env.stdout, zone: zone}, report, env.lang)
}

// ofProject leaves the samples of the project that is asked for, by its number
// or its name.
func (a *approvalsCommand) ofProject(all []*model.Sample) []*model.Sample {
	if a.Project == "" {
		return all
	}
	type key struct{ region, project model.LabelValue }
	of := func(s *model.Sample) key { return key{s.Metric["region"], s.Metric["project"]} }
	asked := map[key]bool{}
	for _, s := range all {
		named := s.Metric[model.MetricNameLabel] == "jindu_project_info" && string(s.Metric["name"]) == a.Project
		if named || string(s.Metric["project"]) == a.Project {
			asked[of(s)] = true
		}
	}
	return slices.DeleteFunc(all, func(s *model.Sample) bool { return !asked[of(s)] })
}

// An approvalsReport is what the command says. What is not known is left out.
type approvalsReport struct {
	Procedures []*procedureRow `json:"procedures"`
	Projects   []*flowRow      `json:"projects"`
	Summary    approvalsSum    `json:"summary"`
}

// A procedureRow is one procedure. Dates are such as 2020-07-31.
type procedureRow struct {
	Region        string   `json:"region"`
	Project       string   `json:"project"`
	Name          string   `json:"name"`
	Procedure     string   `json:"procedure"`
	Authority     string   `json:"authority"`
	State         string   `json:"state"`
	Accepted      string   `json:"accepted,omitempty"`
	Completed     string   `json:"completed,omitempty"`
	Used          *float64 `json:"used_workdays,omitempty"`
	Limit         *float64 `json:"limit_workdays,omitempty"`
	Due           string   `json:"due,omitempty"`
	Deferred      bool     `json:"deferred"`
	SupplyBy      string   `json:"supply_by,omitempty"`
	SupplyOverdue bool     `json:"supply_overdue"`
}

// A flowRow is the whole flow of one project.
type flowRow struct {
	Region     string   `json:"region"`
	Project    string   `json:"project"`
	Name       string   `json:"name"`
	Procedures int      `json:"procedures"`
	Done       int      `json:"done"`
	Used       *float64 `json:"used_workdays,omitempty"`
	Limit      *float64 `json:"limit_workdays,omitempty"`
}

func (p *procedureRow) done() bool { return strings.HasPrefix(p.State, "done") }

// readApprovals puts the samples of each procedure and of each project together.
func readApprovals(samples []*model.Sample, zone *time.Location) approvalsReport {
	procedures, flows := map[[3]string]*procedureRow{}, map[[2]string]*flowRow{}
	for _, s := range samples {
		region, project := string(s.Metric["region"]), string(s.Metric["project"])
		if flows[[2]string{region, project}] == nil {
			flows[[2]string{region, project}] = &flowRow{Region: region, Project: project}
		}
		name := string(s.Metric["procedure"])
		if name == "" {
			flows[[2]string{region, project}].take(s)
			continue
		}
		key := [3]string{region, project, name}
		if procedures[key] == nil {
			procedures[key] = &procedureRow{Region: region, Project: project, Procedure: name}
		}
		procedures[key].take(s, zone)
	}
	var r approvalsReport
	for _, p := range procedures {
		flow := flows[[2]string{p.Region, p.Project}]
		p.Name = flow.Name
		flow.Procedures++
		if p.done() {
			flow.Done++
		}
		r.Procedures = append(r.Procedures, p)
	}
	for _, f := range flows {
		if f.Procedures > 0 {
			r.Projects = append(r.Projects, f)
		}
	}
	r.sort()
	r.Summary = sumOfApprovals(r)
	return r
}

// sort orders procedures by project and then as they were accepted, those that
// were not last.
func (r *approvalsReport) sort() {
	slices.SortFunc(r.Projects, func(a, b *flowRow) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Project, b.Project))
	})
	slices.SortFunc(r.Procedures, func(a, b *procedureRow) int {
		return cmp.Or(
			cmp.Compare(a.Region, b.Region), cmp.Compare(a.Project, b.Project),
			cmp.Compare(cmp.Or(a.Accepted, "~"), cmp.Or(b.Accepted, "~")), cmp.Compare(a.Procedure, b.Procedure),
		)
	})
}

// take reads one sample into the row.
func (f *flowRow) take(s *model.Sample) {
	value := float64(s.Value)
	switch s.Metric[model.MetricNameLabel] {
	case "jindu_project_info":
		f.Name = string(s.Metric["name"])
	case "jindu_project_approval_workdays":
		f.Used = &value
	case "jindu_project_approval_limit_workdays":
		f.Limit = &value
	}
}

// take reads one sample into the row.
func (p *procedureRow) take(s *model.Sample, zone *time.Location) {
	value := float64(s.Value)
	date := time.Unix(int64(value), 0).In(zone).Format(time.DateOnly)
	switch s.Metric[model.MetricNameLabel] {
	case "jindu_approval_info":
		p.Authority, p.Deferred = string(s.Metric["authority"]), s.Metric["deferred"] == "true"
	case "jindu_approval_state":
		if value == 1 {
			p.State = string(s.Metric["state"])
		}
	case "jindu_approval_accepted_timestamp_seconds":
		p.Accepted = date
	case "jindu_approval_completed_timestamp_seconds":
		p.Completed = date
	case "jindu_approval_due_timestamp_seconds":
		p.Due = date
	case "jindu_approval_supply_due_timestamp_seconds":
		p.SupplyBy = date
	case "jindu_approval_supply_overdue":
		p.SupplyOverdue = value == 1
	case "jindu_approval_workdays":
		p.Used = &value
	case "jindu_approval_limit_workdays":
		p.Limit = &value
	}
}
