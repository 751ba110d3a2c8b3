package bulletin

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// sum adds the projects up.
func (m *maker) sum(c *Content) {
	if len(m.projects) == 0 {
		return
	}
	var sum progress.Sum
	for _, r := range m.Now.RegionSums() {
		if r.Code == m.Region.Code {
			sum = r.Sum
		}
	}
	p := &Projects{
		Items: sum.Projects, Reported: sum.Reported, Cutoff: sum.Last,
		Total: exact(sum.Total), Target: exact(sum.Target), Completed: exact(sum.Completed),
		Completion: sum.Completion(), Pace: sum.Pace(), Gap: sum.Gap(),
	}
	for _, one := range m.projects {
		if one.Nature == newStart {
			p.New++
		}
		if one.TaskForce != "" {
			p.TaskForces++
		}
		switch {
		case !one.Gap.Known:
		case one.Gap.Value < 0:
			p.Slow++
		default:
			p.Ahead++
		}
	}
	for _, colour := range m.Now.MainPack().Colours {
		if n := sum.Colours[colour]; n > 0 {
			p.Colours = append(p.Colours, Colour{phrase.Colour(colour, m.Lang), phrase.Shape(colour), n})
		}
	}
	p.Span = m.closed(p.Cutoff)
	c.Projects = p
}

// closed names the months that a cut-off closes, or says by which day it is.
func (m *maker) closed(cutoff time.Time) string {
	if cutoff.IsZero() {
		return ""
	}
	if month := model.PeriodOf(model.Monthly, cutoff.In(m.Zone)); !cutoff.Before(month.End(m.Zone)) {
		return span(month, m.Lang)
	}
	return m.text("截至", "by ") + longDay(cutoff.In(m.Zone), m.Lang)
}

// newStart is the nature of a project that starts in the year.
const newStart = "新开工"

func exact(d decimal.NullDecimal) progress.Number {
	return progress.Number{Value: d.Decimal.InexactFloat64(), Known: d.Valid}
}

// rank lists the projects by rank, and those that are behind.
func (m *maker) rank(c *Content) {
	pack := m.Now.MainPack()
	for _, s := range m.projects {
		p := m.project(s)
		v, judged := s.Verdict(pack.Name)
		if judged {
			p.Rank, p.Change, p.Months = v.Rank, climbed(v.RankChange), v.Streak
			p.Colour, p.Shape = phrase.Colour(v.Colour, m.Lang), phrase.Shape(v.Colour)
			if v.Escalation != nil {
				p.Escalation = plain(v.Escalation.Means.In(m.Lang))
			}
		}
		c.Ranking = append(c.Ranking, p)
		if p.Gap.Known && p.Gap.Value < 0 || judged && pack.Level(v.Colour) > 0 {
			c.Behind = append(c.Behind, p)
		}
	}
	last := func(rank int) int { return cmp.Compare(min(rank, 1), 0) } // 1 where there is a rank.
	slices.SortStableFunc(c.Ranking, func(a, b Project) int {
		return cmp.Or(cmp.Compare(last(b.Rank), last(a.Rank)), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(c.Behind, func(a, b Project) int { return cmp.Compare(a.Gap.Value, b.Gap.Value) })
}

func (m *maker) project(s progress.ProjectState) Project {
	return Project{
		Region: plain(m.regionName(s.Region)), ID: plain(s.ID), Name: plain(cmp.Or(s.Name, s.ID)),
		Lead: plain(s.Lead), Unit: plain(s.OwnerUnit), TaskForce: plain(s.TaskForce),
		Target: s.Target, Completed: s.Completed, Completion: s.Completion, Pace: s.Pace, Gap: s.Gap,
		State: plain(s.Note.State), Problems: plain(s.Note.Problems), Next: plain(s.Note.Next), Cutoff: s.Cutoff,
	}
}

// climbed writes a change of rank.
func climbed(places progress.Number) string {
	switch n := int(places.Value); {
	case !places.Known:
		return ""
	case n > 0:
		return fmt.Sprintf("↑%d", n)
	case n < 0:
		return fmt.Sprintf("↓%d", -n)
	}
	return "—"
}

// reports are those for the period that had not come by AsOf, or came late.
func (m *maker) reports(c *Content) {
	if len(m.Reports) == 0 {
		return
	}
	r := &Reports{}
	for _, row := range m.Reports {
		switch row.State {
		case progress.ReportNotPublished, progress.ReportUnknown:
			continue
		case progress.ReportLate, progress.ReportMissing:
			r.Waiting = append(r.Waiting, Report{
				Name: plain(m.reportName(row)), Who: plain(m.reportOwner(row)), Due: row.Due.In(m.Zone), Days: daysAfter(row.Due.In(m.Zone), m.AsOf.In(m.Zone)),
			})
		case progress.ReportCameLate:
			r.Late++
		case progress.ReportAwaited, progress.ReportInTime:
		}
		r.Owed++
	}
	if r.Owed > 0 {
		c.Reports = r
	}
}

// reportName says what a report is of, and in which region where that may be
// another than the bulletin's.
func (m *maker) reportName(row progress.CalendarRow) string {
	name := cmp.Or(row.Name.In(m.Lang), row.Project)
	if row.Region != m.Region.Code {
		name = m.regionName(row.Region) + " " + name
	}
	return name
}

func (m *maker) reportOwner(row progress.CalendarRow) string {
	if row.Lead == "" {
		return row.Owner.In(m.Lang)
	}
	return list(present(row.Lead, row.Owner.In(m.Lang)), m.Lang)
}

// present leaves empty texts out.
func present(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}
