package prometheus

import (
	"fmt"
	"time"
)

// dropped says why a server is known to lose a sample in silence; empty where
// it isn't. Such a sample is not sent: the sender would not hear of it.
func (e engine) dropped(s sample, now time.Time) string {
	at := time.UnixMilli(s.t)
	switch {
	case e.name != engineVictoriaMetrics:
		return ""
	case e.keeps > 0 && at.Before(now.Add(-e.keeps)):
		return fmt.Sprintf("VictoriaMetrics would drop it in silence: it keeps %s (-retentionPeriod)", words(e.keeps))
	case at.After(now.Add(e.ahead)):
		return fmt.Sprintf("VictoriaMetrics would drop it in silence: it is more than %s in the future", words(e.ahead))
	case e.labels > 0 && len(s.series.labels)-1 > e.labels:
		return fmt.Sprintf("VictoriaMetrics would drop some of its labels in silence: it takes %d (-maxLabelsPerTimeseries)", e.labels)
	}
	for _, l := range s.series.labels {
		if e.value > 0 && len(l.Value) > e.value {
			return fmt.Sprintf("VictoriaMetrics would cut its label %s in silence: it takes %d bytes (-maxLabelValueLen)", l.Name, e.value)
		}
	}
	return ""
}

// sendable takes out what the server is known to lose in silence.
func (e engine) sendable(samples []sample, now time.Time) (kept []sample, lost []refusal) {
	kept = make([]sample, 0, len(samples))
	for _, s := range samples {
		if why := e.dropped(s, now); why != "" {
			lost = append(lost, refusal{s, why})
			continue
		}
		kept = append(kept, s)
	}
	return kept, lost
}
