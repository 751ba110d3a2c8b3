package delivery

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/store"
)

// forgetful is a target that a crash robs of what it took shortly before, and
// that can't tell how far it has got.
type forgetful struct {
	*naive
	clock  *clock
	within time.Duration
	began  time.Time // Zero where it does not show that.
	hidden error     // Why it can't be asked.
	taken  []taken
}

type taken struct {
	at    time.Time
	batch store.Batch
}

func newForgetful(c *clock, shows bool) *forgetful {
	f := &forgetful{naive: newNaive(), clock: c, within: 10 * time.Second}
	f.noHead = true
	if shows {
		f.began = c.now()
	}
	return f
}

func (f *forgetful) Settles() time.Duration { return f.within }

func (f *forgetful) Began(context.Context) (time.Time, error) { return f.began, f.hidden }

func (f *forgetful) Write(ctx context.Context, b store.Batch) error {
	before := len(f.writes)
	err := f.naive.Write(ctx, b)
	if len(f.writes) > before {
		f.taken = append(f.taken, taken{f.clock.now(), b})
	}
	return err
}

// crash loses those of the batches taken within the time that are chosen.
func (f *forgetful) crash(loses func(n int) bool) {
	now, all := f.clock.now(), f.taken
	f.clear()
	f.taken = nil
	for n, one := range all {
		if now.Sub(one.at) < f.within && loses(n) {
			continue
		}
		f.taken = append(f.taken, one)
		f.take(one.batch)
	}
	if !f.began.IsZero() {
		f.clock.advance(time.Second)
		f.began = f.clock.now()
	}
}

func everything(int) bool { return true }

// looksNow has the worker ask the target, as it does each minute.
func looksNow(w *Worker) *Worker {
	w.looked = time.Time{}
	return w
}

func (d *desk) commits(n int) {
	for i := range n {
		d.commit(revenue(float64(i), i%12))
	}
}

func TestWhatACrashLosesIsToldAgainAfterAFailure(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, false)
	w := d.worker(vfs.NewMem(), f, 3)
	d.commits(10)
	all(t, w)
	f.crash(everything)
	require.Empty(t, f.current)
	f.before = func(context.Context, store.Batch) error { return errDown }
	d.commits(1)
	_, err := w.attempt(t.Context())
	require.ErrorIs(t, err, errDown)
	w.failed(problemOf(err))
	f.before = nil
	all(t, w)
	requireEqual(t, d.ledger, f.naive)
}

func TestARestartThatNoRequestNoticedIsSeen(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 3)
	d.commits(10)
	all(t, w)
	f.crash(everything)
	d.commits(1)
	all(t, w)
	require.Len(t, f.current, 1, "it has not looked yet")
	all(t, looksNow(w))
	requireEqual(t, d.ledger, f.naive)
	require.Zero(t, w.Status(t.Context()).Backlog)
}

func TestWhatIsSettledIsNotToldAgain(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 100)
	d.commits(5)
	all(t, w)
	d.clock.advance(f.within)
	all(t, looksNow(w))
	require.EqualValues(t, 5, w.position().Settled.Sequence)
	d.commits(2)
	all(t, w)
	f.crash(everything)
	f.writes = nil
	all(t, looksNow(w))
	require.Len(t, f.writes, 1)
	require.EqualValues(t, 6, f.writes[0].Figures[0].Sequence)
	requireEqual(t, d.ledger, f.naive)
}

func TestATargetThatDidNotBeginAnewIsToldNothingAgain(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	fs := vfs.NewMem()
	w := d.worker(fs, f, 100)
	d.commits(5)
	all(t, w)
	w.failed(problemOf(errDown))
	f.writes = nil
	all(t, w)
	require.Empty(t, f.writes, "the line broke, the server did not")
	all(t, d.worker(fs, f, 100))
	require.Empty(t, f.writes, "nor did it while this process began anew")
}

// The server can't be asked until it has taken something.
func TestTheFirstThatIsTakenAfterAFailureTells(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, false)
	w := d.worker(vfs.NewMem(), f, 100)
	d.commits(5)
	all(t, w)
	f.crash(everything)
	f.hidden = errors.New("refused")
	w.failed(problemOf(errDown))
	d.commits(1)
	all(t, w)
	requireEqual(t, d.ledger, f.naive)
}

func TestBothMayLosePowerAtOnce(t *testing.T) {
	for _, shows := range []bool{false, true} {
		d := newDesk(t)
		f := newForgetful(d.clock, shows)
		fs := vfs.NewCrashableMem()
		d.commits(7)
		w := d.worker(fs, f, 2)
		all(t, w)
		d.clock.advance(f.within)
		all(t, looksNow(w))
		d.commits(7)
		all(t, w)
		f.crash(everything)
		f.writes = nil
		all(t, d.worker(fs.CrashClone(vfs.CrashCloneCfg{}), f, 2))
		requireEqual(t, d.ledger, f.naive)
		if shows {
			require.EqualValues(t, 8, f.writes[0].Figures[0].Sequence, "what was settled is known after a restart too")
		}
	}
}

func TestAnOlderServerBehindTheSameAddressIsNoRestart(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 100)
	d.commits(5)
	all(t, w)
	f.writes = nil
	began := f.began
	for _, other := range []time.Duration{-time.Hour, 0, -time.Hour} {
		f.began = began.Add(other)
		all(t, looksNow(w))
	}
	require.Empty(t, f.writes)
}

func TestOneThatIsBusyIsNotAway(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, false)
	w := d.worker(vfs.NewMem(), f, 100)
	d.commits(5)
	all(t, w)
	w.failed(problemOf(&store.RetryError{After: time.Second, Err: errDown}))
	f.writes = nil
	all(t, w)
	require.Empty(t, f.writes)
}

func TestWhatFollowsFromTheFactsIsWrittenAgainToo(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 100)
	p := &rememberingProjector{clock: d.clock}
	w.Projector = p
	d.commits(3)
	all(t, w)
	first := w.position().Projected
	d.clock.advance(time.Minute)
	all(t, looksNow(w))
	require.Equal(t, first, w.position().Settled.Projected)
	d.clock.advance(time.Second)
	f.crash(everything)
	p.from = nil
	all(t, looksNow(w))
	require.Equal(t, []time.Time{first}, p.from)
}

// rememberingProjector writes everything at once.
type rememberingProjector struct {
	clock *clock
	from  []time.Time
}

func (p *rememberingProjector) Past(context.Context, time.Time, time.Time) error { return nil }

func (p *rememberingProjector) Project(_ context.Context, from time.Time) (time.Time, error) {
	p.from = append(p.from, from)
	return p.clock.now(), nil
}

// A target that shows nothing is known to run only while it takes something.
func TestWhatWasTakenLongAgoIsNotSettledByWaitingAlone(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, false)
	w := d.worker(vfs.NewMem(), f, 100)
	d.commits(5)
	all(t, w)
	f.crash(everything)
	for range 3 {
		d.clock.advance(f.within)
		all(t, looksNow(w))
	}
	f.before = func(context.Context, store.Batch) error { return errDown }
	d.commits(1)
	_, err := w.attempt(t.Context())
	require.ErrorIs(t, err, errDown)
	w.failed(problemOf(err))
	f.before = nil
	all(t, w)
	requireEqual(t, d.ledger, f.naive)
}

// A receipt without facts has no place in the log.
func TestAWithdrawalWithoutFactsIsToldAgain(t *testing.T) {
	d := newDesk(t)
	f := newForgetful(d.clock, true)
	w := d.worker(vfs.NewMem(), f, 100)
	first := d.commit(revenue(1, 0))
	d.commit(revenue(2, 0))
	all(t, w)
	d.clock.advance(f.within)
	all(t, looksNow(w))
	d.withdraw(first.ID)
	all(t, w)
	f.crash(everything)
	all(t, looksNow(w))
	requireEqual(t, d.ledger, f.naive)
}
