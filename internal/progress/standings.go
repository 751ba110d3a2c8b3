package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// A StandingState is a region's place in a contest (评比) as the level above
// publishes it.
type StandingState struct {
	Subject string
	Period  model.Period // Of the newest ranking.
	Rank    float64      // 1 is the best.
	Regions Number       // Among how many; unknown where that was not said.
	Streak  int          // Months in a row in the first third, until this one; 0 where it is not in it.
}

// standingHolds is for how many months a ranking stands without a later one.
// Nobody says when the next comes out, so one must not vanish early; a year on
// it says nothing of today.
const standingHolds = 12

// standing is the rankings of one contest.
type standing struct {
	subject string
	ranks   []model.Point
	regions map[uint32]float64 // By the period's key.
}

// standings are a region's contests, sorted by subject.
type standings struct {
	zone *time.Location
	all  []standing
}

// newStandings makes the part of a region's rankings; nil where it has none.
func newStandings(rules Rules, r *region) (regionPart, error) {
	bySubject := map[string]*standing{}
	for _, f := range r.figures {
		subject := f.series.Label("subject")
		if f.series.Metric != model.MetricStandingRank && f.series.Metric != model.MetricStandingRegions {
			continue
		}
		if bySubject[subject] == nil {
			bySubject[subject] = &standing{subject: subject, regions: map[uint32]float64{}}
		}
		if f.series.Metric == model.MetricStandingRank {
			bySubject[subject].ranks = f.points
			continue
		}
		for _, p := range f.points {
			bySubject[subject].regions[p.Period.Key()] = p.Value
		}
	}
	s := &standings{zone: rules.Zone}
	for _, one := range bySubject {
		if len(one.ranks) > 0 {
			s.all = append(s.all, *one)
		}
	}
	if len(s.all) == 0 {
		return nil, nil
	}
	slices.SortFunc(s.all, func(a, b standing) int { return cmp.Compare(a.subject, b.subject) })
	return s, nil
}

func (s *standings) at(t time.Time, _ []ProjectState, state *RegionState) {
	for _, one := range s.all {
		at := inForce(one.ranks, t, s.zone)
		if at < 0 || !t.Before(s.stale(one.ranks[at])) {
			continue
		}
		p := one.ranks[at]
		found := StandingState{Subject: one.subject, Period: p.Period, Rank: p.Value, Streak: one.streak(at)}
		if n, ok := one.regions[p.Period.Key()]; ok {
			found.Regions = Known(n)
		}
		state.Standings = append(state.Standings, found)
	}
}

// streak counts the rankings in a row, the last at an index, in which the
// region was in the first third. One that is missing, or that does not say
// among how many, ends it; January and February published as one are one.
func (s standing) streak(at int) int {
	n := 0
	for i := at; i >= 0 && s.leads(s.ranks[i]); i-- {
		n++
		if i > 0 && !followsMonth(s.ranks[i-1].Period, s.ranks[i].Period) {
			break
		}
	}
	return n
}

// leads tells whether a place is in the first third (前列).
func (s standing) leads(p model.Point) bool {
	n, ok := s.regions[p.Period.Key()]
	return ok && 3*p.Value <= n
}

// followsMonth tells that q is the month after p, or February after December
// where it stands for January too.
func followsMonth(p, q model.Period) bool {
	next := p.Add(1).Key()
	return q.Key() == next || q.Ordinal() == 2 && q.Span() == 2 && q.Key() == p.Add(2).Key()
}

// stale is the first instant at which a ranking no longer stands.
func (s *standings) stale(p model.Point) time.Time {
	return passed(p.Period.Add(standingHolds).End(s.zone))
}

func (s *standings) changes() []time.Time {
	var at []time.Time
	for _, one := range s.all {
		at = append(at, ends(one.ranks, s.zone)...)
		for _, p := range one.ranks {
			at = append(at, s.stale(p))
		}
	}
	return at
}
