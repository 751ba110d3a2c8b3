package progress

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/tally"
)

// A PipelineState is a total of a system at a step: as it was published, and
// as it is counted from the records of its items. The two are never mixed.
type PipelineState struct {
	tally.Key
	Published PipelineTotal
	Counted   PipelineTotal
	Compared  bool // Both sides say how many, or how much.
	Agrees    bool // And they say the same wherever both do.
}

// A PipelineTotal is how many things there are and how much money in yuan.
type PipelineTotal struct{ Items, Yuan Number }

// pipeline is what a region has in its systems.
type pipeline struct {
	zone   *time.Location
	totals []publishedTotal
	items  *pipelineItems

	instants []time.Time // At which anything here changes, in order.
	mutex    sync.Mutex
	last     []PipelineState // What held last, after so many of the instants.
	passed   int
}

// A publishedTotal is one side of a total through its cut-offs.
type publishedTotal struct {
	key    tally.Key
	metric string
	points []model.Point
}

// newPipeline makes the part of a region's systems; nil where it has none.
func newPipeline(rules Rules, r *region) (regionPart, error) {
	p := &pipeline{zone: rules.Zone}
	for _, f := range r.figures {
		if f.series.Metric == model.MetricPipelineItems || f.series.Metric == model.MetricPipelineYuan {
			p.totals = append(p.totals, publishedTotal{keyOf(f.series), f.series.Metric, f.points})
		}
	}
	var err error
	if p.items, err = newPipelineItems(rules.Zone, r); err != nil {
		return nil, err
	}
	if len(p.totals) == 0 && p.items.none() {
		return nil, nil
	}
	p.instants, p.passed = InOrder(p.changes()), -1
	return p, nil
}

func keyOf(s model.Series) tally.Key {
	return tally.Key{
		System: model.System(s.Label("system")), Name: s.Label("name"),
		Step: model.Step(s.Label("step")), Industry: s.Label("industry"),
	}
}

// at gives the totals at t. A published one is visible from its cut-off until
// a later one. What is in reserve (储备库) or won (招商) stands until then; every
// other total counts from the start of its year (今年以来), and ends with it.
func (p *pipeline) at(t time.Time, _ []ProjectState, s *RegionState) {
	passed := sort.Search(len(p.instants), func(i int) bool { return p.instants[i].After(t) })
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if passed != p.passed { // A region is looked at far more often than this changes.
		p.last, p.passed = p.totalsAt(t), passed
	}
	s.Pipeline = p.last
}

func (p *pipeline) totalsAt(t time.Time) []PipelineState {
	byKey := map[tally.Key]*PipelineState{}
	state := func(k tally.Key) *PipelineState {
		if byKey[k] == nil {
			byKey[k] = &PipelineState{Key: k}
		}
		return byKey[k]
	}
	for _, total := range p.totals {
		value, ok := total.at(t, p.zone)
		switch {
		case !ok:
		case total.metric == model.MetricPipelineItems:
			state(total.key).Published.Items = Known(value)
		default:
			state(total.key).Published.Yuan = Known(value)
		}
	}
	tallies := p.items.at(t)
	for key, n := range tallies {
		counted := &state(key).Counted
		counted.Items = Known(float64(n.Items))
		if n.HasYuan {
			counted.Yuan = Known(n.Yuan.InexactFloat64())
		}
	}
	var all []PipelineState
	for _, one := range byKey {
		one.compare(tallies[one.Key])
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b PipelineState) int { return compareKeys(a.Key, b.Key) })
	return all
}

// at gives the total that is visible at t.
func (p publishedTotal) at(t time.Time, zone *time.Location) (float64, bool) {
	at := inForce(p.points, t, zone)
	if at < 0 || p.ofYear() && p.points[at].Period.Year() != t.In(zone).Year() {
		return 0, false
	}
	return p.points[at].Value, true
}

// ofYear tells that the total counts from the start of its year.
func (p publishedTotal) ofYear() bool {
	onTheBooks := p.key.System == model.Reserve || p.key.System == model.Attracted && p.key.Step != model.StepFunds
	return !onTheBooks
}

// compare holds what was published against what is counted. Where the money of
// some items is not known, the published amount may be more.
func (s *PipelineState) compare(counted tally.Tally) {
	items := s.Published.Items.Known && s.Counted.Items.Known
	yuan := s.Published.Yuan.Known && s.Counted.Yuan.Known
	s.Compared = items || yuan
	if items && s.Published.Items != s.Counted.Items {
		return
	}
	missing := s.Published.Yuan.Value - s.Counted.Yuan.Value
	s.Agrees = s.Compared && (!yuan || missing > 0 && counted.Priced < counted.Items ||
		math.Abs(missing) <= rounding(s.Published.Yuan.Value, counted.Items))
}

// coarsest is the largest unit that amounts are rounded to, as a power of ten
// in yuan: 亿元.
const coarsest = 8

// rounding is how far a published amount may be from the sum of so many items,
// all being round figures: half a unit of its last digit that is not zero,
// which may stand for 亿元 at most, times the root of the number of items. 68亿元
// of one item may be anything from 67.5亿元 to 68.5亿元. The gate warns by the
// same margin, by the digits as they were written; a total without rounding
// that happens to end in zeros is judged more mildly here.
func rounding(published float64, items int) float64 {
	value := decimal.NewFromFloat(published)
	exponent := 0
	for exponent < coarsest && !value.IsZero() && value.Shift(-int32(exponent)-1).IsInteger() {
		exponent++
	}
	return math.Pow10(exponent) / 2 * math.Sqrt(float64(max(items, 1)))
}

// compareKeys orders totals by system and, within it, by name, step and industry.
func compareKeys(a, b tally.Key) int {
	return cmp.Or(
		slices.Index(model.Systems(), a.System)-slices.Index(model.Systems(), b.System),
		cmp.Compare(a.Name, b.Name),
		slices.Index(a.System.Steps(), a.Step)-slices.Index(b.System.Steps(), b.Step),
		cmp.Compare(a.Industry, b.Industry),
	)
}

func (p *pipeline) changes() []time.Time {
	at := p.items.changes()
	for _, total := range p.totals {
		for _, point := range total.points {
			at = append(at, point.Period.End(p.zone), yearStart(point.Period.Year()+1, p.zone))
		}
	}
	return at
}
