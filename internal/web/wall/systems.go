package wall

import (
	"html/template"
	"slices"

	"jindu/internal/chart"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// systems is the page of what has to be followed up.
type systems struct {
	Today     string
	Funnel    []step
	Approvals *approvals
	Obstacles *obstacles
	Since     string // The day after which things changed.
	Changes   []change
	Alerts    *alertList // Nil where they are not shown.
}

// A step is a stage of the life cycle.
type step struct {
	Name              string
	Reached, Standing int
	Yuan              string // Total investment of those that stand there.
	Chart             template.HTML
}

// systems is nil where there is nothing to follow up.
func (d *drawing) systems() *systems {
	s := &systems{
		Today: d.today(), Funnel: d.funnel(), Approvals: d.approvals(), Obstacles: d.obstacles(),
		Since: phrase.Day(d.since), Changes: d.changes(), Alerts: d.alerts(),
	}
	if s.Funnel == nil && s.Approvals == nil && s.Obstacles == nil && len(s.Changes) == 0 && (s.Alerts == nil || s.Alerts.Of == 0) {
		return nil
	}
	return s
}

// funnel counts the projects by stage: how many stand at each, as the board
// has it, and so how many came at least so far.
func (d *drawing) funnel() []step {
	standing, yuan := map[model.Stage]int{}, map[model.Stage]progress.Number{}
	for _, r := range d.board.Regions {
		if !d.set.Has(r.Region) {
			continue
		}
		for _, f := range r.Funnel {
			standing[f.Stage] += f.Items
			if f.Yuan.Known {
				yuan[f.Stage] = progress.Known(yuan[f.Stage].Value + f.Yuan.Value)
			}
		}
	}
	if len(standing) == 0 {
		return nil
	}
	stages := model.Stages()
	all, reached := make([]step, len(stages)), 0
	for i, stage := range slices.Backward(stages) {
		reached += standing[stage]
		all[i] = step{Name: stage.Name().In(d.Lang), Reached: reached, Standing: standing[stage], Yuan: phrase.Money(yuan[stage])}
	}
	for i := range all {
		one := &all[i]
		label := d.sayf("%s：到过 %d 个，现处 %d 个", "%s: %d came so far, %d stand there", one.Name, one.Reached, one.Standing)
		one.Chart = chart.Funnel(float64(one.Reached)/float64(reached), float64(one.Standing)/float64(reached), label)
	}
	return all
}
