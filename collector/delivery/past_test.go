package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// august is a report that came in time, on 8 September 2020.
func august(value float64) model.Observation { return revenue(value, 7) }

func TestThePastOfWhatComesLateIsProjected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n, fs := newDesk(t), newNaive(), vfs.NewMem()
		p := &projections{clock: d.clock}
		begin := func() *Worker {
			w := d.worker(fs, n, 100)
			w.Projector = p
			return w
		}
		w := begin()
		all(t, w)
		require.Equal(t, []time.Time{{}}, p.from, "of an empty ledger")
		next := func() time.Time {
			d.clock.advance(time.Minute)
			through := w.position().Projected
			all(t, w)
			return through
		}
		d.commit(august(1))
		next()
		require.Empty(t, p.past, "it came in time")
		first := d.commit(revenue(1, 0)) // January's.
		through := next()
		require.Equal(t, [][2]time.Time{{first.Committed.Add(-time.Minute - time.Second), through}}, p.past)
		next()
		require.Len(t, p.past, 1, "once")

		d.submit(model.Submission{Recorded: first.Committed.Add(-time.Hour), Observations: []model.Observation{revenue(2, 1)}})
		through = next()
		require.Equal(t, [2]time.Time{first.Committed.Add(-time.Hour - time.Millisecond), through}, p.past[1], "known before it came")

		p.fails = errDown
		d.submit(model.Submission{Records: []model.Record{note("old")}})
		d.clock.advance(time.Minute)
		more, err := w.attempt(t.Context())
		require.NoError(t, err)
		require.True(t, more)
		_, err = w.attempt(t.Context())
		require.ErrorIs(t, err, errDown)
		p.fails, w = nil, begin()
		next()
		require.Equal(t, p.past[2][0], p.past[3][0], "a start in between loses none")
		next()
		require.Len(t, p.past, 4)
	})
}

func TestAFilledEmptyLedgerHasAPast(t *testing.T) {
	d := newDesk(t)
	p := &projections{clock: d.clock}
	w := d.worker(vfs.NewMem(), newNaive(), 100)
	w.Projector = p
	all(t, w)
	d.commit(revenue(1, 0), revenue(2, 1))
	d.clock.advance(time.Minute)
	all(t, w)
	require.Len(t, p.past, 1)
	require.True(t, p.past[0][0].IsZero(), "nothing was known")
	w.askRestart()
	all(t, w)
	require.Len(t, p.past, 1, "all is written from the start")
}

// A target that loses what it took last loses the past that was written then.
func TestAPastThatACrashLosesIsWrittenAgain(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 100)
	p := &projections{clock: d.clock}
	w.Projector = p
	d.commit(august(1))
	all(t, w)
	d.commit(revenue(1, 0))
	all(t, w) // The facts first,
	d.clock.advance(9 * time.Second)
	all(t, w) // and then what follows.
	require.Len(t, p.past, 1)
	d.clock.advance(2 * time.Second)
	all(t, looksNow(w))
	require.EqualValues(t, 2, w.position().Settled.Sequence, "the facts are safe")
	f.crash(everything)
	d.clock.advance(time.Minute)
	w.pastAgain = time.Time{}
	all(t, looksNow(w))
	require.Len(t, p.past, 2)
	require.Equal(t, p.past[0][0], p.past[1][0])
}
