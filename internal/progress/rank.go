package progress

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"jindu/internal/model"
)

// memo keeps what is worked out once of a portfolio and asked for again.
type memo struct {
	colours sync.Map // By colourKey: []coloured.
	places  sync.Map // By placesKey: map[string][]place, by project.
}

// placesKey names the places of a region's projects at an instant.
type placesKey struct {
	region string
	at     int64
}

// A place is where a project stands by one pack.
type place struct {
	rank   int // 0 where it has none.
	points Number
}

// With is the same portfolio judged by other packs. What was loaded is shared.
func (f *Portfolio) With(packs Packs) *Portfolio {
	judged := *f
	judged.rules.Packs = packs
	judged.memo = &memo{}
	return &judged
}

// rank gives the projects of one region, all that exist, their places and how
// these changed. It changes no slice that a state has: another may share it.
func (f *Portfolio) rank(region string, states []*ProjectState) {
	f.scoreAtCommonCutoff(states)
	now, before := f.places(states), f.placesBefore(region, states)
	for i, s := range states {
		p := placed{f.rules, i, now, before[s.ID]}
		s.Verdicts, s.Scores = p.verdicts(s.Verdicts), p.scores(s.Scores)
	}
}

// placed is one project's places now and before.
type placed struct {
	rules Rules
	at    int // Its index among the states.
	now   [][]place
	then  []place
}

// verdicts gives the verdicts with their places, the same ones where nothing
// changes.
func (p placed) verdicts(all []Verdict) []Verdict {
	copied := false
	for k, v := range all {
		pack := p.rules.packIndex(v.Pack.Name)
		v.Rank, v.RankChange = p.now[pack][p.at].rank, p.climbed(pack)
		if v.same(all[k]) {
			continue
		}
		if !copied {
			all, copied = slices.Clone(all), true
		}
		all[k] = v
	}
	return all
}

// scores likewise.
func (p placed) scores(all []Score) []Score {
	copied := false
	for k, s := range all {
		pack := len(p.rules.Colours) + p.rules.scoreIndex(s.Pack.Name)
		s.Rank, s.RankChange, s.PointsChange = p.now[pack][p.at].rank, p.climbed(pack), p.gained(pack)
		if s.same(all[k]) {
			continue
		}
		if !copied {
			all, copied = slices.Clone(all), true
		}
		all[k] = s
	}
	return all
}

func (r Rules) packIndex(name string) int {
	return slices.IndexFunc(r.Colours, func(p Pack) bool { return p.Name == name })
}

func (r Rules) scoreIndex(name string) int {
	return slices.IndexFunc(r.Scores, func(p ScorePack) bool { return p.Name == name })
}

// climbed is by how many places the project rose by a pack. It is unknown where
// it had no place before, or has none now.
func (p placed) climbed(pack int) Number {
	now := p.now[pack][p.at]
	if now.rank == 0 || pack >= len(p.then) || p.then[pack].rank == 0 {
		return Number{}
	}
	return Known(float64(p.then[pack].rank - now.rank))
}

// gained is by how much the project's points rose, unknown likewise.
func (p placed) gained(pack int) Number {
	if pack >= len(p.then) {
		return Number{}
	}
	return p.now[pack][p.at].points.minus(p.then[pack].points)
}

// places ranks projects of one region by each pack: those of colours first,
// then those of scores.
func (f *Portfolio) places(states []*ProjectState) [][]place {
	all := make([][]place, 0, len(f.rules.Colours)+len(f.rules.Scores))
	for _, pack := range f.rules.Colours {
		all = append(all, pack.places(states))
	}
	for i := range f.rules.Scores {
		all = append(all, f.rules.Scores[i].places(states))
	}
	return all
}

// placesBefore gives the places at the end of the month before the one that is
// judged: that of the latest cut-off in the region. The months of reports are
// compared, not days of the calendar: a wall board shows the change that
// July's reports brought until the first of August's is there. Nil where
// nobody in the region has reported this year.
func (f *Portfolio) placesBefore(region string, states []*ProjectState) map[string][]place {
	var latest time.Time
	for _, s := range states {
		if s.Cutoff.After(latest) {
			latest = s.Cutoff
		}
	}
	if latest.IsZero() {
		return nil
	}
	month := model.PeriodOf(model.Monthly, latest.In(f.rules.Zone)).Add(-1)
	key := placesKey{region, month.End(f.rules.Zone).UnixMilli()}
	known, ok := f.memo.places.Load(key)
	if !ok {
		known, _ = f.memo.places.LoadOrStore(key, f.placesAt(region, month.End(f.rules.Zone)))
	}
	return known.(map[string][]place)
}

// placesAt gives the places of a region's projects at an instant.
func (f *Portfolio) placesAt(region string, t time.Time) map[string][]place {
	var states []*ProjectState
	for _, p := range f.projectsOf(region) {
		if s, ok := f.judgedState(p, t); ok {
			states = append(states, &s)
		}
	}
	f.scoreAtCommonCutoff(states)
	byPack := f.places(states)
	all := make(map[string][]place, len(states))
	for i, s := range states {
		for _, places := range byPack {
			all[s.ID] = append(all[s.ID], places[i])
		}
	}
	return all
}

// projectsOf gives the projects of a region, sorted by ID.
func (f *Portfolio) projectsOf(region string) []*project {
	compare := func(p *project, code string) int { return strings.Compare(p.region, code) }
	from, _ := slices.BinarySearchFunc(f.projects, region, compare)
	to := from
	for to < len(f.projects) && f.projects[to].region == region {
		to++
	}
	return f.projects[from:to]
}

// places ranks the projects that have a verdict: the one that is farthest ahead
// by what the pack judges of progress first. Where it judges none, the better
// colour stands first. Of two that are equal the one with the larger task
// stands first, then the one with the smaller ID, so that a ranking is the same
// each time.
func (p Pack) places(states []*ProjectState) []place {
	_, judged := p.Rule(OfProgress)
	key := func(s *ProjectState) Number {
		v, ok := s.Verdict(p.Name)
		if !ok {
			return Number{}
		}
		if !judged {
			return Known(-float64(p.Level(v.Colour)))
		}
		one, _ := v.Subject(OfProgress)
		return one.Value
	}
	return rankBy(states, key, func(a, b *ProjectState) int {
		return cmp.Or(-cmp.Compare(a.Target.Value, b.Target.Value), cmp.Compare(a.ID, b.ID))
	})
}

// rankBy ranks those whose key is known, the largest first.
func rankBy(states []*ProjectState, key func(*ProjectState) Number, ties func(a, b *ProjectState) int) []place {
	places := make([]place, len(states))
	order := make([]int, 0, len(states))
	for i, s := range states {
		if places[i].points = key(s); places[i].points.Known {
			places[i].points.Value = tidy(places[i].points.Value)
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(-cmp.Compare(places[a].points.Value, places[b].points.Value), ties(states[a], states[b]))
	})
	for rank, i := range order {
		places[i].rank = rank + 1
	}
	return places
}
