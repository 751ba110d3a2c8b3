package wall

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"strings"

	"jindu/internal/chart"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// indicators are some of a region, one in a row.
type indicators struct {
	Cutoff string // 数据截至: the newest period's day.
	Rows   []indicator
	Second []indicator // Of the other half of the screen.
	More   int         // That other pages have.
}

// An indicator is one row.
type indicator struct {
	Name, Period string
	Level, Unit  string
	Growth       string
	GrowthClass  string
	Target       string // What it should reach, and who said so.
	Gap, GapUnit string
	Class, Word  string
	Late         string // The period whose report is late.
	Bullet       template.HTML
	Spark        template.HTML
}

// perSheet is how many indicators a page has at most.
const perSheet = 16

// indicatorSheets are pages of all indicators, where the first page has not
// room for them.
func (d *drawing) indicatorSheets(ctx context.Context) (all []sheet, err error) {
	states := d.region.Indicators
	if len(states) <= mainIndicators {
		return nil, nil
	}
	sheets := (len(states) + perSheet - 1) / perSheet
	for i := range sheets {
		from, to := i*len(states)/sheets, (i+1)*len(states)/sheets
		rows, err := d.indicatorRows(ctx, states[from:to])
		if err != nil {
			return nil, err
		}
		half := (len(rows.Rows) + 1) / 2
		rows.Rows, rows.Second, rows.More = rows.Rows[:half], rows.Rows[half:], 0
		all = append(all, sheet{
			ID: numbered(indicatorsPage, i), Name: part(d.say("指标", "Indicators"), i, sheets), Indicators: rows,
		})
	}
	return all, nil
}

// numbered is the ID of one of several pages of a kind.
func numbered(kind string, i int) string {
	if i == 0 {
		return kind
	}
	return fmt.Sprintf("%s-%d", kind, i+1)
}

// part names one of several pages.
func part(name string, i, of int) string {
	if of == 1 {
		return name
	}
	return fmt.Sprintf("%s %d/%d", name, i+1, of)
}

func (d *drawing) indicatorRows(ctx context.Context, states []progress.IndicatorState) (*indicators, error) {
	all := &indicators{More: len(d.region.Indicators) - len(states)}
	for _, s := range states {
		row, err := d.indicator(ctx, s)
		if err != nil {
			return nil, err
		}
		all.Rows = append(all.Rows, row)
		for _, f := range s.Figures {
			if f.Origin == model.Published {
				all.Cutoff = max(all.Cutoff, phrase.Day(f.End))
			}
		}
	}
	return all, nil
}

func (d *drawing) indicator(ctx context.Context, s progress.IndicatorState) (indicator, error) {
	row := indicator{Name: model.Text{ZH: s.Indicator.Name, EN: cmp.Or(s.Indicator.NameEN, s.Indicator.Name)}.In(d.Lang)}
	unit := s.Indicator.Unit()
	for _, f := range s.Figures {
		if f.Origin != model.Published {
			continue
		}
		value := progress.Known(f.Value)
		switch f.Measure {
		case model.YearToDate, model.Stock, model.IndexValue, model.Rank:
			row.Level, row.Unit = d.number(value, f.Measure, unit)
		case model.MonthValue:
			if row.Level == "" {
				row.Level, row.Unit = d.number(value, f.Measure, unit)
			}
		case model.YTDGrowth:
			row.Growth, row.GrowthClass = phrase.Growth(value), sign(value)
		default:
		}
		row.Period = max(row.Period, f.Period.String())
	}
	if s.Report != nil && s.Report.Late {
		row.Late = s.Report.Period.String()
	}
	d.against(&row, s)
	var err error
	row.Spark, err = d.spark(ctx, row.Name, s)
	return row, err
}

// number writes a figure, and its unit where that does not stand in it.
func (d *drawing) number(n progress.Number, m model.Measure, unit model.Unit) (text, of string) {
	switch {
	case m == model.Rank:
		return d.sayf("第 %s", "no. %s", phrase.Rounded(n, 0)), ""
	case m.Growth():
		return phrase.Growth(n), ""
	case m.Base(unit.Base) == model.Ratio:
		return phrase.Percent(n), ""
	}
	return phrase.Amount(n, unit), phrase.Unit(unit, d.Lang)
}

// amount writes a figure with its unit.
func (d *drawing) amount(n progress.Number, m model.Measure, unit model.Unit) string {
	text, of := d.number(n, m, unit)
	return strings.TrimSpace(text + " " + of)
}

// against says how an indicator stands against its target.
func (d *drawing) against(row *indicator, s progress.IndicatorState) {
	t, ok := s.Headline()
	for _, other := range s.Targets { // One whose gap is no share is still a target.
		if ok || !other.Actual.Known {
			continue
		}
		t, ok = other, true
	}
	if !ok {
		return
	}
	if row.Period == "" && !t.Cutoff.IsZero() { // Its newest figure holds while the next is late.
		row.Period = model.PeriodOf(s.Indicator.Frequency(), t.Cutoff.In(d.Zone)).String()
	}
	unit := s.Indicator.Unit()
	goal := d.amount(progress.Known(t.Goal), t.Measure, unit)
	short, _ := d.number(progress.Known(t.Goal), t.Measure, unit)
	row.Target = d.sayf("%s %s", "%s: %s", t.Issuer.Name().In(d.Lang), short)
	row.Class, row.Word = sign(t.Gap), d.met(t)
	b := chart.Bullet{Value: t.Actual, Target: progress.Known(t.Goal)}
	words := d.amount(t.Actual, t.Measure, unit)
	switch {
	case t.Pace.Known:
		b = chart.Bullet{Value: t.Completion, Pace: t.Pace, Target: progress.Known(1)}
		words = d.sayf("完成 %s，序时 %s", "%s completed, pace %s", phrase.Percent(t.Completion), phrase.Percent(t.Pace))
		fallthrough
	case t.Measure.Base(s.Indicator.Base()) == model.Ratio:
		row.Gap, row.GapUnit = phrase.Points(t.Gap), d.say("百分点", "pts")
	default:
		row.Gap = phrase.Growth(t.Gap)
	}
	b.Low, b.High = chart.Span(b)
	b.Label = d.sayf("%s：%s，目标 %s", "%s: %s, target %s", row.Name, words, goal)
	row.Bullet = b.SVG()
}

// met says in a word whether a target is kept to.
func (d *drawing) met(t progress.TargetState) string {
	switch {
	case !t.Gap.Known:
		return ""
	case t.Pace.Known:
		return d.ahead(t.Gap)
	case t.Gap.Value < 0:
		return d.say("未达", "missed")
	}
	return d.say("达标", "met")
}

// sparkPeriods are how many of the newest periods a sparkline shows.
const sparkPeriods = 13

// spark draws the published growth of the newest periods, or where there is
// none the level: as they were known, and no later than the day that is shown.
func (d *drawing) spark(ctx context.Context, name string, s progress.IndicatorState) (template.HTML, error) {
	for _, m := range []model.Measure{model.YTDGrowth, model.MonthGrowth, model.Stock, model.IndexValue, model.YearToDate, model.MonthValue, model.Rank} {
		points, err := d.points(ctx, s, m)
		if err != nil {
			return "", err
		}
		if len(points) < 2 {
			continue
		}
		values := make([]float64, len(points))
		for i, p := range points {
			values[i] = p.Value
		}
		first, last := points[0], points[len(points)-1]
		unit := s.Indicator.Unit()
		return chart.Spark(values, d.sayf("%s%s：%s %s 至 %s %s", "%s %s: %s %s to %s %s", name, m.Name().In(d.Lang),
			first.Period, d.amount(progress.Known(first.Value), m, unit), last.Period, d.amount(progress.Known(last.Value), m, unit))), nil
	}
	return "", nil
}

// points are the newest published ones by the day that is shown.
func (d *drawing) points(ctx context.Context, s progress.IndicatorState, m model.Measure) ([]model.Point, error) {
	series := model.IndicatorSeries(s.Indicator, s.Region, m, model.Published)
	now := model.PeriodOf(s.Indicator.Frequency(), d.At.In(d.Zone))
	all, err := progress.PointsBetween(ctx, d.view, series, now.Add(-2*sparkPeriods), now)
	if err != nil {
		return nil, fmt.Errorf("wall: %w", err)
	}
	for len(all) > 0 && all[len(all)-1].Period.End(d.Zone).After(d.At) {
		all = all[:len(all)-1]
	}
	return all[max(0, len(all)-sparkPeriods):], nil
}
