package register

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jindu/internal/model"
)

// A Row is one round of an acknowledgement: from when somebody acknowledged
// something (督办) until it was closed (销号).
type Row struct {
	Region      string         `json:"region"`
	Project     string         `json:"project,omitempty"`
	Name        string         `json:"name,omitempty"` // Of the project.
	Alert       string         `json:"alert,omitempty"`
	Indicator   string         `json:"indicator,omitempty"`
	State       model.AckState `json:"state"`
	By          string         `json:"by,omitempty"`   // Who acknowledged it first; empty where it was only closed.
	Since       time.Time      `json:"since,omitzero"` // When.
	Note        string         `json:"note,omitempty"` // What is to be done, by the newest that says so.
	Due         model.Period   `json:"due,omitzero"`   // Likewise, the last day to do it.
	DaysOverdue int            `json:"days_overdue"`   // Calendar days after Due, until it was closed or else until now.
	ClosedBy    string         `json:"closed_by,omitempty"`
	Closed      time.Time      `json:"closed,omitzero"`
	Reason      string         `json:"reason,omitempty"` // Why it is settled.
	Recorded    time.Time      `json:"recorded"`         // When the newest statement became known.
	Receipt     string         `json:"receipt"`          // Of the newest statement.
}

// Asked is which rows are wanted, and when. What is empty narrows nothing.
type Asked struct {
	At      time.Time // What is stated from later on is left out.
	Zone    *time.Location
	Regions model.RegionSet
	Project string // Number or name.
	Alert   string
	State   model.AckState
}

// wants tells whether a row is asked for.
func (a Asked) wants(r Row) bool {
	return (a.Project == "" || a.Project == r.Project || a.Project == r.Name) &&
		(a.Alert == "" || a.Alert == r.Alert) && (a.State == "" || a.State == r.State)
}

// Read makes the register of what a view knows, sorted by region, project,
// indicator and alert, the rounds of each in their order.
func Read(ctx context.Context, view model.View, asked Asked) ([]Row, error) {
	objects, err := held(ctx, view, model.KindAcknowledgement, func(r model.Record) bool {
		return asked.Regions.Has(r.Region) && !r.ValidFrom.After(asked.At)
	})
	if err != nil {
		return nil, err
	}
	var all []Row
	for _, o := range objects {
		rounds, err := model.Rounds(o)
		if err != nil {
			return nil, err
		}
		for _, round := range rounds {
			row, err := newRow(round, asked)
			if err != nil {
				return nil, err
			}
			all = append(all, row)
		}
	}
	if err := nameProjects(ctx, view, asked.At, all); err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(r Row) bool { return !asked.wants(r) })
	slices.SortStableFunc(all, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Project, b.Project),
			cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Alert, b.Alert))
	})
	return all, nil
}

// held are the objects of a kind, of the statements that are wanted and those
// that take them back.
func held(ctx context.Context, view model.View, kind model.Kind, wanted func(model.Record) bool) ([]model.Object, error) {
	var records []model.Record
	for r, err := range view.Records(ctx, kind) {
		if err != nil {
			return nil, err
		}
		if wanted(r) {
			records = append(records, r)
		}
	}
	return model.Objects(records), nil
}
