package wall

import (
	"cmp"
	"slices"

	"jindu/internal/web/page"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A change is what happened to some projects in the same way.
type change struct {
	Count int
	Name  string
	Class string
	Whom  []string // Each said once.
	More  int
}

// said are the changes that the wall tells, those that need somebody first. Late
// reports stand above every page, and reports that came are in the figures.
var said = []struct {
	kind progress.DifferenceKind
	name model.Text
}{
	{progress.ColourWorse, model.Text{ZH: "预警加重", EN: "Warning got worse"}},
	{progress.MilestoneMissed, model.Text{ZH: "节点逾期", EN: "Milestones overdue"}},
	{progress.ProcedureOverdue, model.Text{ZH: "手续超期", EN: "Procedures overdue"}},
	{progress.ObstacleOverdue, model.Text{ZH: "问题逾期", EN: "Obstacles overdue"}},
	{progress.ObstacleRaised, model.Text{ZH: "新提出问题", EN: "Obstacles raised"}},
	{progress.NewStage, model.Text{ZH: "进入新阶段", EN: "New stage"}},
	{progress.MilestoneReached, model.Text{ZH: "节点完成", EN: "Milestones reached"}},
	{progress.ColourBetter, model.Text{ZH: "预警减轻", EN: "Warning got better"}},
	{progress.ObstacleClosed, model.Text{ZH: "问题销号", EN: "Obstacles closed"}},
	{progress.ProcedureDone, model.Text{ZH: "手续办结", EN: "Procedures done"}},
	{progress.NewProject, model.Text{ZH: "新增项目", EN: "New projects"}},
	{progress.AttractionSigned, model.Text{ZH: "招商签约", EN: "Investments signed"}},
	{progress.AttractionLanded, model.Text{ZH: "招商落地", EN: "Investments landed"}},
	{progress.AttractionStarted, model.Text{ZH: "招商开工", EN: "Investments started"}},
	{progress.AcknowledgedAnew, model.Text{ZH: "新督办", EN: "Taken up"}},
	{progress.AcknowledgedClosed, model.Text{ZH: "督办销号", EN: "Followed up and closed"}},
}

// The room for changes.
const (
	shownChanges = 7 // Kinds.
	shownWhom    = 3 // Names of each.
)

// changes are what is otherwise than at the end of the month before the latest
// reports.
func (d *drawing) changes() (all []change) {
	found := progress.Differences(d.before, d.board, d.set)
	for _, kind := range said {
		one, told := change{Name: kind.name.In(d.Lang)}, map[string]bool{}
		for _, f := range found {
			if f.Kind != kind.kind {
				continue
			}
			one.Count++
			if whom := d.whom(f); !told[whom] {
				told[whom] = true
				one.Whom = append(one.Whom, whom)
			}
		}
		if one.Count == 0 {
			continue
		}
		if kind.kind.Bad() {
			one.Class = "bad"
		}
		one.More = max(0, len(one.Whom)-shownWhom)
		one.Whom = one.Whom[:len(one.Whom)-one.More]
		all = append(all, one)
	}
	return all[:min(len(all), shownChanges)]
}

// whom names what a difference is about, and how a colour or a stage changed.
func (d *drawing) whom(f progress.Difference) string {
	name := cmp.Or(f.Name, f.Project, f.Subject)
	switch f.Kind {
	case progress.ColourWorse, progress.ColourBetter:
		name += d.sayf("（%s）", " (%s)", phrase.Colour(f.To, d.Lang))
	case progress.NewStage:
		name += d.sayf("（%s）", " (%s)", model.Stage(f.To).Name().In(d.Lang))
	default:
	}
	return name
}

// alertList are the alerts that fire now.
type alertList struct {
	Of, Critical int
	Rows         []alertRow
	More         int
}

type alertRow struct {
	Critical bool
	Text     string
}

// shownAlerts are how many are told.
const shownAlerts = 7

// alerts are nil where nobody knows them here, or it is not about now.
func (d *drawing) alerts() *alertList {
	if d.Alerts == nil || !d.Present {
		return nil
	}
	list := &alertList{}
	for _, a := range d.Alerts() {
		if !d.set.Has(a.Region) {
			continue
		}
		row := alertRow{a.Severity == "critical", a.Summary.In(d.Lang)}
		if row.Critical {
			list.Critical++
		}
		list.Rows = append(list.Rows, row)
	}
	slices.SortFunc(list.Rows, func(a, b alertRow) int {
		return cmp.Or(page.FalseFirst(!a.Critical, !b.Critical), cmp.Compare(a.Text, b.Text)) // They come in any order.
	})
	list.Of = len(list.Rows)
	list.More = max(0, list.Of-shownAlerts)
	list.Rows = list.Rows[:list.Of-list.More]
	return list
}
