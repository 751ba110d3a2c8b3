package projects

import (
	"cmp"
	"html/template"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/register"
	"jindu/internal/web/page"
)

// content is what a project's page shows.
type content struct {
	progress.ProjectState
	RegionName string
	Verdict    progress.Verdict // Of the main pack.
	List       string           // Link to the list.
	Answers    []answer
	Chart      template.HTML // Plan and actual through the year; empty where there is neither.
	Gantt      template.HTML // Empty where there are no activities.
	Finish     string        // When the works finish, in words.
	Late       []progress.ActivityState
	Steps      []milestone
	Blocks     []obstacle
	Notes      []note
	Acks       []register.Row
	Figures    []history
	Statements []statement
}

// A milestone is one with its name.
type milestone struct {
	progress.MilestoneState
	Name string
}

// An obstacle is one with how many days it has been open, or was.
type obstacle struct {
	progress.ObstacleState
	KindName string
	Days     progress.Number
}

// present puts the board's state in the order and the words of the page.
func (c *content) present(asked page.Asked, zone *time.Location) {
	for _, m := range c.Milestones {
		c.Steps = append(c.Steps, milestone{m, model.MilestoneName(m.Milestone).In(asked.Lang)})
	}
	slices.SortStableFunc(c.Steps, func(a, b milestone) int { return a.when().Compare(b.when()) })
	for _, o := range c.Obstacles {
		one := obstacle{ObstacleState: o, KindName: o.Kind.Name().In(asked.Lang)}
		if until := o.Closed; !o.Raised.IsZero() && (o.Open || !until.IsZero()) {
			if o.Open {
				until = asked.At
			}
			one.Days = progress.Known(float64(model.NewDay(until.In(zone)).Key()) - float64(model.NewDay(o.Raised.In(zone)).Key()))
		}
		c.Blocks = append(c.Blocks, one)
	}
	slices.SortStableFunc(c.Blocks, func(a, b obstacle) int { // What is open first, what is due first.
		return cmp.Or(page.FalseFirst(b.Open, a.Open), compareDue(a.Due, b.Due), a.Raised.Compare(b.Raised))
	})
	if c.Schedule != nil {
		for _, a := range c.Schedule.Activities {
			if a.Late {
				c.Late = append(c.Late, a)
			}
		}
	}
}

// when is when a milestone came, or else should.
func (m milestone) when() time.Time {
	if m.Actual.IsZero() {
		return m.Planned
	}
	return m.Actual
}

// compareDue puts what has no date last.
func compareDue(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return b.Compare(a)
	}
	return a.Compare(b)
}

// The words of standings and subjects.
var (
	standings = map[progress.ApprovalStanding]model.Text{
		progress.ApprovalOpen: {ZH: "在办", EN: "open"}, progress.ApprovalNearDue: {ZH: "临期", EN: "near due"},
		progress.ApprovalOverdue: {ZH: "超期", EN: "overdue"}, progress.ApprovalDone: {ZH: "办结", EN: "done"},
		progress.ApprovalDoneLate: {ZH: "超期办结", EN: "done late"},
	}
	subjects = map[progress.Subject]model.Text{
		progress.OfProgress: {ZH: "进度", EN: "progress"}, progress.OfStart: {ZH: "开工", EN: "start"},
		progress.OfApprovals: {ZH: "手续", EN: "approvals"}, progress.OfFunds: {ZH: "资金", EN: "funds"},
	}
)

// Standing is the word for where a procedure stands.
func (c *content) Standing(p progress.ProcedureState) model.Text { return standings[p.Standing] }

// SubjectName is the word for what a rule looks at.
func (c *content) SubjectName(s progress.SubjectVerdict) model.Text { return subjects[s.Subject] }

// Moved says by how many places the project climbed or fell.
func (c *content) Moved(change progress.Number) string { return moved(change) }

// Days is a number of seconds in whole days.
func (c *content) Days(seconds progress.Number) progress.Number {
	return progress.Number{Value: float64(int(seconds.Value / (24 * 60 * 60))), Known: seconds.Known}
}

// IsOver tells that more was used than a limit allows.
func (c *content) IsOver(used, limit progress.Number) bool {
	return used.Known && limit.Known && used.Value > limit.Value
}

// LateReport is the month whose report is late.
func (c *content) LateReport() string { return lateOf(&c.ProjectState) }

// Number is an amount as a number that is known.
func (c *content) Number(v float64) progress.Number { return progress.Known(v) }
