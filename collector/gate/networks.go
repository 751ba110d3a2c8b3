package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"jindu/internal/model"
)

// A network is the activities of one project, as they are once this submission
// is taken.
type network struct {
	c          *checker
	region     string
	project    string
	activities map[string]activity
}

type activity struct {
	model.Activity
	Duration *int    `json:"duration"` // Nil where nothing says how long it takes.
	forms    []*form // Rows of this submission.
}

// networks checks the activities of every project that this submission speaks
// of: their predecessors must be there, and none may wait for itself.
func (c *checker) networks() error {
	spoken := map[[2]string]bool{}
	for _, r := range c.verdict.Records {
		if r.Kind == model.KindActivity {
			spoken[[2]string{r.Region, projectOf(r.ID, c.sources[keyOf(r)])}] = true
		}
	}
	if len(spoken) == 0 {
		return nil
	}
	objects, err := c.objects(model.KindActivity, func(model.Record) bool { return true })
	if err != nil {
		return err
	}
	networks := map[[2]string]*network{}
	for _, o := range objects {
		a := activity{forms: c.formsOf(o)}
		if _, err := o.At(last(o), &a); err != nil {
			return fmt.Errorf("activity %s: %w", o.ID, err)
		}
		key := [2]string{o.Region, a.Project}
		if !spoken[key] {
			continue
		}
		if networks[key] == nil {
			networks[key] = &network{c, o.Region, a.Project, map[string]activity{}}
		}
		networks[key].activities[a.Activity.Activity] = a
	}
	for _, n := range networks { // Problems are sorted by where they stand.
		n.complete()
		n.acyclic()
	}
	return nil
}

// projectOf is the project of an activity that this submission states.
func projectOf(id string, forms []*form) string {
	for _, f := range forms {
		if project, ok := f.body["project"].(string); ok {
			return project
		}
	}
	return id
}

// complete says which activities of this submission have no duration, and
// which of their predecessors are missing.
func (n *network) complete() {
	for id, a := range n.activities {
		if len(a.forms) == 0 {
			continue
		}
		if a.Duration == nil {
			f := a.forms[len(a.forms)-1]
			cell, column := f.cellOf("duration")
			f.fail(cell, both("工序“%[1]s”没有工期：请填写“%[2]s”", "activity %[1]q has no duration: fill in %[3]s",
				id, column.Name.ZH, column.Label()))
		}
		for _, before := range a.Predecessors {
			if _, ok := n.activities[before]; ok || n.c.named[[3]string{n.region, n.project, before}] {
				continue
			}
			if f, ok := statedWhere(a.forms, "predecessors"); ok {
				cell, _ := f.cellOf("predecessors")
				f.fail(cell, n.missing(before))
			}
		}
	}
}

func (n *network) missing(id string) model.Text {
	what := both("项目 %[2]s 没有工序“%[1]s”", "project %[2]s has no activity %[1]q", id, n.project)
	if similar := n.c.near(id, slices.Sorted(maps.Keys(n.activities))); len(similar) > 0 {
		what.ZH += fmt.Sprintf("；是否为 %s？", similar[0])
		what.EN += fmt.Sprintf("; did you mean %s?", similar[0])
	}
	return what
}

// acyclic names each circle of activities that wait for each other, at one of
// them that this submission states.
func (n *network) acyclic() {
	const begun, done = 1, 2
	state := map[string]int{}
	var path []string
	var visit func(id string)
	visit = func(id string) {
		state[id] = begun
		path = append(path, id)
		for _, before := range n.activities[id].Predecessors {
			switch {
			case n.activities[before].Activity.Activity == "" || state[before] == done:
			case state[before] == begun:
				n.circle(path[slices.Index(path, before):])
			default:
				visit(before)
			}
		}
		path = path[:len(path)-1]
		state[id] = done
	}
	for _, id := range slices.Sorted(maps.Keys(n.activities)) {
		if state[id] == 0 {
			visit(id)
		}
	}
}

// circle is told in the order of work: each activity before the one after it.
func (n *network) circle(path []string) {
	names := make([]string, 0, len(path)+1)
	for _, id := range slices.Backward(path) {
		name := id
		if a := n.activities[id]; a.Name != "" {
			name += "（" + a.Name + "）"
		}
		names = append(names, name)
	}
	names = append(names, names[0])
	for _, id := range path {
		if f, ok := statedWhere(n.activities[id].forms, "predecessors"); ok {
			cell, _ := f.cellOf("predecessors")
			f.fail(cell, both("紧前工序成环：%s", "the predecessors go round in a circle: %s", strings.Join(names, " → ")))
			return
		}
	}
}
