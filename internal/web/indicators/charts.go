package indicators

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"jindu/internal/chart"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// charts are the drawings of an indicator; empty where there is nothing to draw.
type charts struct {
	LevelTitle    string
	Level, Growth template.HTML
}

// Any tells that there is something to see.
func (c charts) Any() bool { return c.Level != "" || c.Growth != "" }

func (s *shown) charts() charts {
	m := s.levelMeasure()
	title := s.in("本年与上年："+m.Name().ZH, "This year beside the last: "+m.Name().EN)
	if unit := phrase.Unit(s.row.Indicator.Unit(), s.asked.Lang); unit != "" {
		title += s.in("（"+unit+"）", " ("+unit+")")
	}
	return charts{LevelTitle: title, Level: s.levelChart(m, title), Growth: s.growthChart()}
}

func (s *shown) in(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(s.asked.Lang) }

// levelMeasure is the one that tells how much there is.
func (s *shown) levelMeasure() model.Measure {
	for _, m := range levels {
		if m != model.Rank && len(s.points(source{m, model.Published})) > 0 {
			return m
		}
	}
	return model.YearToDate
}

// year is the one that the page is for.
func (s *shown) year() int { return s.at.In(s.zone).Year() }

// span is a year's first and last instant.
func (s *shown) span(year int) (first, last time.Time) {
	return model.NewYear(year).Start(s.zone), model.NewYear(year).End(s.zone)
}

// levelChart draws this year beside the last one by the calendar, with what the
// targets ask for.
func (s *shown) levelChart(m model.Measure, title string) template.HTML {
	points := s.points(source{m, model.Published})
	this, last := s.year(), s.year()-1
	lines := []chart.Line{
		{Name: strconv.Itoa(this), Class: "blue", Marks: true, Points: s.drawn(m, points, this, 0)},
		{Name: strconv.Itoa(last), Class: "soft", Dash: "6 4", Marks: true, Points: s.drawn(m, points, last, 1)},
	}
	if len(lines[0].Points)+len(lines[1].Points) == 0 {
		return ""
	}
	for i, t := range s.row.targets {
		if t.Measure == m && i < len(targetClasses) {
			lines = append(lines, s.targetLines(t, targetClasses[i])...)
		}
	}
	return chart.Lines{
		Title: title, Lines: lines, Ticks: s.monthTicks(this), FromZero: true, Width: 760, Height: 300,
		Value: func(v float64) string { return phrase.Rounded(progress.Known(v), 2) },
	}.SVG()
}

// targetClasses tell the lines of the targets that are drawn apart.
var targetClasses = []string{"green", "orange"}

// targetLines are the path to a target, where it has a pace, and the goal.
func (s *shown) targetLines(t progress.TargetState, class string) (lines []chart.Line) {
	first, last := s.span(t.Year)
	name := t.Issuer.Name().In(s.asked.Lang)
	if plan := s.PlanAt(t, s.at); plan.Known() {
		path := []chart.Point{{At: first}}
		for month := time.January; month <= time.December; month++ {
			end := model.NewMonth(t.Year, month).End(s.zone)
			path = append(path, s.point(t.Measure, end, t.Goal*plan.By(end).Value))
		}
		lines = append(lines, chart.Line{Name: s.in("应达到·"+name, "path, "+name), Class: class, Dash: "2 3", Points: path})
	}
	goal := []chart.Point{s.point(t.Measure, first, t.Goal), s.point(t.Measure, last, t.Goal)}
	return append(lines, chart.Line{Name: s.in("目标·"+name, "goal, "+name), Class: class, Dash: "10 3 2 3", Points: goal})
}

// point is a value as it is written.
func (s *shown) point(m model.Measure, at time.Time, value float64) chart.Point {
	return chart.Point{At: at, Value: valueCell(s.row.Indicator, m, progress.Known(value)).Number.Value}
}

// drawn are the points of a year, put so many years later.
func (s *shown) drawn(m model.Measure, points []model.Point, year, later int) (all []chart.Point) {
	for _, p := range points {
		if p.Period.Year() == year {
			all = append(all, s.point(m, p.Period.SameYear(later).End(s.zone), p.Value))
		}
	}
	return all
}

// monthTicks are the ends of a year's months, or of its quarters.
func (s *shown) monthTicks(year int) (ticks []chart.Tick) {
	first, _ := s.span(year)
	ticks = append(ticks, chart.Tick{At: first})
	for p := model.PeriodOf(s.tickFrequency(), first); p.Year() == year; p = p.Add(1) {
		name := strconv.Itoa(p.Ordinal())
		if p.Freq() == model.Quarterly {
			name = "Q" + name
		} else {
			name = s.in(name+"月", time.Month(p.Ordinal()).String()[:3])
		}
		ticks = append(ticks, chart.Tick{At: p.End(s.zone), Name: name})
	}
	return ticks
}

func (s *shown) tickFrequency() model.Frequency {
	if s.row.Indicator.Frequency() == model.Quarterly {
		return model.Quarterly
	}
	return model.Monthly
}

// growthChart draws the published growth of this and the last year, the derived
// one where it is comparable, and what the targets ask for.
func (s *shown) growthChart() template.HTML {
	m := model.YTDGrowth
	if len(s.points(source{m, model.Published}))+len(s.points(source{m, model.Derived})) == 0 {
		m = model.MonthGrowth
	}
	published, derived := s.points(source{m, model.Published}), s.points(source{m, model.Derived})
	both := func(points []model.Point) []chart.Point {
		return slices.Concat(s.drawn(m, points, s.year()-1, 0), s.drawn(m, points, s.year(), 0))
	}
	lines := []chart.Line{
		{Name: s.in("公布", "published"), Class: "blue", Marks: true, Points: both(published)},
		{Name: s.in("推算（可比的）", "derived (where comparable)"), Class: "orange", Dash: "5 4", Points: both(derived)},
	}
	if len(lines[0].Points)+len(lines[1].Points) == 0 {
		return ""
	}
	lines = slices.DeleteFunc(lines, func(l chart.Line) bool { return len(l.Points) == 0 })
	for i, t := range s.row.targets {
		if t.Measure == m {
			lines = append(lines, s.growthTarget(t, []string{"10 3 2 3", "2 3"}[i%2]))
		}
	}
	return chart.Lines{
		Title: s.in(m.Name().ZH+"（%）", m.Name().EN+" (%)"), Lines: lines, Ticks: s.quarterTicks(), Width: 760, Height: 300,
		Value: func(v float64) string { return phrase.WholePercent(progress.Known(v)) },
	}.SVG()
}

// growthTarget is the growth that a target asks for all year long.
func (s *shown) growthTarget(t progress.TargetState, dash string) chart.Line {
	first, last := s.span(t.Year)
	return chart.Line{
		Name: s.in("目标·", "goal, ") + t.Issuer.Name().In(s.asked.Lang), Class: "green", Dash: dash,
		Points: []chart.Point{s.point(t.Measure, first, t.Goal), s.point(t.Measure, last, t.Goal)},
	}
}

// quarterTicks are the quarters' ends of the last year and this one.
func (s *shown) quarterTicks() (ticks []chart.Tick) {
	first, _ := s.span(s.year() - 1)
	for p := model.PeriodOf(model.Quarterly, first); p.Year() <= s.year(); p = p.Add(1) {
		name := "Q" + strconv.Itoa(p.Ordinal())
		if p.Ordinal() == 1 {
			name = strconv.Itoa(p.Year()) + " " + name
		}
		ticks = append(ticks, chart.Tick{At: p.End(s.zone), Name: name})
	}
	return ticks
}
