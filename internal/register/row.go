package register

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"jindu/internal/model"
)

// newRow folds the statements of a round: those that acknowledge apart from
// those that close, whose words say why, not what is to be done. Who was the
// first to say so counts, and the newest of what is said.
func newRow(round model.Object, asked Asked) (Row, error) {
	opened, closed, err := parted(round)
	if err != nil {
		return Row{}, err
	}
	task, since, by, err := folded(opened)
	if err != nil {
		return Row{}, err
	}
	end, ended, closer, err := folded(closed)
	if err != nil {
		return Row{}, err
	}
	last := round.Statements[len(round.Statements)-1]
	row := Row{
		Region: round.Region, Project: cmp.Or(task.Project, end.Project), Alert: cmp.Or(task.Alert, end.Alert),
		Indicator: cmp.Or(task.Indicator, end.Indicator), State: model.Acknowledged,
		By: by, Since: in(since, asked.Zone), Note: task.Note, Due: task.Due,
		ClosedBy: closer, Closed: in(ended, asked.Zone), Reason: end.Note,
		Recorded: in(last.Recorded, asked.Zone), Receipt: last.Receipt,
	}
	until := asked.At
	if len(closed.Statements) > 0 {
		row.State, until = model.AckClosed, ended
	}
	if !row.Due.IsZero() {
		row.DaysOverdue = max(0, int(model.NewDay(until.In(asked.Zone)).Key())-int(row.Due.Key()))
	}
	return row, nil
}

// parted are the statements of a round that acknowledge, and those that close.
func parted(round model.Object) (opened, closed model.Object, err error) {
	opened, closed = round, round
	opened.Statements, closed.Statements = nil, nil
	for _, s := range round.Statements {
		var said model.Acknowledgement
		if err := json.Unmarshal(s.Body, &said); err != nil {
			return opened, closed, err
		}
		to := &opened
		if said.State == model.AckClosed {
			to = &closed
		}
		to.Statements = append(to.Statements, s)
	}
	return opened, closed, nil
}

// folded gives what statements say together, and when the first was made by whom.
func folded(o model.Object) (said model.Acknowledgement, since time.Time, by string, err error) {
	if len(o.Statements) == 0 {
		return said, since, "", nil
	}
	var first model.Acknowledgement
	since = o.Statements[0].ValidFrom
	if err := json.Unmarshal(o.Statements[0].Body, &first); err != nil {
		return said, since, "", err
	}
	_, err = o.At(o.Statements[len(o.Statements)-1].ValidFrom, &said)
	return said, since, first.By, err
}

// in is an instant in a zone; none stays none.
func in(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

// nameProjects writes the projects' names, as they were at an instant, into rows.
func nameProjects(ctx context.Context, view model.View, at time.Time, rows []Row) error {
	type project struct{ region, id string }
	names := map[project]string{}
	for _, r := range rows {
		if r.Project != "" {
			names[project{r.Region, r.Project}] = ""
		}
	}
	if len(names) == 0 {
		return nil
	}
	projects, err := held(ctx, view, model.KindProject, func(r model.Record) bool {
		_, wanted := names[project{r.Region, r.ID}]
		return wanted
	})
	if err != nil {
		return err
	}
	for _, o := range projects {
		var body model.Project
		if _, err := o.At(at, &body); err != nil {
			return err
		}
		names[project{o.Region, o.ID}] = body.Name
	}
	for i, r := range rows {
		rows[i].Name = names[project{r.Region, r.Project}]
	}
	return nil
}
