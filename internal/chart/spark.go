package chart

import (
	"html/template"
	"slices"
	"strings"
)

// Spark draws a row of values as a line without axes (E. Tufte's sparkline),
// with a dot at the newest and a line at 0 where the values pass it. A single
// value is a dot; no values are nothing.
func Spark(values []float64, label string) template.HTML {
	if len(values) == 0 {
		return ""
	}
	low, high := slices.Min(values), slices.Max(values)
	x := func(i int) float64 {
		if len(values) == 1 {
			return 960
		}
		return 40 + 920*float64(i)/float64(len(values)-1)
	}
	y := func(value float64) float64 {
		if high == low {
			return 50
		}
		return 90 - 80*(value-low)/(high-low)
	}
	var s strings.Builder
	begin(&s, "spark", label)
	if low < 0 && high > 0 {
		s.WriteString(`<path class="zero" vector-effect="non-scaling-stroke" d="M0 ` + short(y(0)) + `H1000"/>`)
	}
	s.WriteString(`<path class="line" vector-effect="non-scaling-stroke" d="`)
	for i, value := range values {
		s.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + short(x(i)) + " " + short(y(value)))
	}
	last := len(values) - 1
	s.WriteString(`"/><path class="dot" vector-effect="non-scaling-stroke" d="M` + short(x(last)) + " " + short(y(values[last])) + `h0"/></svg>`)
	return template.HTML(s.String()) //nolint:gosec // All words are escaped.
}
