package collector_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
	"jindu/internal/store"
)

// A balky ledger answers commits as the test says.
type balky struct {
	collector.Ledger
	commit func(s model.Submission) error
}

func (l *balky) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	if err := l.commit(s); err != nil {
		return model.Receipt{}, err
	}
	return l.Ledger.Commit(ctx, s)
}

func newBalky(t *testing.T, commit func(s model.Submission) error) *setup {
	t.Helper()
	return newSetup(t, func(o *collector.Options) { o.Ledger = &balky{o.Ledger, commit} })
}

func TestSubmitKeepsTheOriginalBeforeItCommits(t *testing.T) {
	var s *setup
	s = newBalky(t, func(x model.Submission) error {
		require.FileExists(t, filepath.Join(s.keep, "accepted", x.Hash, "指标.csv"))
		return nil
	})
	_, err := s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err)
}

func TestSubmitPassesTheLedgersErrorsOn(t *testing.T) {
	for name, c := range map[string]struct {
		err     error
		refused bool
		kept    bool
	}{
		"disk full":    {fmt.Errorf("commit: %w", model.ErrDiskFull), false, true},
		"unknown":      {errors.New("lightning"), false, true},
		"too many":     {model.ErrTooManyFacts, true, false},
		"frequency":    {&store.FactError{Reason: model.ErrFrequency, Observations: []int{0}}, true, false},
		"stated twice": {&store.FactError{Reason: model.ErrStatedTwice, Observations: []int{0, 9}, Records: []int{7}}, true, false},
		"no fact":      {&store.FactError{Reason: model.ErrTooManyFacts}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newBalky(t, func(model.Submission) error { return c.err })
			_, err := s.submit(t, "指标.csv", []byte(revenue))
			var facts *store.FactError
			if errors.As(c.err, &facts) {
				require.ErrorIs(t, err, facts.Reason)
			} else {
				require.ErrorIs(t, err, c.err)
			}
			var refused *collector.RefusedError
			require.Equal(t, c.refused, errors.As(err, &refused))
			kept, err := filepath.Glob(filepath.Join(s.keep, "accepted", "*", "*"))
			require.NoError(t, err)
			require.Equal(t, c.kept, len(kept) == 1)
			if c.refused {
				require.NotEmpty(t, refused.Problems)
				require.NotEmpty(t, refused.Problems[0].What.ZH)
			}
		})
	}
}

func TestSubmitFromManySides(t *testing.T) {
	s := newSetup(t)
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken, repeated := 0, 0
	for i := range 16 {
		wait.Go(func() {
			text := fmt.Sprintf("指标,期间,口径,数值\n一般公共预算收入,2020-0%d,累计,12.19亿元\n", i%4+1)
			out, err := s.Submit(t.Context(), collector.Upload{Source: "test", Files: []format.File{csvOf("指标.csv", text)}})
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if out.AlreadyTaken {
				repeated++
			} else {
				taken++
			}
		})
	}
	wait.Wait()
	require.Equal(t, []int{4, 12}, []int{taken, repeated})
	require.EqualValues(t, 4, s.ledger.Stats().Commits)
}

func TestSubmitStopsWithItsContext(t *testing.T) {
	s := newSetup(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Submit(ctx, collector.Upload{Source: "test", Files: []format.File{csvOf("指标.csv", revenue)}})
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err, "the turn was given back")
}
