package submissions

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// A factRow is one fact of a receipt as a page shows it.
type factRow struct {
	What, Region, Period string
	Before, After        string // With units; empty where there is none.
	Status, Cell         string
	Revised              bool
	Correct              string // Where it can be corrected; empty where it can't.
	Fields               []fieldRow
	Withdraws            string // The record takes back that receipt's.
}

// A fieldRow is what a record says of one field, and what held before.
type fieldRow struct{ Name, Before, After string }

// facts are those of a receipt on the page that is asked for.
func (p *pages) facts(ctx context.Context, r model.Receipt, a page.Asked) (rows []factRow, at page.Pages, err error) {
	at = page.PagesOf(r.Figures+r.Records, a)
	from, to := at.Span()
	if p.Facts == nil || from == to {
		return nil, at, nil
	}
	view, err := p.kit.Ledger.View(ctx, time.Time{})
	if err != nil {
		return nil, at, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	var found []Fact
	for f, err := range p.Facts(ctx, r.ID, from) {
		if err != nil {
			return nil, at, err
		}
		if found = append(found, f); len(found) == to-from {
			break
		}
	}
	before, err := heldBefore(ctx, view, r, found)
	if err != nil {
		return nil, at, err
	}
	for _, f := range found {
		var row factRow
		if f.Record != nil {
			row = p.recordRow(*f.Record, before, a)
		} else if row, err = p.figureRow(ctx, view, f, a); err != nil {
			return nil, at, err
		}
		rows = append(rows, row)
	}
	return rows, at, nil
}

// figureRow is a version beside the one before it.
func (p *pages) figureRow(ctx context.Context, view model.View, f Fact, a page.Asked) (factRow, error) {
	s, v := *f.Series, f.Version
	of := p.subjectOf(s)
	row := factRow{
		What: of.What.In(a.Lang), Region: p.regionName(s.Label("region"), a.Lang), Period: v.Period.String(),
		Status: v.Status.Name().In(a.Lang), Cell: v.Cell, Correct: p.correctLink(s, v.Period, a),
	}
	if v.Status != model.Withdrawn {
		row.After = withUnit(v.Value, of.Unit, a.Lang)
	}
	versions, err := view.History(ctx, s, v.Period)
	if err != nil {
		return row, err
	}
	own := slices.IndexFunc(versions, func(o model.Version) bool { return o.Receipt == v.Receipt })
	if own >= 0 && own+1 < len(versions) && versions[own+1].Status != model.Withdrawn {
		older := versions[own+1]
		row.Before = withUnit(older.Value, of.Unit, a.Lang)
		row.Revised = older.Value != v.Value || v.Status == model.Withdrawn
	}
	return row, nil
}

// correctLink leads to the form that corrects a figure.
func (p *pages) correctLink(s model.Series, at model.Period, a page.Asked) string {
	if p.Desk == nil {
		return ""
	}
	switch {
	case s.Metric == model.MetricCompleted:
		return now(a, Path+"/correct", "project", s.Label("project"), "region", s.Label("region"), "day", at.String())
	case s.Label("indicator") != "" && s.Label("origin") == string(model.Published):
		return now(a, Path+"/correct", "indicator", s.Label("indicator"), "region", s.Label("region"),
			"measure", s.Label("measure"), "period", at.Add(0).String())
	}
	return ""
}

// recordRow is what a record says, beside what held before of the same fields.
func (p *pages) recordRow(r model.Record, before map[string]model.Object, a page.Asked) factRow {
	row := factRow{
		What: kindName(r.Kind).In(a.Lang) + " " + r.ID, Region: p.regionName(r.Region, a.Lang), Cell: r.Cell, Withdraws: r.Withdraws,
	}
	if !r.ValidFrom.Equal(model.Always()) {
		row.Period = r.ValidFrom.In(p.kit.Zone).Format(time.DateOnly)
	}
	var says, held map[string]json.RawMessage
	if json.Unmarshal(r.Body, &says) != nil {
		return row
	}
	if _, err := before[objectKey(r)].At(r.ValidFrom, &held); err != nil {
		held = nil
	}
	for _, key := range slices.Sorted(maps.Keys(says)) {
		field := fieldRow{Name: p.fieldName(key, a.Lang), After: plain(says[key])}
		if old := plain(held[key]); old != field.After {
			field.Before = old
		}
		if row.Revised = row.Revised || field.Before != ""; field.After == "" && field.Before == "" {
			continue
		}
		row.Fields = append(row.Fields, field)
	}
	return row
}

// objectKey tells things apart. A duty is stated of a project, so they are one.
func objectKey(r model.Record) string {
	return string(objectKind(r.Kind)) + "\xff" + r.Region + "\xff" + r.ID
}

func objectKind(k model.Kind) model.Kind {
	if k == model.KindDuty {
		return model.KindProject
	}
	return k
}

// heldBefore gives the things that records are about, as they were stated by
// the receipts before.
func heldBefore(ctx context.Context, view model.View, receipt model.Receipt, facts []Fact) (map[string]model.Object, error) {
	about, ofKind := map[string]bool{}, map[model.Kind]bool{}
	for _, f := range facts {
		if f.Record != nil {
			about[objectKey(*f.Record)], ofKind[f.Record.Kind] = true, true
		}
		if f.Record != nil && objectKind(f.Record.Kind) == model.KindProject {
			ofKind[model.KindProject], ofKind[model.KindDuty] = true, true
		}
	}
	var earlier []model.Record
	for kind := range ofKind {
		for r, err := range view.Records(ctx, kind) {
			if err != nil {
				return nil, err
			}
			if number, err := model.ParseReceiptID(r.Receipt); err == nil && number < receipt.Number && about[objectKey(r)] {
				r.Kind = objectKind(r.Kind)
				earlier = append(earlier, r)
			}
		}
	}
	held := map[string]model.Object{}
	for _, o := range model.Objects(earlier) {
		held[objectKey(model.Record{Kind: o.Kind, Region: o.Region, ID: o.ID})] = o
	}
	return held, nil
}
