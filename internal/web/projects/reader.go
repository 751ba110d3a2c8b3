package projects

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/register"
	"jindu/internal/web/page"
)

// A reader reads what the ledger holds of one project.
type reader struct {
	ctx        context.Context
	view       model.View
	receipts   Receipts
	asked      page.Asked
	zone       *time.Location
	region, id string

	known map[string]source // Receipts that were read.
}

// A source is who reported something, by which receipt.
type source struct {
	model.Receipt
	Link string
}

// read gathers all that is not on the board.
func (r *reader) read(c *content) (err error) {
	said, err := r.said()
	if err != nil {
		return err
	}
	if c.Answers, err = r.answers(said); err != nil {
		return err
	}
	if c.Statements, err = r.statements(said); err != nil {
		return err
	}
	if c.Notes, err = r.notes(); err != nil {
		return err
	}
	if c.Figures, err = r.figures(); err != nil {
		return err
	}
	c.Acks, err = register.Read(r.ctx, r.view, register.Asked{
		At: r.asked.At, Zone: r.zone, Regions: model.RegionSet{r.region: true}, Project: r.id,
	})
	c.Acks = slices.DeleteFunc(c.Acks, func(row register.Row) bool { return row.Project != r.id })
	slices.Reverse(c.Acks)
	return err
}

// source reads a receipt. One that the store has no more is known by its ID.
func (r *reader) source(id string) (source, error) {
	if one, ok := r.known[id]; ok {
		return one, nil
	}
	receipt, err := r.receipts.Receipt(r.ctx, id)
	if err != nil && !errors.Is(err, model.ErrNoReceipt) {
		return source{}, fmt.Errorf("receipt %s: %w", id, err)
	}
	receipt.ID = id
	one := source{receipt, r.asked.To("/submissions/" + id)}
	r.known[id] = one
	return one, nil
}

// A withdrawal is why something is struck through.
type withdrawal struct {
	At     time.Time
	Reason string
	Source source
}

// withdrawn tells of a receipt by which withdrawal it was taken back; nil where
// it was not, as far as was known at the page's as-of.
func (r *reader) withdrawn(by source) (*withdrawal, error) {
	if by.WithdrawnBy == "" {
		return nil, nil //nolint:nilnil // There is none.
	}
	back, err := r.source(by.WithdrawnBy)
	if err != nil {
		return nil, err
	}
	if asOf := r.asked.AsOf; !asOf.IsZero() && back.Recorded.After(asOf) {
		return nil, nil //nolint:nilnil // It was not known yet.
	}
	return &withdrawal{back.Recorded.In(r.zone), back.Reason, back}, nil
}

// records are the statements of a kind about the project and what takes them
// back, those left out that hold only later than the page is for.
func (r *reader) records(kind model.Kind) ([]model.Record, error) {
	byID := map[string][]model.Record{}
	for one, err := range r.view.Records(r.ctx, kind) {
		if err != nil {
			return nil, err
		}
		if one.Region == r.region && strings.Contains(one.ID, r.id) && !one.ValidFrom.After(r.asked.At) {
			byID[one.ID] = append(byID[one.ID], one)
		}
	}
	var own []model.Record
	for id, records := range byID {
		if r.owns(kind, id, records) {
			own = append(own, records...)
		}
	}
	return own, nil
}

// owns tells whether statements are about the project: they bear its number, or
// speak of it.
func (r *reader) owns(kind model.Kind, id string, records []model.Record) bool {
	switch kind {
	case model.KindProject, model.KindDuty, model.KindNote:
		return id == r.id
	}
	return slices.ContainsFunc(records, func(one model.Record) bool {
		var body struct {
			Project string `json:"project"`
		}
		return len(one.Body) > 0 && json.Unmarshal(one.Body, &body) == nil && body.Project == r.id
	})
}

// statedKinds are the kinds of statement that the page lists, besides notes.
var statedKinds = []model.Kind{
	model.KindProject, model.KindDuty, model.KindTarget, model.KindMilestone, model.KindProcedure, model.KindObstacle,
	model.KindActivity, model.KindVisit, model.KindMembership, model.KindGrant, model.KindCeremony,
}

// said are the statements of the project by kind.
func (r *reader) said() (map[model.Kind][]model.Record, error) {
	all := map[model.Kind][]model.Record{}
	for _, kind := range statedKinds {
		records, err := r.records(kind)
		if err != nil {
			return nil, err
		}
		all[kind] = records
	}
	return all, nil
}

// done is what was completed in a year at each of its reports.
func (r *reader) done(year int) ([]model.Point, error) {
	points, err := progress.Points(r.ctx, r.view, model.CompletedSeries(r.region, r.id, year))
	return slices.DeleteFunc(points, func(p model.Point) bool { return p.Period.End(r.zone).After(r.asked.At) }), err
}
