package prometheus

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/prometheus/prometheus/model/value"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Reading back costs little however much is written: of a batch at most so many
// samples are looked for beside the oldest and the newest, as long as few others
// wait to be found, and those that wait are asked for no more often than this.
const (
	lookedFor = 6
	mostSeek  = 64
	seekEvery = 5 * time.Second
)

// A sought sample was written and is to be found.
type sought struct {
	sample
	of      store.Rejection // Without a reason.
	written time.Time
}

// seek has some of the samples of a batch looked for. While enough are, of the
// newest batch alone they are kept for the end.
func (t *Target) seek(b store.Batch, samples []sample) {
	if t.options.QueryURL == "" || len(samples) == 0 {
		return
	}
	t.newestSought = nil
	now := time.Now()
	for _, s := range chosen(samples) {
		t.newestSought = append(t.newestSought, sought{s, reject(b.Figures[s.fact], ""), now})
	}
	if len(t.sought)+len(t.newestSought) <= mostSeek {
		t.sought, t.newestSought = append(t.sought, t.newestSought...), nil
	}
}

// forget looks for nothing any more.
func (t *Target) forget() { t.sought, t.newestSought = nil, nil }

// Check looks until what is looked for is found, or given up after a while:
// some servers show what was written seconds later. It is called when nothing
// more is to be written for now. A *store.RejectedError names the facts that
// were not found as they were written.
func (t *Target) Check(ctx context.Context) error {
	t.sought, t.newestSought = append(t.sought, t.newestSought...), nil
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = 50*time.Millisecond, seekEvery
	var rejected []store.Rejection
	for {
		rejected = append(rejected, t.round(ctx)...)
		if len(t.sought) == 0 {
			t.recount(ctx)
			return rejectedError(rejected, nil)
		}
		select {
		case <-ctx.Done():
			return rejectedError(rejected, ctx.Err())
		case <-time.After(waits.NextBackOff()):
		}
	}
}

// sometimes looks once, unless it did a moment ago.
func (t *Target) sometimes(ctx context.Context) []store.Rejection {
	if len(t.sought) == 0 || time.Since(t.sought[0].written) < seekEvery || time.Since(t.rounded) < seekEvery {
		return nil
	}
	return t.round(ctx)
}

// round asks once for each sample that is looked for, and gives those that are
// not there in time or are there with another value. What can't be asked for in
// time is given up: nothing is known of it.
func (t *Target) round(ctx context.Context) (rejected []store.Rejection) {
	var still []sought
	for _, s := range t.sought {
		v, found, err := t.ask(ctx, s.sample)
		late := time.Since(s.written) >= t.options.FoundWithin
		switch {
		case err == nil && found && same(v, s.v):
		case err == nil && found:
			rejected = append(rejected, t.missed(s, fmt.Sprintf("another value stands there: %v", v)))
		case !late || ctx.Err() != nil:
			still = append(still, s)
		case err == nil:
			rejected = append(rejected, t.missed(s, fmt.Sprintf("written, but not found %s later", words(t.options.FoundWithin))))
		}
	}
	t.sought, t.rounded = still, time.Now()
	return rejected
}

// missed notes a sample that was not found as it was written.
func (t *Target) missed(s sought, reason string) store.Rejection {
	named := model.Series{Labels: s.series.labels}.String()
	at := time.UnixMilli(s.t).In(t.options.Zone).Format(time.RFC3339)
	t.findings.set(checkReadBack, model.Text{
		ZH: fmt.Sprintf("写入后查不到（或数值不同）%s %s：%s", named, at, reason),
		EN: fmt.Sprintf("what was written is not found as it was: %s at %s: %s", named, at, reason),
	})
	s.of.Reason = reason
	return s.of
}

// chosen are the oldest, the newest and some others. Stale markers can't be
// asked for.
func chosen(samples []sample) []sample {
	values := slices.DeleteFunc(slices.Clone(samples), func(s sample) bool { return value.IsStaleNaN(s.v) })
	if len(values) == 0 {
		return nil
	}
	slices.SortFunc(values, func(a, b sample) int { return int(min(max(a.t-b.t, -1), 1)) })
	picked := map[int]bool{0: true, len(values) - 1: true}
	for range lookedFor {
		picked[rand.IntN(len(values))] = true //nolint:gosec // A choice of samples is no secret.
	}
	var all []sample
	for i := range picked {
		all = append(all, values[i])
	}
	return all
}

// same lets the last digits differ: VictoriaMetrics keeps twelve or so.
func same(a, b float64) bool { return math.Abs(a-b) <= 1e-11*max(math.Abs(a), math.Abs(b)) }

// ask looks a sample up at its very instant.
func (t *Target) ask(ctx context.Context, s sample) (v float64, found bool, err error) {
	named := model.Series{Labels: s.series.labels}
	form := url.Values{
		"query": {named.String() + "[1ms]"},
		"time":  {strconv.FormatFloat(float64(s.t)/1000, 'f', 3, 64)},
	}
	text, err := t.pages.get(ctx, t.options.QueryURL+"/api/v1/query?"+form.Encode())
	if err != nil {
		return 0, false, err
	}
	var answer struct {
		Data struct {
			Result []struct {
				Metric map[string]string
				Values [][2]any
			}
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return 0, false, fmt.Errorf("read back: %w", err)
	}
	for _, r := range answer.Data.Result {
		v, there := valueOf(r.Values, s.t)
		// A selector finds series with more labels too: others, or the same one
		// where the server adds labels of its own.
		if there && (len(r.Metric) == len(s.series.labels) || same(v, s.v)) {
			return v, true, nil
		}
	}
	return 0, false, nil
}

// valueOf finds the value at an instant among pairs of seconds and digits.
func valueOf(pairs [][2]any, t int64) (float64, bool) {
	for _, pair := range pairs {
		at, ok := pair[0].(float64)
		digits, is := pair[1].(string)
		v, err := strconv.ParseFloat(digits, 64)
		if ok && is && err == nil && int64(math.Round(at*1000)) == t {
			return v, true
		}
	}
	return 0, false
}
