package prometheus

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/value"

	"jindu/internal/model"
	"jindu/internal/store"
)

// maxRevisions is how many times a figure can be revised: each is a
// millisecond later, and the next period may begin after a second.
const maxRevisions = 999

// revisionDistance is how much later each revision of a figure is.
const revisionDistance = time.Millisecond

// A sample is a point of a series as it is sent.
type sample struct {
	series *series
	t      int64 // Milliseconds since 1970.
	v      float64
	fact   int // Which figure of the batch it is; of no meaning for what is projected.
}

// series is a model.Series as it is sent: labels sorted by name, the metric's
// among them.
type series struct {
	labels []model.Label
	key    string // Like no other's.
}

const metricName = "__name__"

// seriesOf names a series.
func seriesOf(s *model.Series, metric string) *series {
	labels := make([]model.Label, 0, len(s.Labels)+1)
	labels = append(append(labels, model.Label{Name: metricName, Value: metric}), s.Labels...)
	slices.SortFunc(labels, func(a, b model.Label) int { return cmp.Compare(a.Name, b.Name) })
	named := model.Series{Metric: metric, Labels: s.Labels}
	return &series{labels: labels, key: string(named.AppendKey(nil))}
}

// reportedName is what a stored series is called in the store. PromQL finds the
// published values of indicators under their own names. Of other figures it
// finds what follows from them, which a Projector writes under those names; the
// figures themselves must not stand among it, or sums would count them twice.
func reportedName(metric string) string {
	for _, base := range model.Bases() {
		if metric == model.IndicatorMetric(base) {
			return metric
		}
	}
	return "jindu_reported_" + strings.TrimPrefix(metric, "jindu_")
}

// stale marks that a figure was withdrawn.
var stale = math.Float64frombits(value.StaleNaN)

// samplesOf makes samples of figures, sorted by series and time, each time once.
func samplesOf(figures []store.Figure, zone *time.Location) (samples []sample, rejected []store.Rejection) {
	known := map[*model.Series]*series{}
	for i, f := range figures {
		if f.Revision > maxRevisions {
			rejected = append(rejected, reject(f, fmt.Sprintf("revised %d times: want at most %d, each is a millisecond later", f.Revision, maxRevisions)))
			continue
		}
		s := known[f.Series]
		if s == nil {
			s = seriesOf(f.Series, reportedName(f.Series.Metric))
			known[f.Series] = s
		}
		v := f.Version.Value
		if f.Version.Status == model.Withdrawn {
			v = stale
		}
		samples = append(samples, sample{s, f.Version.Period.End(zone).UnixMilli() + int64(f.Revision), v, i})
	}
	return inOrder(samples), rejected
}

// inOrder sorts samples by series and time; of several of one time the last stays.
func inOrder(samples []sample) []sample {
	slices.SortStableFunc(samples, func(a, b sample) int {
		return cmp.Or(cmp.Compare(a.series.key, b.series.key), cmp.Compare(a.t, b.t))
	})
	kept := samples[:0]
	for _, s := range samples {
		if n := len(kept); n > 0 && kept[n-1].series.key == s.series.key && kept[n-1].t == s.t {
			kept[n-1] = s
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

func reject(f store.Figure, reason string) store.Rejection {
	return store.Rejection{Sequence: f.Sequence, Fact: f.Series.String() + " " + f.Version.Period.String(), Reason: reason}
}

// The bounds of one request, before compression.
const (
	requestSamples = 5_000
	requestBytes   = 4 << 20
)

// split cuts samples into requests.
func split(samples []sample) [][]sample {
	var requests [][]sample
	start, size := 0, 0
	for i, s := range samples {
		if i == start || s.series != samples[i-1].series {
			size += len(s.series.key) + 16*len(s.series.labels)
		}
		size += 20
		if i > start && (i-start >= requestSamples || size > requestBytes) {
			requests = append(requests, samples[start:i])
			start, size = i, len(s.series.key)+16*len(s.series.labels)+20
		}
	}
	if start < len(samples) {
		requests = append(requests, samples[start:])
	}
	return requests
}
