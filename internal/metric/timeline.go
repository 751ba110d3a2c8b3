package metric

import (
	"slices"
	"strings"
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
	families map[*Family]*tracks
	tracks   []*track
	round    int
}

// tracks are the series of one family.
type tracks struct {
	all  []*track
	at   map[string]int // Where each stands, by its labels.
	next int            // Where the next sample is likely to belong: most come in the same order each time.
}

type track struct {
	Series
	seen int // The last round that had a sample.
}

// NewTimeline makes an empty timeline.
func NewTimeline() *Timeline { return &Timeline{families: map[*Family]*tracks{}} }

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
	family := l.families[s.Family]
	if family == nil {
		family = &tracks{at: map[string]int{}}
		l.families[s.Family] = family
	}
	if tr := family.find(s.Labels); tr != nil {
		return tr
	}
	tr := &track{Series: Series{Family: s.Family, Labels: s.Labels}}
	family.at[strings.Join(s.Labels, "\xff")] = len(family.all)
	family.all = append(family.all, tr)
	l.tracks = append(l.tracks, tr)
	return tr
}

// find looks for the series of some labels.
func (f *tracks) find(labels []string) *track {
	if f.next >= len(f.all) || !slices.Equal(f.all[f.next].Labels, labels) {
		at, ok := f.at[strings.Join(labels, "\xff")]
		if !ok {
			return nil
		}
		f.next = at
	}
	f.next++
	return f.all[f.next-1]
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
