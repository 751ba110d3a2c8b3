package officetest

import (
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// Works states anything of the approvals, milestones and obstacles of a
// project around a day: dates near and far, known and not, also in years whose
// working days nobody knows.
func (o *Office) Works(rt *rapid.T, project string, about time.Time) {
	o.Helper()
	from := model.Always()
	if rapid.Bool().Draw(rt, "from a day") {
		from = about
	}
	switch rapid.IntRange(0, 3).Draw(rt, "works") {
	case 0:
		p := anyProcedure(rt, project, about)
		o.State(model.KindProcedure, p.ID(), from, p)
	case 1:
		m := model.Milestone{Project: project, Milestone: rapid.SampledFrom([]string{"start", "封顶"}).Draw(rt, "milestone")}
		m.Planned, m.Actual = anyDay(rt, about), anyDay(rt, about)
		o.State(model.KindMilestone, m.ID(), from, m)
	case 2:
		b := model.Obstacle{Project: project, Obstacle: rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "obstacle")}
		b.Kind, b.What = rapid.SampledFrom(model.ObstacleKinds()).Draw(rt, "kind"), "征地"
		b.Raised, b.Due, b.Closed = anyDay(rt, about), anyDay(rt, about), anyDay(rt, about)
		o.State(model.KindObstacle, b.ID(), from, b)
	case 3:
		workdays := decimal.NewFromInt(int64(rapid.SampledFrom([]int{50, 100}).Draw(rt, "limit")))
		target := model.Target{
			Indicator: model.ApprovalWorkdays, Measure: model.Stock, Year: about.Year(), Base: model.Items, Value: &workdays,
			Issuer: rapid.SampledFrom([]model.Issuer{model.ByCity, model.ByDistrict}).Draw(rt, "issuer"), Bound: model.AtMost,
		}
		o.State(model.KindTarget, target.ID(), about, target)
	}
}

func anyProcedure(rt *rapid.T, project string, about time.Time) model.Procedure {
	p := model.Procedure{
		Project: project, Procedure: rapid.SampledFrom([]string{"立项", "施工许可"}).Draw(rt, "procedure"),
		Accepted: anyDay(rt, about), Limit: rapid.IntRange(0, 20).Draw(rt, "limit"),
		Deferred: rapid.Bool().Draw(rt, "deferred"), SupplyBy: anyDay(rt, about), Supplied: anyDay(rt, about),
	}
	for range rapid.IntRange(0, 2).Draw(rt, "stops") {
		p.Stops = append(p.Stops, model.Stop{From: anyDay(rt, about), To: anyDay(rt, about)})
	}
	if !p.Accepted.IsZero() && rapid.Bool().Draw(rt, "done") {
		p.Completed = p.Accepted.Add(rapid.IntRange(0, 60).Draw(rt, "days"))
	}
	return p
}

// anyDay is a day near another, or none.
func anyDay(rt *rapid.T, about time.Time) model.Period {
	after := rapid.IntRange(-40, 40).Draw(rt, "day")
	if after == 0 {
		return model.Period{}
	}
	return model.NewDay(about).Add(after)
}
