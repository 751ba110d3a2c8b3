package metric

import (
	"strings"
	"time"
)

// A Step is an instant from which a series has a value, or no longer has one.
type Step struct {
	At    time.Time
	Value float64
	Ends  bool // The series has no value from here on, until the next step.
}

// A Series is one sample through time: a step function that holds each value
// until the next step.
type Series struct {
	Family *Family
	Labels []string
	Steps  []Step // In order of time.
}

// A Timeline gathers the samples of successive instants into series.
type Timeline struct {
	series map[string]*track
	round  int
}

type track struct {
	Series
	seen int // The last round that had a sample.
}

// NewTimeline makes an empty timeline.
func NewTimeline() *Timeline { return &Timeline{series: map[string]*track{}} }

// Record takes all samples that hold at t. Instants must be given in order;
// a series that is not among them any more has ended at t.
func (l *Timeline) Record(t time.Time, samples func(Emit)) {
	l.round++
	samples(func(s Sample) { l.take(t, s) })
	for _, tr := range l.series {
		if tr.seen != l.round && !tr.last().Ends {
			tr.Steps = append(tr.Steps, Step{At: t, Ends: true})
		}
	}
}

func (l *Timeline) take(t time.Time, s Sample) {
	key := s.Family.Name + "\xff" + strings.Join(s.Labels, "\xff")
	tr, ok := l.series[key]
	if !ok {
		tr = &track{Series: Series{Family: s.Family, Labels: s.Labels}}
		l.series[key] = tr
	}
	tr.seen = l.round
	if len(tr.Steps) == 0 || tr.last().Ends || tr.last().Value != s.Value {
		tr.Steps = append(tr.Steps, Step{At: t, Value: s.Value})
	}
}

func (t *track) last() Step { return t.Steps[len(t.Steps)-1] }

// Series gives what was gathered, in no set order.
func (l *Timeline) Series() []Series {
	all := make([]Series, 0, len(l.series))
	for _, tr := range l.series {
		all = append(all, tr.Series)
	}
	return all
}
