package gate

import (
	"context"
	"fmt"

	"jindu/internal/model"
)

// Revised says which figures of a submission that was taken before have
// another value in the ledger by now, and which receipt gave it to them. The
// error is the view's or the context's.
func (g Gate) Revised(ctx context.Context, view model.View, r Request) ([]model.Problem, error) {
	c, err := g.run(ctx, view, r)
	if err != nil {
		return nil, err
	}
	var revised []model.Problem
	found := 0
	for _, s := range c.order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(s.at) == 0 {
			continue
		}
		timeline, err := c.timeline(s)
		if err != nil {
			return nil, err
		}
		for _, m := range timeline {
			if m.stated == nil || m.before == nil || m.stated.Value == *m.before {
				continue
			}
			if found++; found > MaxProblems {
				continue
			}
			versions, err := view.History(ctx, *s.series, m.period)
			if err != nil {
				return nil, fmt.Errorf("history of %s: %w", s.series, err)
			}
			if len(versions) == 0 {
				continue // A point has versions.
			}
			revised = append(revised, c.revision(m, versions[0]))
		}
	}
	inOrder(r.Books, revised)
	return bounded(revised, found, model.Text{ZH: "个已修订的数", EN: "revised figures"}), nil
}

func (c *checker) revision(m moment, newest model.Version) model.Problem {
	p := c.where(m.stated.Cell)
	p.Value = shown(*m.stated.Series, m.stated.Value)
	p.What = both("后来已由 %s 修订为 %s，现以修订后的为准；重复报送没有改变它",
		"revised since by %s to %s, which is in force; sending this again changes nothing",
		newest.Receipt, shown(*m.stated.Series, *m.before))
	return p
}
