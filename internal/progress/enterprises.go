package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// An EnterpriseState is what holds of a leading enterprise (龙头企业).
type EnterpriseState struct {
	Name     string
	Known    bool // Its particulars hold already.
	Lead     string
	Industry string
	Figures  []EnterpriseFigure
}

// An EnterpriseFigure is the newest daily figure of one item (每日调度), in
// base units.
type EnterpriseFigure struct {
	Item  string
	Base  model.Base
	Day   model.Period
	Value float64
}

// enterpriseFresh is how many days a daily figure stands without a new one. A
// week bridges weekends and the longest holidays but for those of a week and
// more, after which somebody should ask.
const enterpriseFresh = 7

// enterprises are a region's leading enterprises.
type enterprises struct {
	zone        *time.Location
	particulars map[string][]dated[model.Enterprise]
	figures     []enterpriseFigures
	names       []string // Of all, sorted.
}

// enterpriseFigures are the days of one item of one enterprise.
type enterpriseFigures struct {
	enterprise, item string
	base             model.Base
	points           []model.Point
}

// newEnterprises makes the part of a region's enterprises; nil where it has none.
func newEnterprises(rules Rules, r *region) (regionPart, error) {
	e := &enterprises{zone: rules.Zone, particulars: map[string][]dated[model.Enterprise]{}}
	for _, o := range r.objects[model.KindEnterprise] {
		states, err := fold[model.Enterprise](o)
		if err != nil {
			return nil, err
		}
		e.particulars[o.ID] = states
		e.names = append(e.names, o.ID)
	}
	for _, base := range model.Bases() {
		for _, f := range r.figures {
			if f.series.Metric == model.EnterpriseMetric(base) {
				name := f.series.Label("enterprise")
				e.figures = append(e.figures, enterpriseFigures{name, f.series.Label("item"), base, f.points})
				e.names = append(e.names, name)
			}
		}
	}
	if len(e.names) == 0 {
		return nil, nil
	}
	slices.Sort(e.names)
	e.names = slices.Compact(e.names)
	return e, nil
}

func (e *enterprises) at(t time.Time, _ []ProjectState, s *RegionState) {
	figures := map[string][]EnterpriseFigure{}
	for _, f := range e.figures {
		if at := inForce(f.points, t, e.zone); at >= 0 && t.Before(e.stale(f.points[at])) {
			p := f.points[at]
			figures[f.enterprise] = append(figures[f.enterprise], EnterpriseFigure{f.item, f.base, p.Period, p.Value})
		}
	}
	for _, name := range e.names {
		state := EnterpriseState{Name: name, Figures: figures[name]}
		var particulars model.Enterprise
		particulars, state.Known = holding(e.particulars[name], t)
		state.Lead, state.Industry = particulars.Lead, particulars.Industry
		slices.SortFunc(state.Figures, func(a, b EnterpriseFigure) int {
			return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Base, b.Base))
		})
		if state.Known || len(state.Figures) > 0 {
			s.Enterprises = append(s.Enterprises, state)
		}
	}
}

// stale is the first instant at which a day's figure no longer stands.
func (e *enterprises) stale(p model.Point) time.Time {
	return passed(p.Period.Add(enterpriseFresh).End(e.zone))
}

func (e *enterprises) changes() []time.Time {
	var at []time.Time
	for _, states := range e.particulars {
		at = append(at, starts(states)...)
	}
	for _, f := range e.figures {
		at = append(at, ends(f.points, e.zone)...)
		for _, p := range f.points {
			at = append(at, e.stale(p))
		}
	}
	return at
}
