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
)

// lookedFor is how many samples of a batch are looked for, beside the oldest
// and the newest.
const lookedFor = 6

// A big batch is read back only where that takes at most one tenth of the time:
// VictoriaMetrics finds what was written after seconds, and a million figures
// are a hundred batches. The last of a load is seldom a big one.
const (
	bigBatch  = 5_000
	readShare = 10
)

// lastRead is when samples were read back last, and how long that took.
type lastRead struct {
	at   time.Time
	took time.Duration
}

// readBack looks for some of the samples that a server says it has taken, and
// gives those that it hasn't. Without query_url it looks for nothing.
func (t *Target) readBack(ctx context.Context, samples []sample) ([]refusal, error) {
	began := time.Now()
	if t.options.QueryURL == "" || len(samples) >= bigBatch && began.Sub(t.read.at) < (readShare-1)*t.read.took {
		return nil, nil
	}
	defer func() { t.read = lastRead{time.Now(), time.Since(began)} }()
	return t.found(ctx, samples)
}

// found waits until the samples are found that it chooses, or for too long.
func (t *Target) found(ctx context.Context, samples []sample) ([]refusal, error) {
	missing, wrong := chosen(samples), []refusal{}
	ctx, cancel := context.WithTimeoutCause(ctx, t.options.FoundWithin, errLate)
	defer cancel()
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = 50*time.Millisecond, 5*time.Second
	for {
		var err error
		missing, wrong, err = t.missing(ctx, missing, wrong)
		if len(missing) == 0 {
			return wrong, nil
		}
		select {
		case <-ctx.Done():
			if context.Cause(ctx) != errLate { //nolint:errorlint // It is this very error.
				return nil, ctx.Err()
			}
			return append(wrong, lateOf(missing, t.options.FoundWithin, err)...), nil
		case <-time.After(waits.NextBackOff()):
		}
	}
}

var errLate = fmt.Errorf("not found in time: %w", context.DeadlineExceeded)

func lateOf(missing []sample, after time.Duration, err error) []refusal {
	if err != nil {
		return nil // It could not be asked, so nothing is known.
	}
	var late []refusal
	for _, s := range missing {
		late = append(late, refusal{s, fmt.Sprintf("written, but not found %s later", words(after))})
	}
	return late
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

// missing asks for samples and gives those that aren't there, and more that are
// there with another value.
func (t *Target) missing(ctx context.Context, samples []sample, wrong []refusal) (still []sample, more []refusal, err error) {
	for _, s := range samples {
		v, found, problem := t.ask(ctx, s)
		switch {
		case problem != nil:
			err = problem
			still = append(still, s)
		case !found:
			still = append(still, s)
		case !same(v, s.v):
			wrong = append(wrong, refusal{s, fmt.Sprintf("another value stands there: %v", v)})
		}
	}
	return still, wrong, err
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
