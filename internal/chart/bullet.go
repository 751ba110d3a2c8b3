package chart

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"jindu/internal/progress"
)

// A Bullet is a figure as a bar, with marks where it should be by now and where
// it should get to (S. Few, Bullet Graph Design Specification, 2006). All are
// in one unit; what is not known is not drawn. A bar that goes beyond the scale
// is cut off at its edge.
type Bullet struct {
	Value, Pace, Target progress.Number
	Low, High           float64 // The ends of the scale.
	Label               string  // The same in words.
}

// Span makes the scale of bullets that are compared: from 0, or the least value
// below it, to the largest of what they show, and a little more.
func Span(all ...Bullet) (low, high float64) {
	for _, b := range all {
		for _, n := range []progress.Number{b.Value, b.Pace, b.Target} {
			if n.Known {
				low, high = min(low, n.Value), max(high, n.Value)
			}
		}
	}
	margin := (high - low) / 50
	if low < 0 {
		low -= margin
	}
	if high > 0 {
		high += margin
	}
	return low, high
}

// SVG draws the bar to fill whatever box it is put in. The style sheet colours
// it: the bar has the text's colour.
func (b Bullet) SVG() template.HTML {
	var s strings.Builder
	begin(&s, "bullet", b.Label)
	s.WriteString(`<rect class="track" y="28" width="1000" height="44"/>`)
	zero := b.at(0)
	if b.Value.Known {
		end := b.at(b.Value.Value)
		fmt.Fprintf(&s, `<rect class="done" x="%s" y="28" width="%s" height="44"/>`, short(min(zero, end)), short(max(zero, end)-min(zero, end)))
	}
	if b.Low < 0 {
		line(&s, "zero", zero, 16, 84)
	}
	if b.Target.Known {
		line(&s, "target", b.at(b.Target.Value), 12, 88)
	}
	if b.Pace.Known {
		line(&s, "pace", b.at(b.Pace.Value), 4, 96)
	}
	s.WriteString("</svg>")
	return template.HTML(s.String()) //nolint:gosec // All words are escaped.
}

// at is where a value lies on the scale, of 1000.
func (b Bullet) at(value float64) float64 {
	if b.High <= b.Low {
		return 0
	}
	return 1000 * min(1, max(0, (value-b.Low)/(b.High-b.Low)))
}

// begin opens a picture 1000 wide and 100 high that is stretched to its box.
func begin(s *strings.Builder, class, label string) {
	fmt.Fprintf(s, `<svg class="%s" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="%s">`,
		class, template.HTMLEscapeString(label))
}

func line(s *strings.Builder, class string, x, from, to float64) {
	fmt.Fprintf(s, `<path class="%s" vector-effect="non-scaling-stroke" d="M%s %sV%s"/>`, class, short(x), short(from), short(to))
}

// short writes a coordinate with no more than one decimal.
func short(x float64) string {
	text := strconv.FormatFloat(x, 'f', 1, 64)
	return strings.TrimSuffix(text, ".0")
}
