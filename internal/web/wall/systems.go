package wall

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"time"

	"jindu/internal/chart"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// systems is the page of what has to be followed up.
type systems struct {
	Today     string
	Funnel    []step
	Approvals *approvals
	Obstacles *obstacles
	Since     string // The day after which things changed.
	Changes   []change
	Alerts    *alertList // Nil where they are not shown.
}

// A step is a stage of the life cycle.
type step struct {
	Name              string
	Reached, Standing int
	Yuan              string // Total investment of those that stand there.
	Chart             template.HTML
}

// systems is nil where there is nothing to follow up.
func (d *drawing) systems() *systems {
	s := &systems{
		Today: d.today(), Funnel: d.funnel(), Approvals: d.approvals(), Obstacles: d.obstacles(),
		Since: phrase.Day(d.since), Changes: d.changes(), Alerts: d.alerts(),
	}
	if s.Funnel == nil && s.Approvals == nil && s.Obstacles == nil && len(s.Changes) == 0 && (s.Alerts == nil || s.Alerts.Of == 0) {
		return nil
	}
	return s
}

// funnel counts the projects by stage: how many stand at each, as the board
// has it, and so how many came at least so far.
func (d *drawing) funnel() []step {
	standing, yuan := map[model.Stage]int{}, map[model.Stage]progress.Number{}
	for _, r := range d.board.Regions {
		if !d.set.Has(r.Region) {
			continue
		}
		for _, f := range r.Funnel {
			standing[f.Stage] += f.Items
			if f.Yuan.Known {
				yuan[f.Stage] = progress.Known(yuan[f.Stage].Value + f.Yuan.Value)
			}
		}
	}
	if len(standing) == 0 {
		return nil
	}
	stages := model.Stages()
	all, reached := make([]step, len(stages)), 0
	for i, stage := range slices.Backward(stages) {
		reached += standing[stage]
		all[i] = step{Name: stage.Name().In(d.Lang), Reached: reached, Standing: standing[stage], Yuan: phrase.Money(yuan[stage])}
	}
	for i := range all {
		one := &all[i]
		label := d.sayf("%s：到过 %d 个，现处 %d 个", "%s: %d came so far, %d stand there", one.Name, one.Reached, one.Standing)
		one.Chart = chart.Funnel(float64(one.Reached)/float64(reached), float64(one.Standing)/float64(reached), label)
	}
	return all
}

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

// obstacles are those that are open.
type obstacles struct {
	Open, Overdue int
	Ages          []age
	Named         []named // Those due first.
	More          int     // That are not named.
}

// An age is how many are open for how long.
type age struct {
	Name  string
	Count int
	Share float64 // Of the most.
	Class string
}

// A named thing is one that somebody has to see to.
type named struct {
	Name, What, Who string
	Due             string // How long it is overdue, or has left.
	Overdue         bool
	due             time.Time
}

// ages are the bounds of ages, in days.
var ages = []int{30, 60, 90}

// shownObstacles are how many are named.
const shownObstacles = 4

func (d *drawing) obstacles() *obstacles {
	o := &obstacles{}
	counts, some := make([]int, len(ages)+1), false
	for _, p := range d.here() {
		for _, one := range p.Obstacles {
			some = true
			if !one.Open {
				continue
			}
			o.Open++
			days := daysSince(one.Raised, d.At)
			at, exact := slices.BinarySearch(ages, days)
			if exact {
				at++ // From 30 days on it is no longer younger than 30.
			}
			counts[at]++
			if one.Overdue {
				o.Overdue++
			}
			o.Named = append(o.Named, named{
				called(p), one.What, cmp.Or(one.Owner, p.OwnerUnit), d.dueText(one), one.Overdue, one.Due,
			})
		}
	}
	if !some {
		return nil
	}
	slices.SortStableFunc(o.Named, func(a, b named) int {
		return cmp.Or(compareBools(a.due.IsZero(), b.due.IsZero()), a.due.Compare(b.due))
	})
	o.More = max(0, len(o.Named)-shownObstacles)
	o.Named = o.Named[:len(o.Named)-o.More]
	o.Ages = d.ages(counts)
	return o
}

// dueText says how long an obstacle is overdue, or has left.
func (d *drawing) dueText(o progress.ObstacleState) string {
	switch {
	case o.Due.IsZero():
		return d.say("无期限", "no date")
	case o.Overdue:
		return d.sayf("逾期 %d 天", "%d days over", daysSince(o.Due, d.At)+1)
	}
	return d.sayf("剩 %d 天", "%d days left", daysSince(d.At, o.Due))
}

func (d *drawing) ages(counts []int) []age {
	names := []string{
		d.say("30 天内", "<30 days"), d.say("30–60 天", "30–60"), d.say("60–90 天", "60–90"), d.say("90 天以上", ">90 days"),
	}
	classes := []string{"", "", "warn", "bad"}
	most := max(1, slices.Max(counts))
	all := make([]age, len(counts))
	for i, n := range counts {
		all[i] = age{names[i], n, 100 * float64(n) / float64(most), classes[i]}
	}
	return all
}

// daysSince are the whole days since an instant; 0 where it is not known.
func daysSince(then, now time.Time) int {
	if then.IsZero() {
		return 0
	}
	return int(math.Floor(now.Sub(then).Hours() / 24))
}
