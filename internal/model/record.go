package model

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Kind is a type of record.
type Kind string

// The kinds of record.
const (
	KindProject    Kind = "project"    // Body: Project.
	KindDuty       Kind = "duty"       // Body: Duty; its fields are a project's.
	KindTarget     Kind = "target"     // Body: Target.
	KindNote       Kind = "note"       // Body: Note.
	KindMilestone  Kind = "milestone"  // Body: Milestone.
	KindActivity   Kind = "activity"   // Body: Activity.
	KindProcedure  Kind = "procedure"  // Body: Procedure.
	KindObstacle   Kind = "obstacle"   // Body: Obstacle.
	KindVisit      Kind = "visit"      // Body: Visit.
	KindMembership Kind = "membership" // Body: Membership.
	KindAttraction Kind = "attraction" // Body: Attraction.
	KindCeremony   Kind = "ceremony"   // Body: Ceremony.
	KindGrant      Kind = "grant"      // Body: Grant.
	KindEnterprise Kind = "enterprise" // Body: Enterprise.

	KindAcknowledgement Kind = "acknowledgement" // Body: Acknowledgement.
	KindBulletin        Kind = "bulletin"        // Body: Bulletin.
)

// Kinds are all of them.
func Kinds() []Kind {
	return []Kind{
		KindProject, KindDuty, KindTarget, KindNote, KindMilestone, KindActivity, KindProcedure, KindObstacle,
		KindVisit, KindMembership, KindAttraction, KindCeremony, KindGrant, KindEnterprise, KindAcknowledgement,
		KindBulletin,
	}
}

// Always is from when a statement holds that names no day: what it says of
// dates tells by itself from when on it can be seen, and a later statement of
// the kind takes its place.
func Always() time.Time { return time.Date(minYear, 1, 1, 0, 0, 0, 0, time.UTC) }

// A Record is a statement about an object: from ValidFrom on these things hold
// of it. Its body is a JSON object of the fields that the statement speaks of;
// a field it leaves out stays as earlier statements have it, and null clears
// one. So a unit can report a new lead without repeating the rest.
type Record struct {
	Kind      Kind
	Region    string    // Code of the region it belongs to.
	ID        string    // Unique within kind and region.
	ValidFrom time.Time // First instant at which it holds, whole seconds.
	Body      json.RawMessage
	Cell      string // The row's first cell in the submission's file: 项目!A5.

	// The ledger fills these.
	Recorded  time.Time // When it became known, to the millisecond.
	Receipt   string    // ID of the submission that stated it.
	Withdraws string    // Not empty: takes back this receipt's statement, and has no body.
}

// NewRecord makes a record of a typed body, leaving out its empty fields.
func NewRecord(kind Kind, region, id string, validFrom time.Time, body any) (Record, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return Record{}, fmt.Errorf("body of %s %s: %w", kind, id, err)
	}
	return Record{Kind: kind, Region: region, ID: id, ValidFrom: validFrom, Body: raw}, nil
}

// An Object is all statements about one thing, in the order in which they take
// effect, the withdrawn ones left out.
type Object struct {
	Kind       Kind
	Region     string
	ID         string
	Statements []Record
}

// Objects groups records, in any order, by what they are about. Statements are
// ordered by when they hold, then by when they became known; the result is
// sorted by region and ID.
func Objects(records []Record) []Object {
	withdrawn := map[string]bool{}
	for _, r := range records {
		if r.Withdraws != "" {
			withdrawn[withdrawalKey(r, r.Withdraws)] = true
		}
	}
	kept := slices.Clone(records)
	if len(withdrawn) > 0 {
		kept = slices.DeleteFunc(kept, func(r Record) bool {
			return r.Withdraws != "" || withdrawn[withdrawalKey(r, r.Receipt)]
		})
	}
	slices.SortStableFunc(kept, compareStatements)
	var objects []Object
	for _, r := range kept {
		last := len(objects) - 1
		if last < 0 || objects[last].Kind != r.Kind || objects[last].Region != r.Region || objects[last].ID != r.ID {
			objects = append(objects, Object{Kind: r.Kind, Region: r.Region, ID: r.ID})
			last++
		}
		objects[last].Statements = append(objects[last].Statements, r)
	}
	return objects
}

func withdrawalKey(r Record, receipt string) string {
	return string(r.Kind) + "\xff" + r.Region + "\xff" + r.ID + "\xff" + r.ValidFrom.UTC().Format(time.RFC3339) + "\xff" + receipt
}

func compareStatements(a, b Record) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Region, b.Region), cmp.Compare(a.ID, b.ID),
		a.ValidFrom.Compare(b.ValidFrom), a.Recorded.Compare(b.Recorded), cmp.Compare(a.Receipt, b.Receipt),
	)
}

// At merges the statements that hold at t into body, a pointer to the kind's
// struct. It reports false where none holds yet.
func (o Object) At(t time.Time, body any) (bool, error) {
	holding := o.Statements
	if later := slices.IndexFunc(holding, func(s Record) bool { return s.ValidFrom.After(t) }); later >= 0 {
		holding = holding[:later]
	}
	if len(holding) == 0 {
		return false, nil
	}
	raw, err := merge(holding)
	if err != nil {
		return false, fmt.Errorf("%s %s of %s: %w", o.Kind, o.ID, o.Region, err)
	}
	if err := json.Unmarshal(raw, body); err != nil {
		return false, fmt.Errorf("%s %s of %s: %w", o.Kind, o.ID, o.Region, err)
	}
	return true, nil
}

// merge puts the bodies of statements together, the fields of a later one in
// place of those of the ones before. Most objects have one statement.
func merge(statements []Record) (json.RawMessage, error) {
	if len(statements) == 1 {
		return statements[0].Body, nil
	}
	merged := map[string]json.RawMessage{}
	for _, s := range statements {
		if err := json.Unmarshal(s.Body, &merged); err != nil {
			return nil, err
		}
	}
	return json.Marshal(merged)
}

// Changes are the instants at which a statement takes effect, in order.
func (o Object) Changes() []time.Time {
	var at []time.Time
	for _, s := range o.Statements {
		if n := len(at); n == 0 || !at[n-1].Equal(s.ValidFrom) {
			at = append(at, s.ValidFrom)
		}
	}
	return at
}
