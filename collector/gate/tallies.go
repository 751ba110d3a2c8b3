package gate

import (
	"fmt"
	"math"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/tally"
)

// tallies warns of totals that are not what their items come to, where the
// ledger and this submission have items.
func (c *checker) tallies() error {
	if len(c.sums) == 0 || c.problems > 0 { // Then the items are not whole.
		return nil
	}
	items, err := c.items()
	if err != nil {
		return err
	}
	counts := map[itemsAt]map[tally.Key]tally.Tally{}
	for _, s := range c.sums {
		at := itemsAt{s.region, s.at}
		if counts[at] == nil {
			if err := c.ctx.Err(); err != nil {
				return err
			}
			facts, err := items.at(s.region, s.at.End(c.Zone))
			if err != nil {
				return err
			}
			counts[at] = tally.Count(facts, s.at.End(c.Zone), c.Zone)
		}
		if counted, ok := counts[at][s.key]; ok {
			s.compare(counted)
		}
	}
	return nil
}

type itemsAt struct {
	region string
	at     model.Period
}

// compare warns where the stated total is another than the counted one. Where
// not every item's money is known, the stated one may be more.
func (s sum) compare(counted tally.Tally) {
	l := s.line
	if s.items != nil && *s.items != counted.Items {
		cell, _ := l.cell("items")
		l.warn(cell, both("汇总为 %d 项，明细共 %d 项，请核对", "the total says %d, its items are %d; please check", *s.items, counted.Items))
	}
	if s.yuan == nil || !counted.HasYuan {
		return
	}
	difference := counted.Yuan.Sub(*s.yuan)
	if difference.Abs().LessThanOrEqual(margin(*s.yuan, counted.Items)) || counted.Priced < counted.Items && difference.IsNegative() {
		return
	}
	cell, _ := l.cell("amount")
	series := s.series(model.MetricPipelineYuan)
	l.warn(cell, both("汇总为 %s，明细共 %s，请核对", "the total says %s, its items come to %s; please check",
		shown(series, s.yuan.InexactFloat64()), shown(series, counted.Yuan.InexactFloat64())))
}

// margin is what the rounding of so many amounts commonly comes to: half a unit
// of the total's last digit times the root of their number.
func margin(total decimal.Decimal, n int) decimal.Decimal {
	return decimal.New(1, total.Exponent()).Mul(decimal.NewFromFloat(math.Sqrt(float64(max(n, 1))) / 2))
}

// items are the objects of the pipeline as they are once this submission is
// taken.
type items struct {
	c       *checker
	objects map[model.Kind][]model.Object
}

func (c *checker) items() (items, error) {
	all := items{c, map[model.Kind][]model.Object{}}
	for _, kind := range []model.Kind{
		model.KindMembership, model.KindAttraction, model.KindCeremony, model.KindGrant, model.KindProcedure, model.KindMilestone,
	} {
		objects, err := c.objects(kind, func(model.Record) bool { return true })
		if err != nil {
			return items{}, err
		}
		all.objects[kind] = objects
	}
	return all, nil
}

// at gives what holds of a region's items at an instant.
func (i items) at(region string, t time.Time) (tally.Facts, error) {
	f := tally.Facts{StartedProjects: map[string]model.Period{}}
	var err error
	keep := func(failed error) {
		if err == nil {
			err = failed
		}
	}
	f.Memberships = bodies[model.Membership](i.objects[model.KindMembership], region, t, keep)
	f.Attractions = bodies[model.Attraction](i.objects[model.KindAttraction], region, t, keep)
	f.Ceremonies = bodies[model.Ceremony](i.objects[model.KindCeremony], region, t, keep)
	f.Grants = bodies[model.Grant](i.objects[model.KindGrant], region, t, keep)
	f.Procedures = bodies[model.Procedure](i.objects[model.KindProcedure], region, t, keep)
	for _, m := range bodies[model.Milestone](i.objects[model.KindMilestone], region, t, keep) {
		if m.Milestone == model.MilestoneStart && !m.Actual.IsZero() {
			f.StartedProjects[m.Project] = m.Actual
		}
	}
	if err != nil {
		return f, err
	}
	f.Funds, err = i.c.fundsOf(region, f.Attractions, t)
	return f, err
}

func bodies[T any](objects []model.Object, region string, t time.Time, failed func(error)) []T {
	var all []T
	for _, o := range objects {
		if o.Region != region {
			continue
		}
		var body T
		ok, err := o.At(t, &body)
		failed(err)
		if ok {
			all = append(all, body)
		}
	}
	return all
}

// fundsOf gives the funds of t's year, by the ledger and this submission.
func (c *checker) fundsOf(region string, attractions []model.Attraction, t time.Time) ([]tally.Fund, error) {
	year := t.In(c.Zone).Year()
	var funds []tally.Fund
	for _, a := range attractions {
		series := model.AttractionFundsSeries(region, a.Attraction)
		months := map[model.Period]float64{}
		for point, err := range c.view.Points(c.ctx, series, model.NewMonth(year, time.January), model.NewMonth(year, time.December)) {
			if err != nil {
				return nil, fmt.Errorf("points of %s: %w", series, err)
			}
			months[point.Period] = point.Value
		}
		if stated := c.series[string(series.AppendKey(nil))]; stated != nil {
			for _, at := range stated.at {
				o := c.verdict.Observations[at]
				months[o.Period] = o.Value
			}
		}
		for month, value := range months {
			funds = append(funds, tally.Fund{Attraction: a.Attraction, Month: month, Yuan: decimal.NewFromFloat(value)})
		}
	}
	return funds, nil
}
