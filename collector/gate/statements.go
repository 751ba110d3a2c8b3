package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// A stated is a statement with the form that it was read from, if it may be
// merged with others.
type stated struct {
	model.Record
	form *form
}

// A statementKey tells statements apart: only one may be made in a submission.
type statementKey struct {
	kind       model.Kind
	region, id string
	from       time.Time
}

func keyOf(r model.Record) statementKey {
	return statementKey{r.Kind, r.Region, r.ID, r.ValidFrom.UTC()}
}

// statements does for records what facts does for figures. What several rows
// say of one object is one statement where they do not contradict each other.
func (c *checker) statements() error {
	c.sources = map[statementKey][]*form{}
	first := map[statementKey]int{}
	for _, s := range c.stated {
		key := keyOf(s.Record)
		at, again := first[key]
		switch {
		case !again:
			first[key] = len(c.verdict.Records)
			c.verdict.Records = append(c.verdict.Records, s.Record)
		case s.form == nil:
			c.repeatsStatement(c.verdict.Records[at], s.Record)
		default:
			c.merge(&c.verdict.Records[at], s)
		}
		if s.form != nil {
			c.sources[key] = append(c.sources[key], s.form)
		}
	}
	c.stated = nil
	return nil
}

// repeatsStatement warns of a statement made twice, and refuses one that is
// made otherwise.
func (c *checker) repeatsStatement(first, again model.Record) {
	p := c.where(again.Cell)
	p.Value = called(again)
	if bytes.Equal(first.Body, again.Body) {
		p.What = both("与 %s 重复，只取一次", "the same as %s; taken once", first.Cell)
		c.warning(p)
		return
	}
	p.What = both("与 %s 说的是同一对象、同一日期，但内容不同；应只填一行", "the same object and date as %s, which says otherwise; want one row", first.Cell)
	c.problem(p)
}

// called is what a statement is about, as its sheet writes it: milestones that
// rules know have a code in their ID.
func called(r model.Record) string {
	if r.Kind != model.KindMilestone {
		return r.ID
	}
	at := strings.LastIndexByte(r.ID, '/')
	return r.ID[:at+1] + model.MilestoneName(r.ID[at+1:]).ZH
}

// listed are the kinds whose rows are of one period or figure each, and say
// what they are about every time.
func listed(kind model.Kind) bool {
	return kind == model.KindAttraction || kind == model.KindEnterprise
}

// merge adds what a row says to what others said of the same object.
func (c *checker) merge(to *model.Record, again stated) {
	if bytes.Equal(to.Body, again.Body) {
		if !listed(to.Kind) {
			c.repeatsStatement(*to, again.Record)
		}
		return
	}
	body, more := bodyOf(*to), bodyOf(again.Record)
	for _, field := range slices.Sorted(maps.Keys(more)) {
		if said, ok := body[field]; ok && !bytes.Equal(said, more[field]) {
			c.contradicts(keyOf(*to), field, again.form)
			continue
		}
		body[field] = more[field]
	}
	raw, err := json.Marshal(body)
	if err != nil { // It is made of what was JSON.
		panic(fmt.Sprintf("gate: %v", err))
	}
	to.Body = raw
}

func bodyOf(r model.Record) map[string]json.RawMessage {
	body := map[string]json.RawMessage{}
	if err := json.Unmarshal(r.Body, &body); err != nil { // NewRecord wrote it.
		panic(fmt.Sprintf("gate: %v", err))
	}
	return body
}

// contradicts names the two cells that say different things of one field.
func (c *checker) contradicts(key statementKey, field string, again *form) {
	here, column := again.cellOf(field)
	for _, first := range c.sources[key] {
		there, _ := first.cellOf(field)
		if there.Blank() {
			continue
		}
		again.fail(here, both("与 %[1]s 矛盾：同一对象的“%[2]s”在那里是“%[4]s”", "contradicts %[1]s: there, %[3]s of the same object is %[4]q",
			first.place(there.Column), column.Name.ZH, column.Name.EN, there.Text))
		return
	}
}

// objects gives the objects of a kind that this submission speaks of, as they
// are once it is taken.
func (c *checker) objects(kind model.Kind, where func(model.Record) bool) ([]model.Object, error) {
	all, err := c.statementsOf(kind)
	if err != nil {
		return nil, err
	}
	for _, r := range c.verdict.Records {
		if r.Kind == kind {
			r.Recorded = c.Now
			all = append(all, r)
		}
	}
	return model.Objects(slices.DeleteFunc(all, func(r model.Record) bool { return !where(r) })), nil
}

// formsOf are the rows of this submission that speak of an object.
func (c *checker) formsOf(o model.Object) []*form {
	var forms []*form
	for _, s := range o.Statements {
		if s.Receipt == "" {
			forms = append(forms, c.sources[keyOf(s)]...)
		}
	}
	return forms
}

// last is the instant from which on nothing more is stated of an object.
func last(o model.Object) time.Time { return o.Statements[len(o.Statements)-1].ValidFrom }

// statedWhere finds the cell, and its row, where this submission states a
// field of an object; false where it does not.
func statedWhere(forms []*form, field string) (*form, bool) {
	for _, f := range slices.Backward(forms) {
		if cell, _ := f.cellOf(field); !cell.Blank() {
			return f, true
		}
	}
	return nil, false
}
