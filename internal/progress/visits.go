package progress

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// A VisitState is what judges at a project's site said by some instant.
type VisitState struct {
	Visits []model.Visit // By date and judge.
	Date   time.Time     // First second of the day of the latest visit.
	Mark   Number        // Mean of the marks given on that day, 0 to 100; unknown where none was.
}

// Latest are the visits of the latest day.
func (v VisitState) Latest() []model.Visit {
	if len(v.Visits) == 0 {
		return nil
	}
	day := v.Visits[len(v.Visits)-1].Date
	first := slices.IndexFunc(v.Visits, func(one model.Visit) bool { return one.Date == day })
	return v.Visits[first:]
}

// Decision is what was decided on the day of the latest visit (议定事项): what
// the judges' rows say, each said once.
func (v VisitState) Decision() string {
	var said []string
	for _, one := range v.Latest() {
		if one.Decision != "" && !slices.Contains(said, one.Decision) {
			said = append(said, one.Decision)
		}
	}
	return strings.Join(said, "；")
}

// visits are what is stated of a project's site visits.
type visits struct {
	zone *time.Location
	all  [][]dated[model.Visit]
}

// newVisits makes the part of a project's visits; nil where it has none.
func newVisits(rules Rules, p *project) (part, error) {
	v := visits{zone: rules.Zone}
	for _, o := range p.objects[model.KindVisit] {
		states, err := fold[model.Visit](o)
		if err != nil {
			return nil, err
		}
		v.all = append(v.all, states)
	}
	if len(v.all) == 0 {
		return nil, nil
	}
	return v, nil
}

// at adds the visits whose day has come.
func (v visits) at(t time.Time, s *ProjectState) {
	var seen []model.Visit
	for _, states := range v.all {
		one, ok := holding(states, t)
		if ok && !one.Date.IsZero() && !one.Date.Start(v.zone).After(t) {
			seen = append(seen, one)
		}
	}
	if len(seen) == 0 {
		return
	}
	slices.SortFunc(seen, func(a, b model.Visit) int {
		return cmp.Or(cmp.Compare(a.Date.Key(), b.Date.Key()), cmp.Compare(a.Judge, b.Judge))
	})
	state := &VisitState{Visits: seen}
	state.Date = seen[len(seen)-1].Date.Start(v.zone)
	state.Mark = meanMark(state.Latest())
	s.Visits = state
}

// meanMark is the mean of the marks that were given.
func meanMark(visits []model.Visit) Number {
	sum, marks := 0.0, 0
	for _, one := range visits {
		if one.Mark != nil {
			sum, marks = sum+one.Mark.InexactFloat64(), marks+1
		}
	}
	mean := Known(sum).over(Known(float64(marks)))
	mean.Value = tidy(mean.Value)
	return mean
}

func (v visits) changes() []time.Time {
	var at []time.Time
	for _, states := range v.all {
		at = append(at, starts(states)...)
		for _, s := range states {
			if !s.value.Date.IsZero() {
				at = append(at, s.value.Date.Start(v.zone))
			}
		}
	}
	return at
}
