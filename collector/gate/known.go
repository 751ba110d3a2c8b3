package gate

import (
	"fmt"
	"slices"

	"jindu/internal/model"
)

// projects says which projects progress is reported of that nobody knows:
// neither the ledger nor this submission.
func (c *checker) projects() error {
	if len(c.mentions) == 0 {
		return nil
	}
	known := map[[2]string]bool{}
	add := func(r model.Record) { known[[2]string{r.Region, r.ID}] = true }
	for _, r := range c.verdict.Records {
		if r.Kind == model.KindProject {
			add(r)
		}
	}
	records, err := c.statementsOf(model.KindProject)
	if err != nil {
		return err
	}
	for _, o := range model.Objects(records) {
		known[[2]string{o.Region, o.ID}] = true
	}
	for _, m := range c.mentions {
		// What is wrong with a project's own row has been said there.
		if key := [2]string{m.region, m.project}; !known[key] && !c.rows[key] {
			p := m.where
			p.What = c.unknownProject(m, known)
			c.problem(p)
		}
	}
	return nil
}

func (c *checker) unknownProject(m mention, known map[[2]string]bool) model.Text {
	var here []string
	for k := range known {
		if k[1] == m.project {
			region, _ := c.Catalog.Region(k[0])
			return both("这个项目编号属于%[1]s；请核对“地区”", "this project is of %[2]s; check the region", region.Name, region.NameEN)
		}
		if k[0] == m.region {
			here = append(here, k[1])
		}
	}
	t := words("没有这个项目：“项目”表和已有数据中都没有", "no such project, neither in the table 项目 (projects) nor in the ledger")
	slices.Sort(here) // The same hint each time.
	if similar := c.near(m.project, here); len(similar) > 0 {
		t.ZH += fmt.Sprintf("；是否为 %s？", similar[0])
		t.EN += fmt.Sprintf("; did you mean %s?", similar[0])
	}
	return t
}

func (c *checker) statementsOf(kind model.Kind) ([]model.Record, error) {
	var records []model.Record
	for r, err := range c.view.Records(c.ctx, kind) {
		if err != nil {
			return nil, fmt.Errorf("%s records: %w", kind, err)
		}
		records = append(records, r)
	}
	return records, nil
}
