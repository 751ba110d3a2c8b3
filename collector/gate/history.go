package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
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
		c.compare(s.series, timeline)
	}
	return c.overTarget()
}

// compare holds each stated figure against its neighbours. A figure that is
// off by a slip is left out of what later ones are held against.
func (c *checker) compare(s *model.Series, timeline []moment) {
	var last *moment
	for i := range timeline {
		m := &timeline[i]
		if m.stated != nil && c.slips(s, *m, last) {
			continue
		}
		if last != nil && isCumulative(*s) {
			if m.stated != nil {
				c.falls(*last, *m, *m.stated)
			} else if last.stated != nil {
				c.falls(*last, *m, *last.stated)
			}
		}
		last = m
	}
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
	merged := make([]moment, 0, len(s.at))
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
	w := c.where(blame.Cell)
	w.Value = shown(*blame.Series, blame.Value)
	w.What = both("累计数下降：%s 为 %s，%s 为 %s，请核对", "a cumulative figure falls: %s has %s, %s has %s; please check",
		first.period, shown(*blame.Series, first.value()), second.period, shown(*blame.Series, second.value()))
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
			w := c.where(o.Cell)
			w.Value = shown(*s.series, o.Value)
			w.What = both("超过年度目标 %s 的三倍，请核对", "more than three times the year's target, %s; please check", shown(*s.series, target))
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

// shown writes a value in base units as people read it: 12.19亿元, 27.1%.
func shown(s model.Series, value float64) string {
	exact := decimal.NewFromFloat(value)
	name := ""
	switch {
	case s.Metric == model.IndicatorMetric(model.Ratio):
		name = "%"
	case s.Metric == model.IndicatorMetric(model.Tonnes):
		name = "吨"
	case strings.HasSuffix(s.Metric, "_yuan") && math.Abs(value) >= 1e8:
		name = "亿元"
	case strings.HasSuffix(s.Metric, "_yuan"):
		name = "万元"
	}
	if u, ok := model.ParseUnit(name); ok {
		return u.Text(exact)
	}
	return exact.String()
}
