package bulletin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// approvals are the procedures of all projects.
func (m *maker) approvals(c *Content) {
	totals := m.totals()
	a := &Approvals{Accepted: totals.items(model.Procedures, "", model.StepAccepted, ""), Done: totals.items(model.Procedures, "", model.StepCompleted, "")}
	if n := totals.items(model.Procedures, "", model.StepProjects, ""); n.Known {
		a.Projects = int(n.Value)
	}
	a.Rate = progress.Completion(a.Done, a.Accepted)
	for _, p := range m.projects {
		if p.Approvals == nil {
			continue
		}
		for _, s := range p.Approvals.Procedures {
			if !s.Completed.IsZero() {
				continue
			}
			late := s.Standing == progress.ApprovalOverdue
			a.Open = append(a.Open, m.item(p, s.Due, s.Procedure, s.Authority, late))
			if late {
				a.Late++
			}
		}
	}
	a.Limit, a.Goal = limit(m.Now, m.Region.Code), limit(m.Ahead, m.Region.Code)
	if a.Goal == a.Limit {
		a.Goal = 0
	}
	if a.Accepted.Known || len(a.Open) > 0 || a.Limit > 0 {
		byDay(a.Open)
		c.Approvals = a
	}
}

// limit is how many working days the approvals of a project may take.
func limit(b *progress.Board, region string) int {
	for _, s := range b.Indicators {
		if s.Region != region || s.Indicator.Code != model.ApprovalWorkdays {
			continue
		}
		for _, t := range s.Targets {
			if t.Bound == model.AtMost {
				return int(t.Goal)
			}
		}
	}
	return 0
}

// item is something to be done for a project.
func (m *maker) item(p progress.ProjectState, day time.Time, what, who string, late bool) Due {
	d := Due{Day: day, What: plain(what), About: plain(cmp.Or(p.Name, p.ID)), Who: plain(who), Late: late}
	if late {
		d.Days = daysAfter(day, m.Through())
	}
	return d
}

// obstacles are what blocks projects.
func (m *maker) obstacles(c *Content) {
	o := &Obstacles{}
	for _, p := range m.projects {
		for _, s := range p.Obstacles {
			o.Raised++
			if !s.Open {
				o.Closed++
				continue
			}
			o.Open++
			row := m.item(p, s.Due, s.What, s.Owner, s.Overdue)
			row.Note = s.Kind.Name().In(m.Lang)
			o.Rows = append(o.Rows, row)
			if s.Overdue {
				o.Late++
			}
		}
	}
	if o.Raised > 0 {
		byDay(o.Rows)
		c.Obstacles = o
	}
}

// due is what has to be done by the end of the next period, and what was to be
// done before.
func (m *maker) due(c *Content) {
	var all []Due
	for _, p := range m.projects {
		who := list(present(p.Lead, p.OwnerUnit), m.Lang)
		for _, s := range p.Milestones {
			if s.Actual.IsZero() && (s.Overdue || s.Planned.After(m.Through())) {
				all = append(all, m.item(p, s.Planned, m.text("节点：", "milestone: ")+model.MilestoneName(s.Milestone).In(m.Lang), who, s.Overdue))
			}
		}
		for _, s := range p.Obstacles {
			if s.Open {
				all = append(all, m.item(p, s.Due, m.text("问题：", "obstacle: ")+s.What, s.Owner, s.Overdue))
			}
		}
		if p.Approvals != nil {
			all = append(all, m.procedures(p)...)
		}
	}
	all = append(all, m.acknowledged()...)
	all = append(all, m.reportsDue()...)
	byDay(all)
	for _, d := range all {
		switch {
		case d.Day.IsZero() || d.Day.After(m.Next()):
		case d.Late:
			c.Overdue = append(c.Overdue, d)
		case d.Day.After(m.Through()):
			c.Due = append(c.Due, d)
		}
	}
}

func (m *maker) text(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(m.Lang) }

func (m *maker) procedures(p progress.ProjectState) (all []Due) {
	for _, s := range p.Approvals.Procedures {
		if s.Completed.IsZero() {
			all = append(all, m.item(p, s.Due, m.text("手续：", "procedure: ")+s.Procedure, s.Authority, s.Standing == progress.ApprovalOverdue))
		}
		if !s.SupplyBy.IsZero() && s.Supplied.IsZero() {
			all = append(all, m.item(p, s.SupplyBy, m.text("容缺补齐：", "documents to supply: ")+s.Procedure, p.OwnerUnit, s.SupplyOverdue))
		}
	}
	return all
}

// acknowledged is what somebody asked for by a day (督办).
func (m *maker) acknowledged() (all []Due) {
	for _, r := range m.regions {
		for _, a := range r.Acknowledgements {
			if a.State == model.AckClosed {
				continue
			}
			about := cmp.Or(a.Indicator, a.Alert, m.regionName(r.Region))
			if a.Project != "" {
				about = m.projectName(r.Region, a.Project)
			}
			d := Due{Day: a.Due, What: m.text("督办：", "asked for: ") + plain(a.Note), About: plain(about), Who: plain(a.By), Late: a.Overdue}
			if d.Late {
				d.Days = daysAfter(a.Due, m.Through())
			}
			all = append(all, d)
		}
	}
	return all
}

// reportsDue are the reports that had not come by the period's end, many of one
// unit and day said once.
func (m *maker) reportsDue() (all []Due) {
	type key struct{ who, day string }
	at := map[key]int{}
	for _, row := range m.Coming {
		if row.Due.IsZero() || !slices.Contains(progress.AwaitedStates(), row.State) || row.State == progress.ReportMissing {
			continue
		}
		due := row.Due.In(m.Zone)
		k := key{row.Owner.In(m.Lang), phrase.Day(due)}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, Due{Day: due, What: m.text("报送", "report"), Who: plain(k.who), Late: row.Late})
			if row.Late {
				all[i].Days = daysAfter(due, m.Through())
			}
		}
		all[i].About = strings.Join(present(all[i].About, plain(m.reportName(row))), m.text("、", ", "))
	}
	return all
}

// byDay puts what is overdue first, then the earliest; what has no day is last.
func byDay(rows []Due) {
	slices.SortStableFunc(rows, func(a, b Due) int {
		switch {
		case a.Late != b.Late:
			if a.Late {
				return -1
			}
			return 1
		case a.Day.IsZero() != b.Day.IsZero():
			if b.Day.IsZero() {
				return -1
			}
			return 1
		}
		return a.Day.Compare(b.Day)
	})
}

// fastest is who came from start to production in the least time, of the
// projects that did in the year that ends with the period.
func (m *maker) fastest(c *Content) {
	for _, p := range m.projects {
		if p.Life == nil || p.Life.Built == nil {
			continue
		}
		var from, to time.Time
		for _, s := range p.Life.Stages {
			switch s.Stage {
			case model.Started:
				from = s.Entered
			case model.Production:
				to = s.Entered
			}
		}
		if from.IsZero() || to.Before(m.Through().AddDate(-1, 0, 0)) {
			continue
		}
		if c.Fastest == nil || to.Sub(from) < c.Fastest.Through.Sub(c.Fastest.From) {
			c.Fastest = &Fastest{Name: plain(cmp.Or(p.Name, p.ID)), From: from, Through: to, Months: p.Life.Built.Months}
		}
	}
}

// cumulative is how the name of an item ends that adds up over enterprises.
const cumulative = "累计"

// works are what enterprises did until now, items of one name added up.
func (m *maker) works(c *Content) {
	type sum struct {
		Work
		base  model.Base
		value decimal.Decimal
	}
	var sums []*sum
	for _, r := range m.regions {
		for _, e := range r.Enterprises {
			for _, f := range e.Figures {
				if !strings.HasSuffix(f.Item, cumulative) || f.Base != model.Tonnes && f.Base != model.Items {
					continue
				}
				i := slices.IndexFunc(sums, func(s *sum) bool { return s.Name == f.Item && s.base == f.Base })
				if i < 0 {
					i = len(sums)
					sums = append(sums, &sum{Work: Work{Name: f.Item}, base: f.Base})
				}
				sums[i].Enterprises = append(sums[i].Enterprises, plain(e.Name))
				sums[i].value = sums[i].value.Add(decimal.NewFromFloat(f.Value))
			}
		}
	}
	for _, s := range sums {
		unit := model.Text{ZH: "个"}
		if s.base == model.Tonnes {
			s.value, unit = s.value.Shift(-4), model.Text{ZH: "万吨", EN: "0,000 tonnes"}
		}
		s.Name, s.Value = plain(s.Name), over(progress.Known(s.value.InexactFloat64()), m.Lang)+unit.In(m.Lang)
		c.Works = append(c.Works, s.Work)
	}
}
