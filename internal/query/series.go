package query

import (
	"math"
	"sort"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"

	"jindu/internal/metric"
)

// span is a stretch of time in milliseconds, both ends included.
type span struct {
	from, to int64
	carry    bool // What holds at from, though it began before, is given at from.
	instant  bool // Only what holds at to is asked for.
}

// point is a sample as the engine takes it.
type point struct {
	t int64
	v float64
}

var stale = math.Float64frombits(value.StaleNaN)

// The engine looks back for a value this far, and a value that holds longer is
// repeated in time. Stale markers end series, not the distance.
const (
	lookback   = 10 * 365 * 24 * time.Hour
	repetition = lookback / 2
)

// within cuts the points of a step function to a span. What holds at the
// span's start, though it began before, is given at the start, and what holds
// for years is repeated. Nothing is added in the window of a range vector: it
// has the changes that fell into it, the same ones whatever the step.
func within(points []point, r span) []point {
	from := sort.Search(len(points), func(i int) bool { return points[i].t >= r.from })
	to := sort.Search(len(points), func(i int) bool { return points[i].t > r.to })
	if !r.carry {
		return points[from:to]
	}
	held := make([]point, 0, to-from+4)
	if from > 0 {
		held = hold(held, point{r.from, points[from-1].v}, nextOr(points, from, r.to))
	}
	for i := from; i < to; i++ {
		held = hold(held, points[i], nextOr(points, i+1, r.to))
	}
	return held
}

// nextOr is the time of a point, or the end where there is none before it.
func nextOr(points []point, i int, end int64) int64 {
	if i < len(points) {
		return min(points[i].t, end+1)
	}
	return end + 1
}

// hold appends a point, and its repetitions until another takes its place. A
// point that is replaced at once is left out; the end of a series needs no
// repetition.
func hold(points []point, p point, until int64) []point {
	if value.IsStaleNaN(p.v) {
		return append(points, p)
	}
	for ; p.t < until; p.t += repetition.Milliseconds() {
		points = append(points, p)
	}
	return points
}

// ready is a series whose points are known.
type ready struct {
	labels labels.Labels
	points []point
}

// Labels identify the series.
func (s *ready) Labels() labels.Labels { return s.labels }

// Iterator walks the series' points.
func (s *ready) Iterator(chunkenc.Iterator) chunkenc.Iterator {
	return storage.NewListSeriesIterator(pointList(s.points))
}

// lazy is a series whose points are read from the ledger when they are wanted.
type lazy struct {
	labels labels.Labels
	load   func() ([]point, error)
}

// Labels identify the series.
func (s *lazy) Labels() labels.Labels { return s.labels }

// Iterator reads the series' points and walks them.
func (s *lazy) Iterator(chunkenc.Iterator) chunkenc.Iterator {
	points, err := s.load()
	if err != nil {
		return failed{chunkenc.NewNopIterator(), err}
	}
	return storage.NewListSeriesIterator(pointList(points))
}

// failed is an iterator that says why there are no points.
type failed struct {
	chunkenc.Iterator
	err error
}

// Err gives the reason.
func (f failed) Err() error { return f.err }

// pointList is points as Prometheus's own iterator walks them.
type pointList []point

// Get gives a point. It is a pointer, so that walking allocates nothing.
func (l pointList) Get(i int) chunks.Sample { return &l[i] }

// Len is how many points there are.
func (l pointList) Len() int { return len(l) }

// T is the point's time in milliseconds.
func (p *point) T() int64 { return p.t }

// ST is 0: gauges have no start.
func (p *point) ST() int64 { return 0 }

// F is the point's value.
func (p *point) F() float64 { return p.v }

// H is nil: there are only floats.
func (p *point) H() *histogram.Histogram { return nil }

// FH is nil: there are only floats.
func (p *point) FH() *histogram.FloatHistogram { return nil }

// Type says that the point is a float.
func (p *point) Type() chunkenc.ValueType { return chunkenc.ValFloat }

// Copy gives a point of its own.
func (p *point) Copy() chunks.Sample {
	c := *p
	return &c
}

// ofTimeline makes a series of a step function.
func ofTimeline(s metric.Series, r span) *ready {
	points := make([]point, len(s.Steps))
	for i, step := range s.Steps {
		points[i] = point{step.At, step.Value}
		if step.Ends {
			points[i].v = stale
		}
	}
	return &ready{labelsOf(s), within(points, r)}
}

func labelsOf(s metric.Series) labels.Labels {
	b := labels.NewScratchBuilder(len(s.Labels) + 1)
	b.Add(labels.MetricName, s.Family.Name)
	for i, v := range s.Labels {
		if v != "" {
			b.Add(s.Family.Labels[i], v)
		}
	}
	b.Sort()
	return b.Labels()
}
