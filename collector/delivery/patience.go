package delivery

import (
	"errors"
	"math/rand/v2"
	"time"

	"github.com/cenkalti/backoff/v5"

	"jindu/internal/store"
)

// patience is how long a worker waits for what.
type patience struct {
	first      time.Duration // Half of the longest wait after a first failure.
	longest    time.Duration // Of a wait after failures.
	forbidden  time.Duration // Between tries where only a person can help; half of it and more.
	asked      time.Duration // That a target may ask to be left alone.
	idle       time.Duration // Between looks at a target that has everything.
	attempt    time.Duration // That one batch may take.
	projection time.Duration // That one call of a projector may take.
}

// defaultPatience tries a target that is away every ten seconds on average and
// after twenty at most, however long it was away: whoever starts it again sees
// it filled while still looking. A try that fails costs one connection there,
// and here one batch read from the ledger, some 30 ms in these ten seconds. With
// full jitter, the hundred districts of one centre are ten tries a second.
func defaultPatience() patience {
	return patience{
		first: 500 * time.Millisecond, longest: 20 * time.Second, forbidden: 5 * time.Minute,
		asked: time.Hour, idle: time.Minute, attempt: 5 * time.Minute,
		projection: time.Hour,
	}
}

// retries tells how long to wait after each failure in a row.
type retries struct {
	patience
	steps *backoff.ExponentialBackOff
}

// newRetries makes waits with full jitter: each lies anywhere between nothing
// and a bound that doubles, so that many jindus don't come back at once.
func newRetries(p patience) *retries {
	steps := backoff.NewExponentialBackOff()
	steps.InitialInterval = p.first
	steps.MaxInterval = p.longest / 2
	steps.Multiplier = 2
	steps.RandomizationFactor = 1
	steps.Reset()
	return &retries{p, steps}
}

// after is how long to wait after a failure.
func (r *retries) after(problem *Problem) time.Duration {
	var retry *store.RetryError
	wait := r.steps.NextBackOff()
	switch {
	case needsPerson(problem.Reason):
		return r.forbidden/2 + rand.N(r.forbidden/2)
	case errors.As(problem, &retry):
		return max(wait, min(retry.After, r.asked))
	}
	return wait
}

// reset forgets the failures.
func (r *retries) reset() { r.steps.Reset() }
