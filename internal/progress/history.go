package progress

import (
	"iter"
	"slices"
	"time"
)

// A ProjectChange is what holds of a project from an instant on.
type ProjectChange struct {
	At         time.Time
	Region, ID string
	State      ProjectState
	Gone       bool // Nothing holds of it; State is empty.
}

// History yields every change of every project in order of time. At any
// instant a project's last change gives what At gives for it. A project is
// looked at again only where something of it, or a rank in its region, changes.
func (f *Portfolio) History() iter.Seq[ProjectChange] {
	return func(yield func(ProjectChange) bool) {
		h := newHistory(f)
		for _, t := range h.instants {
			for _, i := range h.step(t) {
				p := f.projects[i]
				if !yield(ProjectChange{t, p.region, p.id, h.states[i], !h.exists[i]}) {
					return
				}
			}
		}
	}
}

// history is the state of a walk through time. Projects are known by their
// index in the portfolio.
type history struct {
	portfolio *Portfolio
	instants  []time.Time
	due       map[int64][]int  // By instant in milliseconds: the projects that change.
	regions   map[string][]int // The projects of each region.
	states    []ProjectState
	exists    []bool
}

func newHistory(f *Portfolio) *history {
	h := &history{
		portfolio: f, due: map[int64][]int{}, regions: map[string][]int{},
		states: make([]ProjectState, len(f.projects)), exists: make([]bool, len(f.projects)),
	}
	for i, p := range f.projects {
		h.regions[p.region] = append(h.regions[p.region], i)
		for _, t := range InOrder(f.changes(p)) {
			h.due[t.UnixMilli()] = append(h.due[t.UnixMilli()], i)
			h.instants = append(h.instants, t)
		}
	}
	h.instants = InOrder(h.instants)
	return h
}

// step goes on to t and gives the projects that change there.
func (h *history) step(t time.Time) []int {
	changed := slices.Clone(h.due[t.UnixMilli()])
	touched := map[string]bool{}
	for _, i := range changed {
		h.states[i], h.exists[i] = h.portfolio.state(h.portfolio.projects[i], t)
		touched[h.portfolio.projects[i].region] = true
	}
	for region := range touched {
		changed = append(changed, h.rank(region)...)
	}
	slices.Sort(changed)
	return slices.Compact(changed)
}

// rank judges a region anew and gives the projects whose verdict changed.
func (h *history) rank(region string) []int {
	var peers []*ProjectState
	before := map[int][]Verdict{}
	for _, i := range h.regions[region] {
		before[i] = h.states[i].Verdicts
		h.states[i].Verdicts = nil
		if h.exists[i] && h.states[i].Gap.Known {
			peers = append(peers, &h.states[i])
		}
	}
	h.portfolio.judge(peers)
	var changed []int
	for i, verdicts := range before {
		if !slices.EqualFunc(verdicts, h.states[i].Verdicts, Verdict.same) {
			changed = append(changed, i)
		}
	}
	return changed
}

// same tells that two verdicts of one pack say the same.
func (v Verdict) same(other Verdict) bool {
	return v.Pack.Name == other.Pack.Name && v.Colour == other.Colour && v.Rank == other.Rank
}
