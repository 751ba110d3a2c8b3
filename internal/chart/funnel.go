package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Funnel draws one step of a funnel, whose parts stand below each other: what
// came so far in the middle, and the part of it that stands there now. Both are
// shares of the widest step.
func Funnel(reached, standing float64, label string) template.HTML {
	var s strings.Builder
	begin(&s, "funnel", label)
	for _, part := range []struct {
		class string
		share float64
	}{{"reached", reached}, {"standing", standing}} {
		width := 1000 * min(1, max(0, part.share))
		if width > 0 {
			fmt.Fprintf(&s, `<rect class="%s" x="%s" y="12" width="%s" height="76"/>`, part.class, short((1000-width)/2), short(width))
		}
	}
	s.WriteString("</svg>")
	return template.HTML(s.String()) //nolint:gosec // All words are escaped.
}
