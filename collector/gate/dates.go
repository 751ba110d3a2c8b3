package gate

import (
	"encoding/json"
	"fmt"

	"jindu/internal/model"
)

// An order says that one date of a body can't come before another.
type order struct {
	kind          model.Kind
	first, second string
}

func dateOrders() []order {
	return []order{
		{model.KindActivity, "actual_start", "actual_finish"},
		{model.KindProcedure, "accepted", "completed"},
		{model.KindProcedure, "accepted", "supply_by"},
		{model.KindProcedure, "accepted", "supplied"},
		{model.KindObstacle, "raised", "due"},
		{model.KindObstacle, "raised", "closed"},
		{model.KindMembership, "declared", "admitted"},
		{model.KindAttraction, "signed", "landed"},
		{model.KindAttraction, "signed", "started"},
		{model.KindAttraction, "landed", "started"},
	}
}

// dates says which dates of one object are out of order, be they in one row,
// in several, or in the ledger.
func (c *checker) dates() error {
	orders := map[model.Kind][]order{}
	for _, o := range dateOrders() {
		orders[o.kind] = append(orders[o.kind], o)
	}
	for _, kind := range model.Kinds() {
		if len(orders[kind]) == 0 {
			continue
		}
		objects, err := c.spokenOf(kind)
		if err != nil {
			return err
		}
		for _, o := range objects {
			body := map[string]json.RawMessage{}
			if _, err := o.At(last(o), &body); err != nil {
				return fmt.Errorf("dates of %s %s: %w", kind, o.ID, err)
			}
			for _, order := range orders[kind] {
				c.inOrder(o, order, dayIn(body, order.first), dayIn(body, order.second))
			}
		}
	}
	return nil
}

// ownDates says which dates of a row that is not taken are out of order.
func (f *form) ownDates() {
	for _, order := range dateOrders() {
		first, okFirst := f.body[order.first].(model.Period)
		second, okSecond := f.body[order.second].(model.Period)
		if order.kind == f.kind && okFirst && okSecond && first.Key() > second.Key() {
			f.early(order, first)
		}
	}
}

// early names a date that comes before the one it must follow.
func (f *form) early(order order, first model.Period) {
	cell, _ := f.cellOf(order.second)
	_, other := f.cellOf(order.first)
	f.fail(cell, both("早于%[1]s %[3]s", "earlier than %[2]s, %[3]s", other.Name.ZH, other.Label(), first))
}

// spokenOf gives the objects of a kind that this submission has rows of.
func (c *checker) spokenOf(kind model.Kind) ([]model.Object, error) {
	spoken := map[[2]string]bool{}
	for _, r := range c.verdict.Records {
		if r.Kind == kind {
			spoken[[2]string{r.Region, r.ID}] = true
		}
	}
	if len(spoken) == 0 {
		return nil, nil
	}
	return c.objects(kind, func(r model.Record) bool { return spoken[[2]string{r.Region, r.ID}] })
}

// dayIn reads a date of a body; the zero Period where there is none.
func dayIn(body map[string]json.RawMessage, field string) model.Period {
	var p model.Period
	if len(body[field]) > 0 && json.Unmarshal(body[field], &p) != nil { // What the ledger holds is not this submission's fault.
		return model.Period{}
	}
	return p
}

// inOrder names the later date where it comes before the earlier one, or the
// earlier one where this submission speaks of that only.
func (c *checker) inOrder(o model.Object, order order, first, second model.Period) {
	if first.IsZero() || second.IsZero() || first.Key() <= second.Key() {
		return
	}
	forms := c.formsOf(o)
	if f, ok := statedWhere(forms, order.second); ok {
		f.early(order, first)
		return
	}
	if f, ok := statedWhere(forms, order.first); ok {
		cell, _ := f.cellOf(order.first)
		_, other := f.cellOf(order.second)
		f.fail(cell, both("晚于%[1]s %[3]s", "later than %[2]s, %[3]s", other.Name.ZH, other.Name.EN, second))
	}
}
