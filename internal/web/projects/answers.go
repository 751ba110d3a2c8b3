package projects

import (
	"time"

	"jindu/internal/model"
)

// An answer is who answers for something of the project, and since when; a zero
// time where nobody said.
type answer struct {
	Of    model.Text
	Name  string
	Since time.Time
}

// answers tells who answers for the project, by its particulars and the duties
// that were stated, which speak of the same.
func (r *reader) answers(said map[model.Kind][]model.Record) ([]answer, error) {
	all := []answer{
		{Of: model.Text{ZH: "包保领导", EN: "Lead"}},
		{Of: model.Text{ZH: "责任单位", EN: "Responsible unit"}},
		{Of: model.Text{ZH: "专班", EN: "Task force"}},
		{Of: model.Text{ZH: "建设单位", EN: "Owner"}},
	}
	var records []model.Record
	for _, kind := range []model.Kind{model.KindProject, model.KindDuty} {
		for _, o := range model.Objects(said[kind]) {
			for _, s := range o.Statements {
				s.Kind = model.KindProject
				records = append(records, s)
			}
		}
	}
	for _, o := range model.Objects(records) { // One, or none.
		for _, from := range o.Changes() {
			var p model.Project
			if _, err := o.At(from, &p); err != nil {
				return nil, err
			}
			for i, name := range []string{p.Lead, p.OwnerUnit, p.TaskForce, p.Owner} {
				if name != all[i].Name {
					all[i].Name, all[i].Since = name, from.In(r.zone)
				}
			}
		}
	}
	for i := range all {
		if all[i].Since.Equal(model.Always()) {
			all[i].Since = time.Time{}
		}
	}
	return all, nil
}
