package main

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/prometheus/common/model"

	"jindu/internal/config"
	jindu "jindu/internal/model"
)

// queryCommand asks in PromQL.
type queryCommand struct {
	target

	Expr   string `arg:"" help:"PromQL expression."`
	Time   string `help:"When to ask about: a date or period (its end), a moment, or seconds since 1970; now where left out." placeholder:"T"`
	From   string `help:"Start of a range." placeholder:"A"`
	To     string `help:"End of a range." placeholder:"B"`
	Step   string `help:"Step of a range: a duration such as 1d, or day, week, month, quarter or year for their ends." default:"month" placeholder:"S"`
	AsOf   string `help:"Answer by what was known then." placeholder:"T"`
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
	Plot   bool   `help:"Draw a range as a chart."`
}

// Run asks and prints the answer.
func (q *queryCommand) Run(env *environment) (err error) {
	if err := q.check(); err != nil {
		return err
	}
	c, err := q.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	value, err := q.ask(env, c)
	if err != nil {
		return err
	}
	zone, err := zoneOf(q.configuration)
	if err != nil {
		return err
	}
	out := printer{w: env.stdout, zone: zone}
	if q.Plot {
		return out.plot(value)
	}
	if err := out.value(value, q.Format); err != nil {
		return err
	}
	return q.hint(env, c, value)
}

func (q *queryCommand) check() error {
	switch {
	case (q.From == "") != (q.To == ""):
		return bad("--from 和 --to 要一起给", "--from and --to go together")
	case q.From != "" && q.Time != "":
		return bad("--time 问一个时刻，--from 和 --to 问一段时间，只能用其一",
			"--time asks about one instant, --from and --to about a range: want one of both")
	case q.Plot && q.From == "":
		return bad("--plot 画一段时间：请给 --from 和 --to", "--plot draws a range: want --from and --to")
	}
	return nil
}

func (q *queryCommand) ask(env *environment, c *client) (model.Value, error) {
	form := url.Values{"query": {q.Expr}}
	if q.AsOf != "" {
		form.Set("as_of", q.AsOf)
	}
	if q.From == "" {
		if q.Time != "" {
			form.Set("time", q.Time)
		}
		return c.query(env.ctx, "/api/v1/query", form)
	}
	if f, ok := calendarSteps[q.Step]; ok {
		return q.atEnds(env, c, form, f)
	}
	form.Set("start", q.From)
	form.Set("end", q.To)
	form.Set("step", q.Step)
	return c.query(env.ctx, "/api/v1/query_range", form)
}

// calendarSteps are steps that no duration can say.
var calendarSteps = map[string]jindu.Frequency{
	"day": jindu.Daily, "week": jindu.Weekly, "month": jindu.Monthly,
	"quarter": jindu.Quarterly, "half-year": jindu.HalfYearly, "year": jindu.Annual,
}

// maxEnds bounds how many instants a range by the calendar asks about.
const maxEnds = 11000

// atEnds asks at the end of each period from one through another.
func (q *queryCommand) atEnds(env *environment, c *client, form url.Values, f jindu.Frequency) (model.Value, error) {
	zone, err := zoneOf(q.configuration)
	if err != nil {
		return nil, err
	}
	from, err := jindu.ParseInstant(q.From, zone)
	if err != nil {
		return nil, badInput{fmt.Errorf("--from: %w", err)}
	}
	to, err := jindu.ParseInstant(q.To, zone)
	if err != nil {
		return nil, badInput{fmt.Errorf("--to: %w", err)}
	}
	series := map[model.Fingerprint]*model.SampleStream{}
	var order []model.Fingerprint
	asked := 0
	for p := jindu.PeriodOf(f, from); !p.End(zone).After(to); p = p.Add(1) {
		if asked++; asked > maxEnds {
			return nil, badf("范围超过 %d 步，请用更长的 --step", "the range has more than %d steps: want a longer --step", maxEnds)
		}
		form.Set("time", p.End(zone).Format(time.RFC3339))
		value, err := c.query(env.ctx, "/api/v1/query", form)
		if err != nil {
			return nil, err
		}
		for _, s := range samples(value) {
			id := s.Metric.Fingerprint()
			if series[id] == nil {
				series[id] = &model.SampleStream{Metric: s.Metric}
				order = append(order, id)
			}
			series[id].Values = append(series[id].Values, model.SamplePair{Timestamp: s.Timestamp, Value: s.Value})
		}
	}
	matrix := make(model.Matrix, 0, len(order))
	for _, id := range order {
		matrix = append(matrix, series[id])
	}
	return matrix, nil
}

// samples gives a vector's samples, a scalar as one without labels.
func samples(v model.Value) []*model.Sample {
	switch v := v.(type) {
	case model.Vector:
		return v
	case *model.Scalar:
		return []*model.Sample{{Metric: model.Metric{}, Value: v.Value, Timestamp: v.Timestamp}}
	}
	return nil
}

// hint says where figures are, if the answer had none.
func (q *queryCommand) hint(env *environment, c *client, value model.Value) error {
	empty := false
	switch v := value.(type) {
	case model.Vector:
		empty = len(v) == 0
	case model.Matrix:
		empty = len(v) == 0
	}
	if !empty {
		return nil
	}
	at, err := c.newestFigures(env.ctx)
	if err != nil || at.IsZero() {
		return err
	}
	zone, err := zoneOf(q.configuration)
	if err != nil {
		return err
	}
	at = at.In(zone)
	text := jindu.Text{
		ZH: "没有符合的数据；最新数据截至 %s，可加 --time %[1]s",
		EN: "no series; the newest figures are of %s: try --time %[1]s",
	}
	then, err := c.query(env.ctx, "/api/v1/query", url.Values{"query": {q.Expr}, "time": {at.Format(time.DateOnly)}})
	if err != nil || len(samples(then)) == 0 {
		text = jindu.Text{ZH: "没有符合的数据，在最新数据的日期 %s 也没有", EN: "no series, nor at the newest figures' date, %s"}
	}
	_, err = fmt.Fprintf(env.stderr, "jindu: "+text.In(env.lang)+"\n", at.Format(time.DateOnly))
	return err
}

// zoneOf is the time zone that dates on the command line are of.
func zoneOf(configuration func() (*config.Config, error)) (*time.Location, error) {
	c, err := configuration()
	if err != nil {
		return nil, err
	}
	return c.Zone(), nil
}
