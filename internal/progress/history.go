package progress

import (
	"iter"
	"maps"
	"reflect"
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
	for _, r := range h.regionsAfter(t, regions) {
		all = append(all, Change{At: t, Region: r.Region, Area: &r})
	}
	return all
}

// regionsAfter gives the regions of which something changes at t, out of those
// that are looked at again and the sisters whose sides these have overtaken or
// let pass.
func (h *history) regionsAfter(t time.Time, again []*region) []RegionState {
	if len(again) == 0 {
		return nil
	}
	before := maps.Clone(h.areas)
	for _, r := range again {
		h.areas[r.code] = h.portfolio.regionAt(r, t, h.projectsOf(r.code))
	}
	all := make([]RegionState, 0, len(h.areas))
	for _, r := range h.portfolio.regions {
		if area, ok := h.areas[r.code]; ok {
			area.Sides = slices.Clone(area.Sides) // Ranked anew.
			all = append(all, area)
		}
	}
	h.portfolio.rankSides(pointers(all))
	return slices.DeleteFunc(all, func(s RegionState) bool {
		h.areas[s.Region] = s
		was, seen := before[s.Region]
		return seen && reflect.DeepEqual(was, s)
	})
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
	areas     map[string]RegionState
}

func newHistory(f *Portfolio) *history {
	h := &history{
		portfolio: f, due: map[int64][]int{}, touched: map[int64][]string{}, regions: map[string][]int{},
		states: make([]ProjectState, len(f.projects)), exists: make([]bool, len(f.projects)),
		areas: map[string]RegionState{},
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
		if touched[r.code] && (len(r.parts) > 0 || h.portfolio.judgesDistricts()) {
			regions = append(regions, r)
		}
	}
	return slices.Compact(changed), regions
}

// judgement is what packs say of a project.
type judgement struct {
	verdicts []Verdict
	scores   []Score
}

// rank ranks a region anew and gives the projects whose places changed.
func (h *history) rank(region string) []int {
	var peers []*ProjectState
	before := make(map[int]judgement, len(h.regions[region]))
	for _, i := range h.regions[region] {
		if h.exists[i] {
			before[i] = judgement{h.states[i].Verdicts, h.states[i].Scores}
			peers = append(peers, &h.states[i])
		}
	}
	h.portfolio.rank(region, peers)
	var changed []int
	for i, was := range before {
		now := &h.states[i]
		if !slices.EqualFunc(was.verdicts, now.Verdicts, Verdict.same) || !slices.EqualFunc(was.scores, now.Scores, Score.same) {
			changed = append(changed, i)
		}
	}
	return changed
}

// same tells that two verdicts of a pack are the same but for what its
// subjects say, which changes with the project itself.
func (v Verdict) same(other Verdict) bool {
	return v.Pack.Name == other.Pack.Name && v.Colour == other.Colour && v.Held == other.Held &&
		v.Streak == other.Streak && v.Escalation == other.Escalation && v.Rank == other.Rank && v.RankChange == other.RankChange
}

// same tells that two scores are the same.
func (s Score) same(other Score) bool {
	return s.Pack.Name == other.Pack.Name && s.Points == other.Points && s.Group == other.Group &&
		s.Rank == other.Rank && s.RankChange == other.RankChange && s.PointsChange == other.PointsChange &&
		slices.Equal(s.Parts, other.Parts)
}
