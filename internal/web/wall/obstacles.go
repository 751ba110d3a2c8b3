package wall

import (
	"cmp"
	"math"
	"slices"
	"time"

	"jindu/internal/web/page"

	"jindu/internal/progress"
)

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
		return cmp.Or(page.FalseFirst(a.due.IsZero(), b.due.IsZero()), a.due.Compare(b.due))
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
