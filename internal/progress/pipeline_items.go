package progress

import (
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/tally"
)

// pipelineItems are the records that a region's systems are counted from.
type pipelineItems struct {
	zone        *time.Location
	memberships [][]dated[model.Membership]
	attractions [][]dated[model.Attraction]
	ceremonies  [][]dated[model.Ceremony]
	grants      [][]dated[model.Grant]
	procedures  [][]dated[model.Procedure]
	funds       []tally.Fund
	lives       map[string]*life // Of projects, by their numbers.
}

func newPipelineItems(zone *time.Location, r *region) (*pipelineItems, error) {
	p := &pipelineItems{zone: zone, lives: map[string]*life{}}
	for _, folded := range []error{
		foldAll(r.objects[model.KindMembership], &p.memberships),
		foldAll(r.objects[model.KindAttraction], &p.attractions),
		foldAll(r.objects[model.KindCeremony], &p.ceremonies),
		foldAll(r.objects[model.KindGrant], &p.grants),
	} {
		if folded != nil {
			return nil, folded
		}
	}
	for _, project := range r.projects {
		p.procedures = append(p.procedures, project.procedures...)
		if project.life != nil {
			p.lives[project.id] = project.life
		}
	}
	for _, f := range r.figures {
		if f.series.Metric == model.MetricAttractionFunds {
			for _, point := range f.points {
				p.funds = append(p.funds, tally.Fund{
					Attraction: f.series.Label("attraction"), Month: point.Period, Yuan: decimal.NewFromFloat(point.Value),
				})
			}
		}
	}
	return p, nil
}

// foldAll works out what holds of each object after each of its statements.
func foldAll[T any](objects []model.Object, into *[][]dated[T]) error {
	for _, o := range objects {
		states, err := fold[T](o)
		if err != nil {
			return err
		}
		*into = append(*into, states)
	}
	return nil
}

// none tells that there is nothing to count.
func (p *pipelineItems) none() bool {
	return len(p.memberships)+len(p.attractions)+len(p.ceremonies)+len(p.grants)+len(p.procedures)+len(p.funds) == 0
}

// at counts what holds at t.
func (p *pipelineItems) at(t time.Time) map[tally.Key]tally.Tally {
	return tally.Count(p.facts(t), t, p.zone)
}

// facts are the records as they hold at t.
func (p *pipelineItems) facts(t time.Time) tally.Facts {
	return tally.Facts{
		Memberships: allHolding(p.memberships, t), Attractions: allHolding(p.attractions, t),
		Ceremonies: allHolding(p.ceremonies, t), Grants: allHolding(p.grants, t),
		Procedures: allHolding(p.procedures, t), Funds: p.funds, StartedProjects: p.started(t),
	}
}

func allHolding[T any](objects [][]dated[T], t time.Time) []T {
	var all []T
	for _, states := range objects {
		if value, ok := holding(states, t); ok {
			all = append(all, value)
		}
	}
	return all
}

// started gives the days by which the projects with grants had started by t:
// those on which they reached that stage, or one after it.
func (p *pipelineItems) started(t time.Time) map[string]model.Period {
	days := map[string]model.Period{}
	for _, g := range allHolding(p.grants, t) {
		if day, ok := p.startOf(g.Project, t); ok {
			days[g.Project] = day
		}
	}
	return days
}

// startOf is the day by which a project had started by t. A start whose day
// nobody knows counts from the first day there is.
func (p *pipelineItems) startOf(project string, t time.Time) (model.Period, bool) {
	l := p.lives[project]
	if l == nil {
		return model.Period{}, false
	}
	state := l.state(t)
	if state == nil {
		return model.Period{}, false
	}
	for _, e := range state.Stages {
		switch {
		case order(e.Stage) < order(model.Started):
		case e.Entered.IsZero():
			return model.NewDay(model.Always()), true
		default:
			return model.NewDay(e.Entered.In(p.zone)), true
		}
	}
	return model.Period{}, false
}

// changes are the instants at which a statement takes effect, or at which what
// one says counts.
func (p *pipelineItems) changes() []time.Time {
	var at []time.Time
	everything := tally.Facts{
		Memberships: everStated(p.memberships, &at), Attractions: everStated(p.attractions, &at),
		Ceremonies: everStated(p.ceremonies, &at), Grants: everStated(p.grants, &at),
		Procedures: everStated(p.procedures, &at), Funds: p.funds,
	}
	for _, g := range everything.Grants {
		if l := p.lives[g.Project]; l != nil {
			at = append(at, l.changes()...)
		}
	}
	return append(at, tally.Changes(everything, p.zone)...)
}

// everStated gives what held at any time, and adds from when on.
func everStated[T any](objects [][]dated[T], at *[]time.Time) []T {
	var all []T
	for _, states := range objects {
		*at = append(*at, starts(states)...)
		for _, s := range states {
			all = append(all, s.value)
		}
	}
	return all
}
