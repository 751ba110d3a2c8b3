package model

import (
	"cmp"
	"slices"
	"strings"
)

// Label is one identity of a series.
type Label struct{ Name, Value string }

// Series is a metric name and its identity labels, and nothing else: what a
// thing is called or who leads it stands in records. Labels are sorted by
// name, and none is empty. A series has values of one Frequency only.
type Series struct {
	Metric string
	Labels []Label
}

// NewSeries makes a series from names and values in turn, dropping empty ones.
func NewSeries(metric string, namesAndValues ...string) Series {
	s := Series{Metric: metric}
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			s.Labels = append(s.Labels, Label{namesAndValues[i], namesAndValues[i+1]})
		}
	}
	slices.SortFunc(s.Labels, func(a, b Label) int { return cmp.Compare(a.Name, b.Name) })
	return s
}

// Label gives the value of a label, empty where the series has none.
func (s Series) Label(name string) string {
	for _, l := range s.Labels {
		if l.Name == name {
			return l.Value
		}
	}
	return ""
}

// Compare orders series by metric, then by labels as Prometheus does.
func (s Series) Compare(other Series) int {
	if c := strings.Compare(s.Metric, other.Metric); c != 0 {
		return c
	}
	return slices.CompareFunc(s.Labels, other.Labels, func(a, b Label) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
}

// AppendKey appends bytes that no other series has.
func (s Series) AppendKey(key []byte) []byte {
	key = append(key, s.Metric...)
	for _, l := range s.Labels {
		key = append(key, 0xff)
		key = append(key, l.Name...)
		key = append(key, 0xff)
		key = append(key, l.Value...)
	}
	return key
}

// String writes the series as PromQL would: name{label="value"}.
func (s Series) String() string {
	var b strings.Builder
	b.WriteString(s.Metric)
	b.WriteByte('{')
	for i, l := range s.Labels {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(l.Name + `="` + escaped(l.Value) + `"`)
	}
	b.WriteByte('}')
	return b.String()
}

// escaped is a label's value as PromQL writes it between quotes. Few values need
// a replacer, which is dear to make.
func escaped(value string) string {
	if !strings.ContainsAny(value, "\\\"\n") {
		return value
	}
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(value)
}
