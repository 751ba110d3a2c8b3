package metric

import (
	"slices"
	"time"
)

// A Step is an instant from which a series has a value, or no longer has one.
type Step struct {
	At    int64 // Milliseconds since 1970.
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

// A Timeline gathers the samples of successive instants into series. It is for
// one thing at a time, such as a project: few series of each family.
type Timeline struct {
	families map[*Family][]*track
	tracks   []*track
	round    int
}

type track struct {
	Series
	seen int // The last round that had a sample.
}

// NewTimeline makes an empty timeline.
func NewTimeline() *Timeline { return &Timeline{families: map[*Family][]*track{}} }

// Record takes all samples that hold at t. Instants must be given in order;
// a series that is not among them any more has ended at t.
func (l *Timeline) Record(t time.Time, samples func(Emit)) {
	l.round++
	samples(func(s Sample) { l.take(t, s) })
	for _, tr := range l.tracks {
		if tr.seen != l.round && !tr.last().Ends {
			tr.Steps = append(tr.Steps, Step{At: t.UnixMilli(), Ends: true})
		}
	}
}

func (l *Timeline) take(t time.Time, s Sample) {
	tr := l.track(s)
	tr.seen = l.round
	if len(tr.Steps) == 0 || tr.last().Ends || tr.last().Value != s.Value {
		tr.Steps = append(tr.Steps, Step{At: t.UnixMilli(), Value: s.Value})
	}
}

// track finds the series of a sample, or begins it.
func (l *Timeline) track(s Sample) *track {
	for _, tr := range l.families[s.Family] {
		if slices.Equal(tr.Labels, s.Labels) {
			return tr
		}
	}
	tr := &track{Series: Series{Family: s.Family, Labels: s.Labels}}
	l.families[s.Family] = append(l.families[s.Family], tr)
	l.tracks = append(l.tracks, tr)
	return tr
}

func (t *track) last() Step { return t.Steps[len(t.Steps)-1] }

// Series gives what was gathered.
func (l *Timeline) Series() []Series {
	all := make([]Series, 0, len(l.tracks))
	for _, tr := range l.tracks {
		all = append(all, tr.Series)
	}
	return all
}
