package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// A Score is the points of a project by one pack.
type Score struct {
	Pack         *ScorePack
	Points       float64
	Parts        []PartPoints // Those that are known, in the pack's order.
	Group        string       // Where the rank is counted; empty for the whole region.
	Rank         int          // From 1 within the group.
	RankChange   Number       // Places climbed since the month before (negative: lost).
	PointsChange Number       // Points gained since the month before.
}

// PartPoints are the points of one part, before the others are weighed up for
// what is left out.
type PartPoints struct {
	Part   Part
	Points float64
}

// Score gives the points by a pack's name.
func (s ProjectState) Score(pack string) (Score, bool) {
	i := slices.IndexFunc(s.Scores, func(one Score) bool { return one.Pack.Name == pack })
	if i < 0 {
		return Score{}, false
	}
	return s.Scores[i], true
}

// scores gives a project's points by each pack that looks at the project alone.
func (f *Portfolio) scores(s *ProjectState) []Score {
	var all []Score
	for i := range f.rules.Scores {
		p := &f.rules.Scores[i]
		if score, ok := p.score(s); ok && p.At == OwnCutoff {
			all = append(all, score)
		}
	}
	return all
}

// score adds up the parts that are known. A part that is left out takes its
// share of the whole with it: the points of the others are worth more by the
// caps of all parts over the caps of those that count.
func (p *ScorePack) score(s *ProjectState) (Score, bool) {
	score := Score{Pack: p, Group: p.groupOf(s)}
	var sum, counted, whole float64
	for _, part := range p.Parts {
		whole += part.Cap
		points := part.points(s)
		if !points.Known && (slices.Contains(p.Needs, part.Part) || part.Unknown == "left_out") {
			if slices.Contains(p.Needs, part.Part) {
				return Score{}, false
			}
			continue
		}
		sum, counted = sum+points.Value, counted+part.Cap
		if points.Known {
			score.Parts = append(score.Parts, PartPoints{part.Part, tidy(points.Value)})
		}
	}
	if len(score.Parts) == 0 {
		return Score{}, false
	}
	score.Points = tidy(sum * whole / counted)
	return score, true
}

// points are those of one part: weight × measure, or those of its table, from 0
// to the cap.
func (p ScorePart) points(s *ProjectState) Number {
	n := Number{}
	switch p.Part {
	case ForStarts:
		n.Value, n.Known = p.ByNature[s.Nature]
	case ForSize:
		n = p.ofSize(s.Total)
	default:
		n = scoreFact(p, s)
		n.Value *= p.Weight
	}
	n.Value = min(max(n.Value, 0), p.Cap)
	return n
}

// ofSize gives the points of the last step that a total investment reaches.
func (p ScorePart) ofSize(total Number) Number {
	n := Number{}
	for _, step := range p.Steps {
		if total.Known && total.Value >= step.From {
			n = Known(step.Points)
		}
	}
	return n
}

// groupOf is where a project's rank is counted.
func (p *ScorePack) groupOf(s *ProjectState) string {
	return map[Group]string{
		WithinCategory: s.Category, WithinNature: s.Nature, WithinTaskForce: s.TaskForce,
	}[p.Within]
}

// places ranks the projects of a region within their groups.
func (p *ScorePack) places(states []*ProjectState) []place {
	places := make([]place, len(states))
	groups := map[string][]int{}
	for i, s := range states {
		if score, ok := s.Score(p.Name); ok {
			groups[score.Group] = append(groups[score.Group], i)
		}
	}
	for _, members := range groups {
		peers := make([]*ProjectState, len(members))
		for k, i := range members {
			peers[k] = states[i]
		}
		for k, one := range rankBy(peers, p.key, p.ties) {
			places[members[k]] = one
		}
	}
	return places
}

func (p *ScorePack) key(s *ProjectState) Number {
	score, ok := s.Score(p.Name)
	return Number{score.Points, ok}
}

// ties decides between equal points: the larger value stands first, an unknown
// one last, and at the end the smaller ID.
func (p *ScorePack) ties(a, b *ProjectState) int {
	for _, tie := range p.Ties {
		x, y := tie.of(a), tie.of(b)
		if c := cmp.Or(compareKnown(y, x), -cmp.Compare(tidy(x.Value), tidy(y.Value))); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.ID, b.ID)
}

// compareKnown orders the unknown before the known.
func compareKnown(a, b Number) int {
	if a.Known == b.Known {
		return 0
	}
	if b.Known {
		return -1
	}
	return 1
}

func (t Tie) of(s *ProjectState) Number {
	return map[Tie]Number{TieGap: s.Gap, TieTarget: s.Target, TieCompleted: s.Completed, TieTotal: s.Total}[t]
}

// scoreAtCommonCutoff works out the points of the packs that compare all
// projects of a region at one date.
func (f *Portfolio) scoreAtCommonCutoff(states []*ProjectState) {
	for i := range f.rules.Scores {
		p := &f.rules.Scores[i]
		if p.At != CommonCutoff {
			continue
		}
		cutoff, ok := commonCutoff(states, p.Quorum, f.rules.Zone)
		for _, s := range states {
			kept := slices.DeleteFunc(slices.Clone(s.Scores), func(one Score) bool { return one.Pack.Name == p.Name })
			if score, scored := f.scoreAt(p, s, cutoff); ok && scored {
				kept = append(kept, score)
			}
			if len(kept) == 0 {
				kept = nil // As where there never was one.
			}
			s.Scores = kept
		}
	}
}

// scoreAt gives a project's score by its progress at a cut-off. All other parts
// are as they are now.
func (f *Portfolio) scoreAt(p *ScorePack, s *ProjectState, cutoff time.Time) (Score, bool) {
	at, ok := slices.BinarySearchFunc(f.projects, s, func(p *project, s *ProjectState) int {
		return cmp.Or(cmp.Compare(p.region, s.Region), cmp.Compare(p.id, s.ID))
	})
	if !ok {
		return Score{}, false
	}
	then, as := f.progressOf(f.projects[at], cutoff), *s
	as.Completed, as.Completion, as.Pace, as.Gap = then.Completed, then.Completion, then.Pace, then.Gap
	return p.score(&as)
}

// commonCutoff is the end of the latest month that a quorum, in per cent, of
// the projects with a report this year has reported to its end. It is unknown
// where nobody has reported, and where that month is not of this year.
func commonCutoff(states []*ProjectState, quorum float64, zone *time.Location) (time.Time, bool) {
	var closed []model.Period // The last month that each has reported to its end.
	year := 0
	for _, s := range states {
		if s.Cutoff.IsZero() {
			continue
		}
		month := model.PeriodOf(model.Monthly, s.Cutoff.In(zone))
		if s.Cutoff.Before(month.End(zone)) {
			month = month.Add(-1)
		}
		closed, year = append(closed, month), s.Year
	}
	if len(closed) == 0 {
		return time.Time{}, false
	}
	slices.SortFunc(closed, func(a, b model.Period) int { return -cmp.Compare(a.Key(), b.Key()) })
	needed := 0
	for needed < len(closed) && float64(100*needed) < quorum*float64(len(closed)) {
		needed++
	}
	month := closed[needed-1]
	return month.End(zone), month.Year() == year
}
