package gantt

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"jindu/internal/model"
	"jindu/internal/progress"
)

//go:embed schedule.svg
var files embed.FS

// The sizes of a drawing in pixels.
const (
	width     = 1200
	left      = 300 // Of the bars; labels stand before.
	right     = 24
	top       = 128 // Of the first row.
	rowHeight = 38
	bottom    = 92 // For the key.
)

// labelColumns is how many columns of text fit before the bars.
const labelColumns = 40

// drawing is what the template draws.
type drawing struct {
	Width, Height, Right, Top, Bottom int // Right, Top and Bottom are the edges of the bars.
	Title, Name                       string
	Facts                             []string
	Months                            []tick
	Rows                              []drawnRow
	Lines                             []line
	ScaleAt, KeyAt                    int // The heights of the months and of the key.
}

type tick struct {
	X     float64
	Label string
}

type line struct {
	tick
	Class string
	Y     int
	End   bool // The label ends at the line instead of beginning there.
}

type rectangle struct {
	X, Width float64
	Class    string
}

type drawnRow struct {
	Y             int
	Label, Detail string
	Late          bool
	Bars          []rectangle
	Latest        *rectangle
	Event         *rectangle
	Title         string
}

// SVG draws a schedule, with its words in Chinese and English.
func SVG(w io.Writer, s progress.ProjectSchedule) error {
	t, err := template.ParseFS(files, "schedule.svg")
	if err != nil {
		return fmt.Errorf("draw a schedule: %w", err)
	}
	var drawn bytes.Buffer
	if err := t.Execute(&drawn, draw(s)); err != nil {
		return fmt.Errorf("draw a schedule: %w", err)
	}
	_, err = drawn.WriteTo(w)
	return err
}

// draw lays a schedule out in pixels.
func draw(s progress.ProjectSchedule) drawing {
	d := drawing{
		Width: width, Right: width - right, Top: top, ScaleAt: top - 6, Title: s.Project, Name: text.Snip(s.Name, 88, "…"), Facts: facts(s),
	}
	c, ok := newChart(s)
	if !ok {
		c = chart{deadline: -1, dataDate: -1, today: -1}
		d.Facts = append(d.Facts, noDates.ZH+" "+noDates.EN)
	}
	d.Bottom = top + len(c.rows)*rowHeight
	d.Height, d.KeyAt = d.Bottom+bottom, d.Bottom+34
	x := func(day int) float64 { return left + float64(day*(width-left-right))/float64(max(c.days, 1)) }
	d.Months = months(c, x)
	for i, r := range c.rows {
		d.Rows = append(d.Rows, drawRow(r, top+i*rowHeight, x))
	}
	d.Lines = lines(c, s, x)
	return d
}

// months are the scale; labels that would run into each other are left out.
func months(c chart, x func(int) float64) []tick {
	const room = 66.0
	var ticks []tick
	free := 0.0
	for _, day := range c.months() {
		t := tick{X: x(day)}
		if t.X >= free && t.X+room <= width {
			t.Label, free = c.first.Add(day).String()[:7], t.X+room
		}
		ticks = append(ticks, t)
	}
	return ticks
}

// lines are the deadline, the data date and the day, each at the end of its
// day; their labels stand one below another.
func lines(c chart, s progress.ProjectSchedule, x func(int) float64) []line {
	var all []line
	for i, v := range []struct {
		day          int
		class, label string
	}{
		{c.deadline, "deadline", "计划竣工 deadline " + s.Deadline.String()},
		{c.dataDate, "data", "数据截至 data to " + s.DataDate.String()},
		{c.today, "today", "当日 day " + s.Day.String()},
	} {
		if v.day >= 0 {
			at := x(v.day + 1)
			all = append(all, line{tick{at, v.label}, v.class, top - 50 + 12*i, at > width/2})
		}
	}
	return all
}

func drawRow(r row, y int, x func(int) float64) drawnRow {
	place := func(b bar, class string) rectangle { return rectangle{x(b.from), x(b.to) - x(b.from), class} }
	d := drawnRow{
		Y: y, Late: r.Late, Title: title(r), Detail: detail(r),
		Label: text.Snip(r.Activity.Activity+" "+r.Name, labelColumns, "…"),
	}
	if r.event >= 0 {
		d.Event = &rectangle{X: x(r.event + 1), Class: class(r)}
		return d
	}
	if r.done.length() > 0 {
		d.Bars = append(d.Bars, place(r.done, "done"))
	}
	if r.ahead.length() > 0 {
		d.Bars = append(d.Bars, place(r.ahead, class(r)))
	}
	if r.latest.length() > 0 {
		latest := place(r.latest, "latest")
		d.Latest = &latest
	}
	return d
}

// class is how the part that is ahead looks.
func class(r row) string {
	switch {
	case !r.ActualFinish.IsZero():
		return "done"
	case r.Critical:
		return "critical"
	}
	return "ahead"
}

// detail is the second line of a label.
func detail(r row) string {
	words := strconv.Itoa(r.Duration) + " 天 days"
	switch {
	case r.Duration <= 0:
		words = "事件 event"
	case r.Workdays:
		words = strconv.Itoa(r.Duration) + " 个工作日 workdays"
	}
	if r.Float != nil {
		words += fmt.Sprintf(" · 时差 float %d", *r.Float)
	}
	if r.Late {
		words += " · 误期 late"
	}
	return words
}

// title is what a pointer over the row shows.
func title(r row) string {
	words := []string{r.Activity.Activity + " " + r.Name}
	for _, v := range []struct {
		name     string
		from, to model.Period
	}{
		{"最早 earliest", r.EarliestStart, r.EarliestFinish},
		{"最迟 latest", r.LatestStart, r.LatestFinish},
		{"实际 actual", r.ActualStart, r.ActualFinish},
	} {
		if !v.from.IsZero() || !v.to.IsZero() {
			words = append(words, fmt.Sprintf("%s: %s – %s", v.name, v.from, v.to))
		}
	}
	return strings.Join(words, "\n")
}

// facts are the lines below the title.
func facts(s progress.ProjectSchedule) []string {
	var all []string
	if sentence := Finish(s); sentence.ZH != "" {
		all = append(all, sentence.ZH+"  "+sentence.EN)
	}
	for _, p := range s.Problems {
		all = append(all, p.What.ZH+"  "+p.What.EN)
	}
	if most := 2; len(all) > most { // As many as fit; the others are with the table.
		all = append(all[:most-1], all[most-1]+fmt.Sprintf("  (+%d)", len(all)-most))
	}
	return all
}
