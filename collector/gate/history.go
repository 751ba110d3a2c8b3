package gate

import (
	"fmt"
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A slip between 万 and 亿 makes a figure about this many times too large or
// too small.
const (
	slipLow  = 2e3
	slipHigh = 5e4
)

// history warns of figures that don't go with those before and after them.
func (c *checker) history() error {
	for _, s := range c.order {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if len(s.at) == 0 {
			continue
		}
		timeline, err := c.timeline(s)
		if err != nil {
			return err
		}
		cumulative := isCumulative(*s.series)
		for i, p := range timeline {
			if p.stated == nil {
				if i > 0 && timeline[i-1].stated != nil && cumulative {
					c.falls(timeline[i-1], p, *timeline[i-1].stated)
				}
				continue
			}
			c.slip(s, p, timeline, i)
			if i > 0 && cumulative {
				c.falls(timeline[i-1], p, *p.stated)
			}
		}
	}
	return c.overTarget()
}

// A moment is one period of a series: what is stated now, and what the ledger
// has.
type moment struct {
	period model.Period
	stated *model.Observation
	before *float64
}

// value is what counts once this submission is taken.
func (m moment) value() float64 {
	if m.stated != nil {
		return m.stated.Value
	}
	return *m.before
}

// lookBack is how many periods away a figure's neighbour is looked for.
func lookBack(p model.Period) int {
	if p.Freq() == model.Daily {
		return 400 // Cut-offs of projects are days, some months apart.
	}
	return 24
}

// timeline merges a series' stated figures with the ledger's, in the order of
// their periods.
func (c *checker) timeline(s *seriesFacts) ([]moment, error) {
	var merged []moment
	next := 0
	take := func() moment {
		o := &c.verdict.Observations[s.at[next]]
		next++
		return moment{period: o.Period, stated: o}
	}
	from := c.verdict.Observations[s.at[0]].Period
	to := c.verdict.Observations[s.at[len(s.at)-1]].Period
	for point, err := range c.view.Points(c.ctx, *s.series, from.Add(-lookBack(from)), to.Add(lookBack(to))) {
		if err != nil {
			return nil, fmt.Errorf("points of %s: %w", s.series, err)
		}
		for next < len(s.at) && c.verdict.Observations[s.at[next]].Period.Key() < point.Period.Key() {
			merged = append(merged, take())
		}
		m := moment{period: point.Period}
		if next < len(s.at) && c.verdict.Observations[s.at[next]].Period.Key() == point.Period.Key() {
			m = take()
		}
		m.before = &point.Value
		merged = append(merged, m)
	}
	for next < len(s.at) {
		merged = append(merged, take())
	}
	return merged, nil
}

// slip warns of a figure that is about 10⁴ times its predecessor, or that part
// of it: the version before, or the period before.
func (c *checker) slip(s *seriesFacts, p moment, timeline []moment, i int) {
	if base := s.series.Label("measure"); base == string(model.YTDGrowth) || base == string(model.MonthGrowth) || base == string(model.Rank) {
		return
	}
	var before float64
	switch {
	case p.before != nil:
		before = *p.before
	case i > 0:
		before = timeline[i-1].value()
	default:
		return
	}
	ratio := math.Abs(p.stated.Value / before)
	if before == 0 || !(ratio >= slipLow && ratio <= slipHigh || ratio >= 1/slipHigh && ratio <= 1/slipLow) {
		return
	}
	w := where(p.stated.Cell, c.fileOf(p.stated.Cell))
	w.Value = number(p.stated.Value)
	w.What = both("与上一个数 %s 相差约一万倍，请核对单位是万元还是亿元",
		"about ten thousand times off its predecessor, %s; check whether the unit is 万元 or 亿元", number(before))
	c.warning(w)
}

// isCumulative tells a series whose figures only rise: in a year, or since the
// start.
func isCumulative(s model.Series) bool {
	return s.Metric == model.MetricCompleted || s.Metric == model.MetricCompletedTotal ||
		s.Label("measure") == string(model.YearToDate)
}

// falls warns of a year to date that is less than the one before it, where
// blame is stated in this submission.
func (c *checker) falls(first, second moment, blame model.Observation) {
	since := blame.Series.Metric == model.MetricCompletedTotal
	if second.value() >= first.value() || (!since && first.period.Year() != second.period.Year()) {
		return
	}
	w := where(blame.Cell, c.fileOf(blame.Cell))
	w.Value = number(blame.Value)
	w.What = both("累计数下降：%s 为 %s，%s 为 %s，请核对", "a cumulative figure falls: %s has %s, %s has %s; please check",
		first.period, number(first.value()), second.period, number(second.value()))
	c.warning(w)
}

// overTarget warns of a project that completed more than three times what it
// should in the whole year.
func (c *checker) overTarget() error {
	var loaded bool
	for _, s := range c.order {
		if s.series.Metric != model.MetricCompleted || len(s.at) == 0 {
			continue
		}
		if !loaded {
			if err := c.loadTargets(); err != nil {
				return err
			}
			loaded = true
		}
		year, _ := strconv.Atoi(s.series.Label("year")) // Written by CompletedSeries.
		target := c.targets[projectYear{s.series.Label("region"), s.series.Label("project"), year}]
		o := c.verdict.Observations[s.at[len(s.at)-1]]
		if target > 0 && o.Value > 3*target {
			w := where(o.Cell, c.fileOf(o.Cell))
			w.Value = number(o.Value)
			w.What = both("超过年度目标 %s 的三倍，请核对", "more than three times the year's target, %s; please check", number(target))
			c.warning(w)
		}
	}
	return nil
}

// loadTargets adds the ledger's annual targets of projects to those stated.
func (c *checker) loadTargets() error {
	records, err := c.statementsOf(model.KindTarget)
	if err != nil {
		return err
	}
	for _, o := range model.Objects(records) {
		var t model.Target
		ok, err := o.At(c.Now.AddDate(1, 0, 0), &t)
		if err != nil || !ok || t.Project == "" || t.Value == nil {
			continue // A target of an indicator; what the ledger holds is not this submission's fault.
		}
		key := projectYear{o.Region, t.Project, t.Year}
		if _, stated := c.targets[key]; !stated {
			c.setTarget(key, t.Value.InexactFloat64())
		}
	}
	return nil
}

// number writes a value in base units for people.
func number(value float64) string { return decimal.NewFromFloat(value).String() }
