package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func testViews(t *testing.T, open Open) {
	t.Run("a view stays as it is", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		first := d.take(figure(s, july(), 1))
		d.see(now(), func(v model.View) {
			other := model.NewSeries("other")
			d.submit(model.Submission{
				Observations: []model.Observation{figure(s, july(), 2), figure(s, july().Add(1), 3), figure(other, july(), 4)},
				Records:      []model.Record{record("P1", "2020-01-01", `{}`)},
			})
			d.withdraw(first.ID)
			require.EqualValues(t, 1, v.Commit())
			require.Equal(t, 1.0, pointsOf(t, v, s, model.Period{}, model.Period{})[0].Value)
			require.Len(t, pointsOf(t, v, s, model.Period{}, model.Period{}), 1)
			require.Empty(t, pointsOf(t, v, other, model.Period{}, model.Period{}))
			series, err := v.Select(t.Context())
			require.NoError(t, err)
			require.Equal(t, []model.Series{s}, series)
			for range v.Records(t.Context(), model.KindProject) {
				t.Fatal("a record of a later commit")
			}
			versions, err := v.History(t.Context(), s, july())
			require.NoError(t, err)
			require.Len(t, versions, 1)
		})
		require.Equal(t, []float64{2, 3}, d.values(now(), s))
	})
	t.Run("reading inside reading", func(t *testing.T) {
		d := newDesk(t, open)
		a, b := model.NewSeries("a"), model.NewSeries("b")
		d.take(figure(a, july(), 1), figure(a, july().Add(1), 2), figure(b, july(), 3))
		d.see(now(), func(v model.View) {
			var got []float64
			for p, err := range v.Points(t.Context(), a, model.Period{}, model.Period{}) {
				require.NoError(t, err)
				got = append(got, p.Value, pointsOf(t, v, b, model.Period{}, model.Period{})[0].Value)
			}
			require.Equal(t, []float64{1, 3, 2, 3}, got)
		})
	})
	t.Run("a cancelled context", func(t *testing.T) { testCancelled(t, newDesk(t, open)) })
}

func testCancelled(t *testing.T, d *desk) {
	s := revenue()
	d.take(figure(s, july(), 1))
	v, err := d.View(t.Context(), now())
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = d.Commit(ctx, model.Submission{Observations: []model.Observation{figure(s, july(), 2)}})
	require.ErrorIs(t, err, context.Canceled)
	_, err = d.Withdraw(ctx, model.Withdrawal{Receipt: "R000001", Reason: "x"})
	require.ErrorIs(t, err, context.Canceled)
	_, err = d.View(ctx, now())
	require.ErrorIs(t, err, context.Canceled)
	_, err = d.Receipt(ctx, "R000001")
	require.ErrorIs(t, err, context.Canceled)
	_, err = v.Select(ctx)
	require.ErrorIs(t, err, context.Canceled)
	_, err = v.History(ctx, s, july())
	require.ErrorIs(t, err, context.Canceled)
	requireOnlyError(t, v.Points(ctx, s, model.Period{}, model.Period{}), context.Canceled)
	requireOnlyError(t, v.Records(ctx, model.KindProject), context.Canceled)
	requireOnlyError(t, d.Receipts(ctx), context.Canceled)
	requireOnlyError(t, d.Changes(ctx, 0), context.Canceled)
	require.EqualValues(t, 1, d.Stats().Commits)
}

// requireOnlyError checks that a sequence yields one error and nothing else.
func requireOnlyError[T any](t *testing.T, sequence func(func(T, error) bool), want error) {
	t.Helper()
	var errs []error
	sequence(func(_ T, err error) bool {
		errs = append(errs, err)
		return true
	})
	require.Len(t, errs, 1)
	require.ErrorIs(t, errs[0], want)
}

// testConcurrent lets several commit, withdraw and read at once. Each commit
// states the same value of every one of its figures, so a reader that finds
// two values has seen half a commit.
func testConcurrent(t *testing.T, open Open) {
	const writers, rounds, figures = 3, 15, 40
	d := newDesk(t, open)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var writing, reading sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for round := range rounds {
				var stated []model.Observation
				for i := range figures {
					s := model.NewSeries("m", "writer", fmt.Sprint(w), "figure", fmt.Sprint(i))
					stated = append(stated, figure(s, july(), float64(round+1)))
				}
				r, err := d.Commit(ctx, model.Submission{Observations: stated})
				if err == nil && round%5 == 4 {
					_, err = d.Withdraw(ctx, model.Withdrawal{Receipt: r.ID, Reason: "every fifth"})
				}
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	for range 2 {
		reading.Go(func() {
			for ctx.Err() == nil {
				if err := readWhole(t.Context(), d, writers, figures); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writing.Wait()
	cancel()
	reading.Wait()
	require.EqualValues(t, writers*(rounds+rounds/5), d.Stats().Commits)
	require.Len(t, d.changes(0), writers*figures*(rounds+rounds/5))
}

func readWhole(ctx context.Context, d *desk, writers, figures int) error {
	v, err := d.View(ctx, now())
	if err != nil {
		return err
	}
	defer v.Close() //nolint:errcheck // Reading is done.
	for w := range writers {
		series, err := v.Select(ctx, model.Matcher{Name: "writer", Value: fmt.Sprint(w)})
		if err != nil {
			return err
		}
		if len(series) != 0 && len(series) != figures {
			return fmt.Errorf("%d series of a commit of %d", len(series), figures)
		}
		seen := map[float64]int{}
		for _, s := range series {
			for p, err := range v.Points(ctx, s, model.Period{}, model.Period{}) {
				if err != nil {
					return err
				}
				seen[p.Value]++
			}
		}
		if len(seen) > 1 {
			return fmt.Errorf("two commits at once: %v", seen)
		}
	}
	return nil
}

func testLifetime(t *testing.T, open Open) {
	c := &clock{at: start()}
	l := open(t, c.now)
	s := revenue()
	_, err := l.Commit(t.Context(), model.Submission{Observations: []model.Observation{figure(s, july(), 1)}})
	require.NoError(t, err)
	v, err := l.View(t.Context(), now())
	require.NoError(t, err)
	require.ErrorContains(t, l.Close(), "view", "views must be closed before")
	require.Len(t, pointsOf(t, v, s, model.Period{}, model.Period{}), 1, "and the ledger stays open")
	require.NoError(t, v.Close())
	require.NoError(t, v.Close(), "twice is fine")
	_, err = v.Select(t.Context())
	require.ErrorIs(t, err, model.ErrClosed)
	requireOnlyError(t, v.Points(t.Context(), s, model.Period{}, model.Period{}), model.ErrClosed)
	require.NoError(t, l.Close())
	require.NoError(t, l.Close(), "twice is fine")

	_, err = l.Commit(t.Context(), model.Submission{Observations: []model.Observation{figure(s, july(), 2)}})
	require.ErrorIs(t, err, model.ErrClosed)
	_, err = l.Withdraw(t.Context(), model.Withdrawal{Receipt: "R000001", Reason: "x"})
	require.ErrorIs(t, err, model.ErrClosed)
	_, err = l.View(t.Context(), time.Time{})
	require.ErrorIs(t, err, model.ErrClosed)
	_, err = l.Receipt(t.Context(), "R000001")
	require.ErrorIs(t, err, model.ErrClosed)
	requireOnlyError(t, l.Receipts(t.Context()), model.ErrClosed)
	requireOnlyError(t, l.Changes(t.Context(), 0), model.ErrClosed)
	require.EqualValues(t, 1, l.Stats().Commits)
}
