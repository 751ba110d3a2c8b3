package wall

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/chart"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// overview is the first page: what everything comes to.
type overview struct {
	Tiles      []tile
	Colours    []colourCount
	Indicators *indicators // The main ones.
	Parts      []bar       // The regions below, in place of indicators.
	PartsFrom  string      // 数据截至 of these.
	Course     template.HTML
	CourseFrom string
}

// A tile is one headline figure.
type tile struct {
	Name, Value, Unit string
	Class             string // Its colour.
	Note              string // Below it: how old it is, or what it is made of.
	Colours           []colourCount
	Chart             template.HTML
}

type colourCount struct {
	Colour string
	Count  int
}

// A bar is a completion beside the pace that it should have.
type bar struct {
	Name, Note             string
	Completion, Gap, Class string
	Chart                  template.HTML
	completion, pace, gap  progress.Number
}

// mainIndicators are how many stand on the first page.
const mainIndicators = 7

func (d *drawing) overview(ctx context.Context) (*overview, error) {
	o := &overview{Tiles: d.tiles()}
	if len(d.region.Indicators) > 0 {
		rows, err := d.indicatorRows(ctx, d.region.Indicators[:min(len(d.region.Indicators), mainIndicators)])
		if err != nil {
			return nil, err
		}
		o.Indicators = rows
	} else {
		o.Parts = d.parts()
		o.PartsFrom = d.cutoff()
	}
	if d.region.Projects == 0 {
		return o, nil
	}
	course, err := d.Course(ctx, d.At, d.AsOf, func(region, _ string) bool { return d.set.Has(region) })
	if err != nil {
		return nil, err
	}
	o.Course = d.curve(course)
	if n := len(course.Done); n > 0 {
		o.CourseFrom = phrase.Day(course.Done[n-1].At)
	}
	return o, nil
}

func (d *drawing) tiles() []tile {
	s := d.region.Sum
	if s.Projects == 0 {
		return nil
	}
	yi := d.say("亿元", "100 m yuan")
	money := func(n decimal.NullDecimal) string {
		return phrase.Money(progress.Number{Value: n.Decimal.InexactFloat64(), Known: n.Valid})
	}
	all := []tile{
		{Name: d.say("项目", "Projects"), Value: phrase.Count(s.Projects), Colours: d.colours()},
		{Name: d.say("总投资", "Total investment"), Value: money(s.Total), Unit: yi},
		{Name: d.say("年度目标", "Target of the year"), Value: money(s.Target), Unit: yi},
		{Name: d.say("完成投资", "Completed"), Value: money(s.Completed), Unit: yi},
		{Name: d.say("完成比例", "Completion"), Value: phrase.Percent(s.Completion())},
		{Name: d.say("序时进度", "Pace"), Value: phrase.Percent(s.Pace())},
		{Name: d.say("与序时相比", "Against the pace"), Value: phrase.Points(s.Gap())},
	}
	all[1].Note, all[2].Note, all[3].Note = d.natures(), d.left(), d.reported()
	if gap := s.Gap(); gap.Known {
		all[4].Chart = d.tileChart()
		all[5].Note = d.asOf()
		last := &all[6]
		last.Unit, last.Class, last.Note = d.say("个百分点", "points"), sign(gap), d.ahead(gap)
	}
	return all
}

// natures counts the projects by what they are: 新开工, 续建, ….
func (d *drawing) natures() string {
	counts, names := map[string]int{}, []string{}
	for _, p := range d.here() {
		if counts[p.Nature]++; counts[p.Nature] == 1 && p.Nature != "" {
			names = append(names, p.Nature)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = natureName(name).In(d.Lang) + " " + phrase.Count(counts[name])
	}
	return strings.Join(names[:min(len(names), 2)], " · ")
}

// natureName names what a project is to the year; what an office calls
// otherwise is its own name.
func natureName(nature string) model.Text {
	en := map[string]string{"新开工": "new", "续建": "continued", "竣工": "to finish", "预备": "prepared"}
	return model.Text{ZH: nature, EN: cmp.Or(en[nature], nature)}
}

// left is what the year's target lacks yet.
func (d *drawing) left() string {
	s := d.region.Sum
	left := s.Target.Decimal.Sub(s.Completed.Decimal)
	switch {
	case !s.Target.Valid || s.Reported == 0:
		return ""
	case left.IsPositive():
		return d.sayf("还差 %s", "%s to go", phrase.Money(progress.Known(left.InexactFloat64())))
	}
	return d.say("已全部完成", "all done")
}

// reported says how old what is completed is, and who has not told.
func (d *drawing) reported() string {
	s := d.region.Sum
	switch left := s.Projects - s.Reported; {
	case s.Reported == 0:
		return d.say("本年尚无报送", "no report this year")
	case left > 0:
		return d.sayf("%d 个项目本年未报", "%d without a report", left)
	}
	return d.asOf()
}

// asOf says how new the latest of the projects' reports is.
func (d *drawing) asOf() string { return d.say("截至 ", "as of ") + phrase.Day(d.region.Last) }

// tileChart is the completion as a bar.
func (d *drawing) tileChart() template.HTML {
	s := d.region.Sum
	b := chart.Bullet{Value: s.Completion(), Pace: s.Pace(), Target: progress.Known(1)}
	b.Low, b.High = chart.Span(b)
	b.Label = d.sayf("完成 %s，序时 %s", "%s completed, pace %s", phrase.Percent(s.Completion()), phrase.Percent(s.Pace()))
	return b.SVG()
}

// ahead says in a word on which side of the pace something is.
func (d *drawing) ahead(gap progress.Number) string {
	switch {
	case !gap.Known:
		return ""
	case gap.Value < 0:
		return d.say("落后", "behind")
	}
	return d.say("领先", "ahead")
}

// sign is the class of a gap's colour.
func sign(gap progress.Number) string {
	switch {
	case !gap.Known:
		return ""
	case gap.Value < 0:
		return "bad"
	}
	return "good"
}

// colours are how many projects the main pack gives each.
func (d *drawing) colours() (all []colourCount) {
	counts := d.region.Colours
	for _, colour := range append(slices.Clone(d.board.MainPack().Colours), progress.Undefined) {
		known := slices.ContainsFunc(all, func(c colourCount) bool { return c.Colour == colour })
		if n := counts[colour]; !known && (n > 0 || colour != progress.Undefined) {
			all = append(all, colourCount{colour, n})
		}
	}
	return all
}

// parts are the regions right below that have tasks, the best first.
func (d *drawing) parts() (all []bar) {
	for _, r := range d.board.RegionSums() {
		gap := r.Gap()
		if r.Parent != d.region.Code || !gap.Known {
			continue
		}
		all = append(all, bar{
			Name: nameOf(r.Region, d.Lang), Note: d.sayf("%d 个项目", "%d projects", r.Projects),
			completion: r.Completion(), pace: r.Pace(), gap: gap,
		})
	}
	slices.SortStableFunc(all, func(a, b bar) int {
		switch {
		case a.gap.Value > b.gap.Value:
			return -1
		case a.gap.Value < b.gap.Value:
			return 1
		}
		return 0
	})
	all = all[:min(len(all), 10)]
	d.fill(all)
	return all
}

// fill draws bars on one scale.
func (d *drawing) fill(all []bar) {
	bullets := make([]chart.Bullet, len(all))
	for i, b := range all {
		bullets[i] = chart.Bullet{Value: b.completion, Pace: b.pace, Target: progress.Known(1)}
	}
	low, high := chart.Span(bullets...)
	low, high = max(low, -0.5), min(high, 1.5) // One that is far beyond must not press the others together.
	for i := range all {
		b := &all[i]
		b.Completion, b.Gap, b.Class = phrase.Percent(b.completion), phrase.Points(b.gap), sign(b.gap)
		bullets[i].Low, bullets[i].High = low, high
		if b.completion.Known {
			bullets[i].Label = d.sayf("%s：完成 %s，序时 %s", "%s: %s completed, pace %s", b.Name, b.Completion, phrase.Percent(b.pace))
		} else {
			bullets[i].Label = d.sayf("%s：没有完成比例", "%s: completion not known", b.Name)
		}
		b.Chart = bullets[i].SVG()
	}
}

// curve draws the S-curve of the year: planned against done, by month's end.
func (d *drawing) curve(c progress.Course) template.HTML {
	points := func(course []progress.CoursePoint) (all []chart.Point) {
		for _, p := range course {
			all = append(all, chart.Point{At: p.At, Value: p.Yuan / 1e8})
		}
		return all
	}
	var ticks []chart.Tick
	for month := time.January; month <= time.December; month++ {
		if period := model.NewMonth(c.Year, month); month%2 == 0 {
			ticks = append(ticks, chart.Tick{At: period.End(d.Zone), Name: d.month(period)})
		}
	}
	return chart.Lines{
		Title: d.sayf("%d 年投资：计划与完成（亿元）", "Investment of %d: planned and completed (100 m yuan)", c.Year),
		Width: 500, Height: 485, FromZero: true, Ticks: ticks,
		Lines: []chart.Line{
			{Name: d.say("计划", "planned"), Class: "soft", Dash: "7 5", Points: points(c.Planned)},
			{Name: d.say("完成", "completed"), Class: "blue", Marks: true, Points: points(c.Done)},
		},
	}.SVG()
}

// month names a month of the year that is shown, another with its year.
func (d *drawing) month(p model.Period) string {
	start := p.Start(d.Zone)
	if p.Freq() != model.Monthly {
		return p.String()
	}
	if start.Year() != d.At.In(d.Zone).Year() {
		return start.Format(d.say("2006年1月", "Jan 2006"))
	}
	return start.Format(d.say("1月", "Jan"))
}
