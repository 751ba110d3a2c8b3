package chart

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"
)

// A Point is a value at an instant.
type Point struct {
	At    time.Time
	Value float64
}

// A Line is drawn in the order of its points.
type Line struct {
	Name   string
	Class  string // Colour, as the page's style has it: green, red, blue, soft, ink, ….
	Dash   string // Of the stroke, as SVG has it; empty for a whole line.
	Marks  bool   // A dot at each point.
	Step   bool   // Each value holds until the next point.
	Points []Point
}

// A Mark is a labelled instant, drawn as a line from top to bottom.
type Mark struct {
	At   time.Time
	Name string
}

// Lines is a chart of lines over time, with axes and a legend.
type Lines struct {
	Title         string // Said to those who hear the page.
	Width, Height int    // Of the drawing, in its own units; 720 × 280 where zero.
	Lines         []Line
	Marks         []Mark
	Ticks         []Tick               // Of the axis of time.
	Value         func(float64) string // Writes a value of the other axis.
	FromZero      bool                 // The axis of values begins at 0.
}

// A Tick is a labelled place of the axis of time.
type Tick struct {
	At   time.Time
	Name string
}

// The room around the lines, in the drawing's units.
const (
	left, right, top, bottom = 58, 14, 34, 26
)

// lines is a chart that is being drawn.
type lines struct {
	Lines
	strings.Builder

	from, to  time.Time
	low, high float64
}

// SVG draws the chart. It is empty where there is no point at all.
func (c Lines) SVG() template.HTML {
	d := &lines{Lines: c}
	if d.Width == 0 {
		d.Width, d.Height = 720, 280
	}
	if !d.measure() {
		return ""
	}
	d.put(`<svg class="lines" viewBox="0 0 %d %d" role="img" aria-label="%s">`, d.Width, d.Height, template.HTMLEscapeString(d.said()))
	d.axes()
	for _, m := range d.Marks {
		if m.At.Before(d.from) || m.At.After(d.to) {
			continue
		}
		x := d.x(m.At)
		d.put(`<line class="mark" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`, x, x, top, d.Height-bottom)
		d.put(`<text class="soft" x="%.1f" y="%d" text-anchor="%s">%s</text>`, x, top+11, d.anchor(x), template.HTMLEscapeString(" "+m.Name+" "))
	}
	for _, l := range d.Lines.Lines {
		d.line(l)
	}
	d.legend()
	d.put("</svg>")
	return template.HTML(d.String()) //nolint:gosec // Texts are escaped where they are put.
}

func (d *lines) put(format string, values ...any) { fmt.Fprintf(d, format, values...) }

// measure finds what the axes must span.
func (d *lines) measure() bool {
	d.low, d.high = math.Inf(1), math.Inf(-1)
	span := func(t time.Time) {
		if d.from.IsZero() || t.Before(d.from) {
			d.from = t
		}
		if t.After(d.to) {
			d.to = t
		}
	}
	for _, l := range d.Lines.Lines {
		for _, p := range l.Points {
			span(p.At)
			d.low, d.high = min(d.low, p.Value), max(d.high, p.Value)
		}
	}
	if d.from.IsZero() {
		return false
	}
	for _, t := range d.Ticks {
		span(t.At)
	}
	if d.FromZero {
		d.low, d.high = min(d.low, 0), max(d.high, 0)
	}
	if !d.to.After(d.from) {
		d.to = d.from.Add(time.Hour)
	}
	return true
}

func (d *lines) x(t time.Time) float64 {
	return left + float64(d.Width-left-right)*float64(t.Sub(d.from))/float64(d.to.Sub(d.from))
}

func (d *lines) y(value float64) float64 {
	return float64(d.Height-bottom) - float64(d.Height-top-bottom)*(value-d.low)/(d.high-d.low)
}

// anchor keeps a text at x inside the drawing.
func (d *lines) anchor(x float64) string {
	if x > float64(d.Width)*0.8 {
		return "end"
	}
	return "start"
}

func (d *lines) axes() {
	all := ticks(d.low, d.high, 5)
	d.low, d.high = min(d.low, all[0]), max(d.high, all[len(all)-1])
	for _, value := range all {
		y := d.y(value)
		d.put(`<line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>`, left, d.Width-right, y, y)
		d.put(`<text class="soft" x="%d" y="%.1f" text-anchor="end">%s</text>`, left-6, y+4, template.HTMLEscapeString(d.write(value)))
	}
	for i, t := range d.Ticks {
		x := d.x(t.At)
		anchor := "middle"
		if i == len(d.Ticks)-1 && x > float64(d.Width-right-20) {
			anchor = "end"
		}
		d.put(`<text class="soft" x="%.1f" y="%d" text-anchor="%s">%s</text>`, x, d.Height-8, anchor, template.HTMLEscapeString(t.Name))
	}
}

func (d *lines) write(value float64) string {
	if d.Value != nil {
		return d.Value(value)
	}
	return strconv.FormatFloat(math.Round(value*1e9)/1e9, 'f', -1, 64) // No 0.30000000000000004.
}

func (d *lines) line(l Line) {
	if len(l.Points) == 0 {
		return
	}
	var path strings.Builder
	for i, p := range l.Points {
		switch x, y := d.x(p.At), d.y(p.Value); {
		case i == 0:
			fmt.Fprintf(&path, "M%.1f %.1f", x, y)
		case l.Step:
			fmt.Fprintf(&path, "H%.1fV%.1f", x, y)
		default:
			fmt.Fprintf(&path, "L%.1f %.1f", x, y)
		}
	}
	d.put(`<g class="%s">`, template.HTMLEscapeString(l.Class))
	d.put(`<path class="line" d="%s"%s/>`, path.String(), dash(l.Dash))
	if l.Marks {
		for _, p := range l.Points {
			d.put(`<circle cx="%.1f" cy="%.1f" r="3"><title>%s %s</title></circle>`, d.x(p.At), d.y(p.Value),
				template.HTMLEscapeString(p.At.Format(time.DateOnly)), template.HTMLEscapeString(d.write(p.Value)))
		}
	}
	d.put("</g>")
}

func dash(text string) string {
	if text == "" {
		return ""
	}
	return ` stroke-dasharray="` + template.HTMLEscapeString(text) + `"`
}

// legend names the lines, above them.
func (d *lines) legend() {
	x := float64(left)
	for _, l := range d.Lines.Lines {
		if len(l.Points) == 0 {
			continue
		}
		d.put(`<g class="%s"><path class="line" d="M%.1f 14h22"%s/>`, template.HTMLEscapeString(l.Class), x, dash(l.Dash))
		if l.Marks {
			d.put(`<circle cx="%.1f" cy="14" r="3"/>`, x+11)
		}
		d.put(`</g><text x="%.1f" y="18">%s</text>`, x+28, template.HTMLEscapeString(l.Name))
		x += 28 + wide(l.Name) + 20
	}
}

// wide is about how wide a text of the chart is: a Chinese character is as wide
// as it is high.
func wide(text string) float64 {
	all := 0.0
	for _, r := range text {
		if r < 0x2e80 {
			all += 7
		} else {
			all += 12.5
		}
	}
	return all
}

// said is the chart in words: each line's last value.
func (d *lines) said() string {
	parts := []string{d.Title}
	for _, l := range d.Lines.Lines {
		if n := len(l.Points); n > 0 {
			last := l.Points[n-1]
			parts = append(parts, l.Name+" "+d.write(last.Value)+" ("+last.At.Format(time.DateOnly)+")")
		}
	}
	return strings.Join(parts, "; ")
}
