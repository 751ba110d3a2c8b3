package bulletin

import (
	"cmp"
	"fmt"
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
	for _, p := range m.open {
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
		d.Days = daysAfter(day, m.Stand())
	}
	return d
}

// obstacles are what blocks projects.
func (m *maker) obstacles(c *Content) {
	o := &Obstacles{}
	for _, p := range m.open {
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
	for _, p := range m.open {
		who := list(present(p.Lead, p.OwnerUnit), m.Lang)
		for _, s := range p.Milestones {
			if s.Actual.IsZero() && (s.Overdue || s.Planned.After(m.Stand())) {
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
		case d.Day.IsZero() || d.Day.After(m.Until()):
		case d.Late:
			c.Overdue = append(c.Overdue, d)
		case d.Day.After(m.Stand()):
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
	for _, r := range m.openRegions {
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
				d.Days = daysAfter(a.Due, m.Stand())
			}
			all = append(all, d)
		}
	}
	return all
}

// reportsDue are the reports that had not come: those of projects together by
// the day that they were due, those of indicators by their bureaus.
func (m *maker) reportsDue() (all []Due) {
	type key struct{ day, who string }
	rows := map[key]*Due{}
	var order []key
	names := map[key][]string{}
	for _, row := range m.Coming {
		if row.Due.IsZero() || row.State != progress.ReportAwaited && row.State != progress.ReportLate {
			continue
		}
		due := row.Due.In(m.Zone)
		k := key{phrase.Day(due), row.Owner.In(m.Lang)}
		if row.Project != "" {
			k.who = m.text("各责任单位", "the units that answer for them")
		}
		if rows[k] == nil {
			order = append(order, k)
			rows[k] = &Due{Day: due, What: m.text("报送", "report"), Who: plain(k.who), Late: row.Late}
			if row.Late {
				rows[k].Days = daysAfter(due, m.Stand())
			}
		}
		names[k] = append(names[k], plain(m.reportName(row)))
	}
	for _, k := range order {
		rows[k].About = m.several(names[k])
		all = append(all, *rows[k])
	}
	return all
}

// severalNames is how many names are said one by one.
const severalNames = 6

// several names things, or says how many more there are.
func (m *maker) several(names []string) string {
	if len(names) <= severalNames {
		return list(names, m.Lang)
	}
	return fmt.Sprintf(m.text("%s等%d项", "%s and others, %d in all"), strings.Join(names[:named], m.text("、", ", ")), len(names))
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
		s.Name, s.Value = plain(s.Name), quantity(s.value, s.base, m.Lang)
		c.Works = append(c.Works, s.Work)
	}
}

// quantity writes an amount rounded down: 2300余万吨, more than 23 million tonnes.
func quantity(value decimal.Decimal, base model.Base, lang model.Language) string {
	unit := model.Text{ZH: "个"}
	if base == model.Tonnes {
		value, unit = value.Shift(-4), model.Text{ZH: "万吨", EN: "0,000 tonnes"}
	}
	n := progress.Known(value.InexactFloat64())
	if base == model.Tonnes && lang == model.English {
		words := over(n, lang)
		number := words[strings.LastIndexByte(words, ' ')+1:]
		return strings.TrimSuffix(words, number) + decimal.RequireFromString(number).Shift(-2).String() + " million tonnes"
	}
	return over(n, lang) + unit.In(lang)
}
