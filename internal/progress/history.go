package progress

import (
	"iter"
	"slices"
	"time"
)

// A Change is what holds of a project, or of a region, from an instant on.
type Change struct {
	At      time.Time
	Region  string
	ID      string        // Of the project; empty where the region itself changes.
	Project *ProjectState // Nil where nothing holds of it any more.
	Area    *RegionState  // Of the region itself.
}

// History yields every change of every project and region in order of time. At
// any instant the last change of each gives what At gives for it. A project is
// looked at again only where something of it, or a rank in its region, changes.
func (f *Portfolio) History() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		h := newHistory(f)
		for _, t := range h.instants {
			for _, change := range h.changes(t) {
				if !yield(change) {
					return
				}
			}
		}
	}
}

// changes goes on to t and gives what changes there.
func (h *history) changes(t time.Time) []Change {
	var all []Change
	projects, regions := h.step(t)
	for _, i := range projects {
		p := h.portfolio.projects[i]
		change := Change{At: t, Region: p.region, ID: p.id}
		if h.exists[i] {
			state := h.states[i]
			change.Project = &state
		}
		all = append(all, change)
	}
	for _, r := range regions {
		state := r.at(t, h.projectsOf(r.code))
		all = append(all, Change{At: t, Region: r.code, Area: &state})
	}
	return all
}

// board goes on to t, or jumps there over whatever lies between, and gives
// every state.
func (h *history) board(t time.Time, jump bool) ([]ProjectState, []RegionState) {
	if jump {
		h.seek(t)
	} else {
		h.step(t)
	}
	states := make([]ProjectState, 0, len(h.states))
	for i, state := range h.states {
		if h.exists[i] {
			states = append(states, state)
		}
	}
	return states, h.portfolio.regionsAt(t, states)
}

// seek jumps to t.
func (h *history) seek(t time.Time) {
	for i, p := range h.portfolio.projects {
		h.states[i], h.exists[i] = h.portfolio.state(p, t)
	}
	for region := range h.regions {
		h.rank(region)
	}
}

// projectsOf gives the projects of a region as they stand.
func (h *history) projectsOf(region string) []ProjectState {
	var states []ProjectState
	for _, i := range h.regions[region] {
		if h.exists[i] {
			states = append(states, h.states[i])
		}
	}
	return states
}

// history is the state of a walk through time. Projects are known by their
// index in the portfolio.
type history struct {
	portfolio *Portfolio
	instants  []time.Time
	due       map[int64][]int    // By instant in milliseconds: the projects that change.
	touched   map[int64][]string // Likewise: the regions that change of themselves.
	regions   map[string][]int   // The projects of each region.
	states    []ProjectState
	exists    []bool
}

func newHistory(f *Portfolio) *history {
	h := &history{
		portfolio: f, due: map[int64][]int{}, touched: map[int64][]string{}, regions: map[string][]int{},
		states: make([]ProjectState, len(f.projects)), exists: make([]bool, len(f.projects)),
	}
	for i, p := range f.projects {
		h.regions[p.region] = append(h.regions[p.region], i)
		for _, t := range InOrder(f.changes(p)) {
			h.due[t.UnixMilli()] = append(h.due[t.UnixMilli()], i)
			h.instants = append(h.instants, t)
		}
	}
	for _, r := range f.regions {
		for _, t := range InOrder(r.changes()) {
			h.touched[t.UnixMilli()] = append(h.touched[t.UnixMilli()], r.code)
			h.instants = append(h.instants, t)
		}
	}
	h.instants = InOrder(h.instants)
	return h
}

// step goes on to t and gives the projects and regions that change there.
func (h *history) step(t time.Time) ([]int, []*region) {
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
	for _, region := range h.touched[t.UnixMilli()] {
		touched[region] = true
	}
	var regions []*region
	for _, r := range h.portfolio.regions {
		if touched[r.code] && len(r.parts) > 0 {
			regions = append(regions, r)
		}
	}
	return slices.Compact(changed), regions
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
