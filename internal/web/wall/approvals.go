package wall

import (
	"cmp"
	"html/template"
	"slices"

	"jindu/internal/chart"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// approvals are the procedures of all projects.
type approvals struct {
	Done, All, NearDue, Overdue, Deferred int
	Share                                 string
	Used                                  []used // The most first.
	Each                                  []used // Where no limit is known: what is done of each project's, the least first.
}

// used are the working days that a project's approvals took, of its limit; or
// how many of its procedures are done.
type used struct {
	Name, Days, Limit string
	Over              bool
	Chart             template.HTML
	share             float64
}

// shownUsed are how many projects are named.
const shownUsed = 4

func (d *drawing) approvals() *approvals {
	a := &approvals{}
	for _, p := range d.here() {
		if p.Approvals == nil {
			continue
		}
		done, all := a.Done, len(p.Approvals.Procedures)
		for _, one := range p.Approvals.Procedures {
			a.count(one)
		}
		if done = a.Done - done; all > 0 {
			a.Each = append(a.Each, used{
				Name: called(p), Days: phrase.Count(done), Limit: phrase.Count(all), share: float64(done) / float64(all),
			})
		}
		if days, limit := p.Approvals.Used, p.Approvals.Limit; days.Known && limit.Known && limit.Value > 0 {
			a.Used = append(a.Used, used{
				Name: called(p), Days: phrase.Rounded(days, 0), Limit: phrase.Rounded(limit, 0),
				Over: days.Value > limit.Value, share: days.Value / limit.Value,
			})
		}
	}
	if a.All == 0 {
		return nil
	}
	a.Share = phrase.Percent(progress.Known(float64(a.Done) / float64(a.All)))
	slices.SortStableFunc(a.Used, func(a, b used) int { return -cmp.Compare(a.share, b.share) })
	slices.SortStableFunc(a.Each, func(a, b used) int { return cmp.Compare(a.share, b.share) })
	a.Used, a.Each = a.Used[:min(len(a.Used), shownUsed)], a.Each[:min(len(a.Each), shownUsed)]
	if len(a.Used) > 0 {
		a.Each = nil
	}
	for i := range a.Each {
		u := &a.Each[i]
		u.Chart = chart.Bullet{
			Value: progress.Known(u.share), High: 1, Label: d.sayf("%s：办结 %s 项，共 %s 项", "%s: %s done of %s", u.Name, u.Days, u.Limit),
		}.SVG()
	}
	high := 1.0
	for _, u := range a.Used {
		high = max(high, min(u.share, 2))
	}
	for i := range a.Used {
		u := &a.Used[i]
		u.Chart = chart.Bullet{
			Value: progress.Known(u.share), Pace: progress.Known(1), High: high * 1.02,
			Label: d.sayf("%s：已用 %s 个工作日，时限 %s", "%s: %s working days used, of %s", u.Name, u.Days, u.Limit),
		}.SVG()
	}
	return a
}

func (a *approvals) count(p progress.ProcedureState) {
	a.All++
	switch p.Standing {
	case progress.ApprovalDone, progress.ApprovalDoneLate:
		a.Done++
	case progress.ApprovalNearDue:
		a.NearDue++
	case progress.ApprovalOverdue:
		a.Overdue++
	case progress.ApprovalOpen:
	}
	if p.Deferred && p.Supplied.IsZero() {
		a.Deferred++
	}
}
