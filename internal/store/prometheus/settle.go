package prometheus

import (
	"context"
	"fmt"
	"net/http"
)

// splits is how many times the requests of one batch, or of one projection, may
// be sent in halves to find what the server won't take.
const splits = 500

// A refusal is a sample that a server will never take.
type refusal struct {
	sample
	reason string
}

// settling brings samples to a server and finds those that it refuses.
type settling struct {
	*client
	left    *int // Splits that may still be made.
	refused []refusal
}

// settle sends samples in requests of bounded size. After an error nothing is
// known of them; else all are taken but those that are given.
func (c *client) settle(ctx context.Context, samples []sample) ([]refusal, error) {
	left := splits
	return c.settleWithin(ctx, samples, &left)
}

// settleWithin does so with the splits that are left.
func (c *client) settleWithin(ctx context.Context, samples []sample, left *int) ([]refusal, error) {
	s := &settling{client: c, left: left}
	for _, request := range split(samples) {
		if err := s.settle(ctx, request); err != nil {
			return nil, err
		}
	}
	return s.refused, nil
}

func (s *settling) settle(ctx context.Context, samples []sample) error {
	a, err := s.send(ctx, samples)
	if err != nil {
		return err
	}
	lost := lost(a, len(samples))
	switch {
	case lost == 0:
		return nil
	case len(samples) == 1:
		s.refuse(samples, reason(a))
		return nil
	case lost == len(samples):
		if all, err := s.refusesEnds(ctx, samples); err != nil || all {
			return err
		}
	}
	if *s.left <= 0 {
		s.refuse(samples, fmt.Sprintf("one of %d samples that were sent together was refused, and there were too many to tell it: %s",
			len(samples), reason(a)))
		return nil
	}
	*s.left--
	half := len(samples) / 2
	if err := s.settle(ctx, samples[:half]); err != nil {
		return err
	}
	return s.settle(ctx, samples[half:])
}

// refusesEnds looks whether a server that says it took none of the samples
// refuses the first and the last alone too. Then all are refused.
func (s *settling) refusesEnds(ctx context.Context, samples []sample) (bool, error) {
	for _, end := range []int{0, len(samples) - 1} {
		a, err := s.send(ctx, samples[end:end+1])
		if err != nil || lost(a, 1) == 0 {
			return false, err
		}
		if end > 0 {
			s.refuse(samples, reason(a))
		}
	}
	return true, nil
}

func (s *settling) refuse(samples []sample, reason string) {
	for _, one := range samples {
		s.refused = append(s.refused, refusal{one, reason})
	}
}

// lost is how many of the samples the server did not take; -1 where some were
// not, and it doesn't say how many.
func lost(a answer, sent int) int {
	switch {
	case a.status == http.StatusRequestEntityTooLarge:
		return -1
	case a.written >= 0 && a.written <= sent && (a.taken() || a.written < sent):
		return sent - a.written
	case a.taken():
		return 0
	}
	return -1
}

// reason is why a server did not take a sample.
func reason(a answer) string {
	if a.taken() {
		return fmt.Sprintf("answered with %d, but not written", a.status)
	}
	return "the server answers " + a.said()
}
