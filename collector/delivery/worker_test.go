package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/store"
)

// running is a worker at work, in a bubble whose time is not the wall's.
type running struct {
	*desk
	worker  *Worker
	commits chan struct{}
	log     *lines
	stop    func()
}

// lines keeps what is logged.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) count(part string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), part)
}

func start(d *desk, fs vfs.FS, target store.Target) *running {
	r := &running{desk: d, commits: make(chan struct{}, 1), log: &lines{}}
	r.worker = d.worker(fs, target, 100)
	r.worker.Commits, r.worker.Logger = r.commits, slog.New(slog.NewTextHandler(r.log, nil))
	ctx, cancel := context.WithCancel(d.ctx)
	ended := make(chan error, 1)
	go func() { ended <- r.worker.Run(ctx) }()
	r.stop = func() {
		began := time.Now()
		cancel()
		require.NoError(d.t, <-ended)
		require.Less(d.t, time.Since(began), time.Second)
	}
	synctest.Wait()
	return r
}

func (r *running) take(value float64) {
	r.commit(revenue(value, 0))
	nudge(r.commits)
	synctest.Wait()
}

func (r *running) status() Status { return r.worker.Status(r.ctx) }

func TestACommitIsDeliveredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		r := start(d, vfs.NewMem(), n)
		defer func() { r.stop(); require.Equal(t, 1, n.closed) }()
		r.take(1)
		requireEqual(t, d.ledger, n)
		r.take(2)
		requireEqual(t, d.ledger, n)
		s := r.status()
		require.Zero(t, s.Backlog)
		require.Nil(t, s.Oldest)
		require.Nil(t, s.Error)
		require.EqualValues(t, 2, s.Commit)
	})
}

func TestATargetThatIsAwayGetsEverythingAndIsNotBeaten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		var down atomic.Bool
		var tries atomic.Int64
		n.before = func(context.Context, store.Batch) error {
			tries.Add(1)
			if down.Load() {
				return errDown
			}
			return nil
		}
		r := start(d, vfs.NewMem(), n)
		defer r.stop()
		down.Store(true)
		r.take(1)
		first := d.clock.now()
		for i := range 50 { // Commits go on, and don't make it try more often.
			r.take(float64(i + 2))
		}
		s := r.status()
		require.EqualValues(t, 51, s.Backlog)
		require.Equal(t, first, *s.Oldest)
		require.Equal(t, ReasonFailed, s.Error.Reason)
		require.False(t, s.Error.NeedsPerson)
		time.Sleep(24 * time.Hour)
		require.Less(t, tries.Load(), int64(24*60*10), "twenty seconds at most, half of it on average")
		require.Greater(t, tries.Load(), int64(24*60*3))
		require.Equal(t, 1, r.log.count("delivery fails"), "once, not for each try")
		down.Store(false)
		time.Sleep(20 * time.Second)
		requireEqual(t, d.ledger, n)
		require.Nil(t, r.status().Error)
		require.Equal(t, 1, r.log.count("delivery goes on"))
	})
}

func TestFullJitterIsBounded(t *testing.T) {
	r := newRetries(defaultPatience())
	longest := time.Duration(0)
	for i := range 1000 {
		wait := r.after(problemOf(errDown))
		require.LessOrEqual(t, wait, 20*time.Second)
		if i == 0 {
			require.LessOrEqual(t, wait, time.Second)
		}
		longest = max(longest, wait)
	}
	require.Greater(t, longest, 18*time.Second)
	busy := &store.RetryError{After: 10 * time.Minute, Err: errDown}
	require.Equal(t, 10*time.Minute, r.after(problemOf(fmt.Errorf("write: %w", busy))))
	busy.After = 100 * time.Hour
	require.Equal(t, time.Hour, r.after(problemOf(busy)), "but not for ever")
	for range 100 {
		wait := r.after(problemOf(store.ErrForbidden))
		require.GreaterOrEqual(t, wait, 150*time.Second)
		require.LessOrEqual(t, wait, 5*time.Minute)
	}
}

func TestWhoIsRefusedIsAskedSeldomAndTriedAtOnceByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		var forbidden atomic.Bool
		forbidden.Store(true)
		n.before = func(context.Context, store.Batch) error {
			if forbidden.Load() {
				return store.ErrForbidden
			}
			return nil
		}
		r := start(d, vfs.NewMem(), n)
		defer r.stop()
		r.take(1)
		require.True(t, r.status().Error.NeedsPerson)
		require.Equal(t, 1, r.log.count("reason=forbidden"))
		forbidden.Store(false)
		require.NoError(t, r.worker.Ask(t.Context(), false))
		synctest.Wait()
		requireEqual(t, d.ledger, n)
	})
}

func TestATargetThatHangsIsGivenUpAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		var hangs atomic.Bool
		hangs.Store(true)
		n.before = func(ctx context.Context, _ store.Batch) error {
			if hangs.Load() {
				<-ctx.Done()
			}
			return ctx.Err()
		}
		r := start(d, vfs.NewMem(), n)
		defer r.stop() // Also while it hangs, it ends at once.
		r.take(1)
		require.Nil(t, r.status().Error)
		time.Sleep(5*time.Minute + time.Millisecond)
		require.Equal(t, ReasonTimeout, r.status().Error.Reason)
		hangs.Store(false)
		time.Sleep(time.Minute)
		requireEqual(t, d.ledger, n)
		hangs.Store(true)
		r.take(2)
	})
}

func TestAStartAnewBreaksOffWhatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		r := start(d, vfs.NewMem(), n)
		defer r.stop()
		r.take(1)
		var hangs atomic.Bool
		hangs.Store(true)
		n.before = func(ctx context.Context, _ store.Batch) error {
			if hangs.CompareAndSwap(true, false) {
				<-ctx.Done()
			}
			return ctx.Err()
		}
		r.take(2)
		n.clear()
		n.noHead = true // Only by hand can such a target be filled again.
		require.NoError(t, r.worker.Ask(t.Context(), true))
		synctest.Wait()
		requireEqual(t, d.ledger, n)
		require.Nil(t, r.status().Error)
	})
}

func TestAnEmptiedTargetIsFilledAgainByItself(t *testing.T) {
	for name, until := range map[string]func(*running){
		"with the next commit after a while": func(r *running) { time.Sleep(2 * time.Minute); r.take(3) },
		"without a commit":                   func(*running) { time.Sleep(2 * time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, n := newDesk(t), newNaive()
				r := start(d, vfs.NewMem(), n)
				defer r.stop()
				r.take(1)
				r.take(2)
				n.clear()
				until(r)
				requireEqual(t, d.ledger, n)
				require.Equal(t, 1, r.log.count("target has lost what it had"))
			})
		})
	}
}

func TestATargetThatWasSetBackGetsWhatIsMissing(t *testing.T) {
	d, n := newDesk(t), newNaive()
	for i := range 5 {
		d.commit(revenue(float64(i), i))
	}
	w := d.worker(vfs.NewMem(), n, 2)
	all(t, w)
	n.head = store.Head{Ledger: d.ledger.Stats().ID, Commit: 3, Sequence: 3}
	n.writes, w.looked = nil, time.Time{}
	all(t, w)
	require.Equal(t, uint64(4), n.writes[0].Figures[0].Sequence)
	requireEqual(t, d.ledger, n)
}

func TestNothingIsWrittenIntoWhatIsNotOurs(t *testing.T) {
	for name, c := range map[string]struct {
		head store.Head
		want error
	}{
		"another ledger":       {store.Head{Ledger: "other", Commit: 1, Sequence: 1}, ErrNotOurs},
		"more than the ledger": {store.Head{Commit: 7, Sequence: 1}, ErrTargetAhead},
		"more facts":           {store.Head{Commit: 1, Sequence: 9}, ErrTargetAhead},
		"another history":      {store.Head{Commit: 1, Sequence: 1, Committed: newClock().now().Add(time.Minute)}, ErrTargetOther},
	} {
		t.Run(name, func(t *testing.T) {
			d, n := newDesk(t), newNaive()
			d.commit(revenue(1, 0))
			if n.head = c.head; n.head.Ledger == "" {
				n.head.Ledger = d.ledger.Stats().ID
			}
			w := d.worker(vfs.NewMem(), n, 2)
			_, err := w.attempt(t.Context())
			require.ErrorIs(t, err, c.want)
			problem := problemOf(err)
			require.Equal(t, ReasonTarget, problem.Reason)
			require.NotEmpty(t, problem.Text.ZH)
			require.Empty(t, n.writes)
			w.askRestart()
			_, err = w.attempt(t.Context())
			require.ErrorIs(t, err, c.want, "also from the start")
			n.clear()
			all(t, w)
			requireEqual(t, d.ledger, n)
		})
	}
}

// A copy of the folder that runs beside this one has written since.
func TestWhatACopyWroteMeanwhileIsNotWrittenOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		r := start(d, vfs.NewMem(), n)
		defer r.stop()
		r.take(1)
		n.head = store.Head{Ledger: d.ledger.Stats().ID, Commit: 2, Sequence: 2, Committed: d.clock.now().Add(time.Millisecond)}
		n.writes = nil
		r.take(2)
		require.Empty(t, n.writes)
		require.Equal(t, ReasonTarget, r.status().Error.Reason)
	})
}

func TestOneBadTargetSlowsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, good, bad := newDesk(t), newNaive(), newNaive()
		bad.before = func(ctx context.Context, _ store.Batch) error { <-ctx.Done(); return ctx.Err() }
		one, other := start(d, vfs.NewMem(), good), start(d, vfs.NewMem(), bad)
		defer one.stop()
		defer other.stop()
		began := time.Now()
		for i := range 10 {
			d.commit(revenue(float64(i), 0))
			nudge(one.commits)
			nudge(other.commits)
			synctest.Wait()
			requireEqual(t, d.ledger, good)
		}
		require.Zero(t, time.Since(began))
		require.EqualValues(t, 10, other.status().Backlog)
	})
}

func TestRejectedFactsAreKeptAndTheRestGoesOn(t *testing.T) {
	d, n := newDesk(t), newNaive()
	fs := vfs.NewMem()
	n.after = func(b store.Batch) error {
		var bad []store.Rejection
		for _, f := range b.Figures {
			if f.Version.Value == 3 {
				bad = append(bad, store.Rejection{Sequence: f.Sequence, Fact: "三", Reason: "no threes"})
			}
		}
		if bad == nil {
			return nil
		}
		return &store.RejectedError{Facts: bad}
	}
	for i := range 6 {
		d.commit(revenue(float64(i), i))
	}
	w := d.worker(fs, n, 2)
	all(t, w)
	requireEqual(t, d.ledger, n)
	s := w.Status(t.Context())
	require.EqualValues(t, 1, s.Rejected)
	require.Equal(t, "delivery/t.rejected.jsonl", s.RejectedIn)
	require.Nil(t, s.Error)
	text, err := readSmall(fs, "delivery/t.rejected.jsonl")
	require.NoError(t, err)
	require.JSONEq(t, `{"at":"2020-09-08T09:00:06Z","sequence":4,"fact":"三","reason":"no threes"}`, string(text))
	require.EqualValues(t, 1, d.worker(fs, n, 2).Status(t.Context()).Rejected, "remembered")
}

func TestTheFileOfRejectedFactsIsBounded(t *testing.T) {
	fs := vfs.NewMem()
	f := rejectedFile{fs, "delivery", "x.rejected.jsonl", 1000}
	fact := []store.Rejection{{Sequence: 1, Fact: "f", Reason: "r"}, {Sequence: 2, Fact: "f", Reason: "r"}}
	for range 50 {
		require.NoError(t, f.add(time.Unix(0, 0).UTC(), fact))
	}
	text, err := readSmall(fs, f.path())
	require.NoError(t, err)
	require.LessOrEqual(t, len(text), 1000)
	require.Equal(t, 1, strings.Count(string(text), "cut"))
	require.True(t, strings.HasSuffix(string(text), rejectedCut))
	require.NoError(t, fs.Remove(f.path()))
	require.NoError(t, f.add(time.Unix(0, 0).UTC(), fact))
	require.Positive(t, f.size())
}

// late is a store.Target that finds out at the end what became of a batch.
type late struct {
	*naive
	lost []store.Rejection
	then error
}

func (l *late) Check(context.Context) error {
	if len(l.lost) == 0 {
		return nil
	}
	lost := l.lost
	l.lost = nil
	return &store.RejectedError{Facts: lost, Then: l.then}
}

func TestWhatATargetFindsOutLaterIsKeptAsRejected(t *testing.T) {
	d, n := newDesk(t), newNaive()
	d.commit(revenue(1, 0), revenue(2, 1), revenue(3, 2))
	fs := vfs.NewMem()
	w := d.worker(fs, &late{n, []store.Rejection{{Sequence: 2, Fact: "revenue", Reason: "not found"}}, nil}, 2)
	all(t, w)
	requireEqual(t, d.ledger, n)
	require.EqualValues(t, 1, w.Status(t.Context()).Rejected)
	require.EqualValues(t, 1, w.Status(t.Context()).Commit)
	text, err := readSmall(fs, w.rejected.path())
	require.NoError(t, err)
	require.Contains(t, string(text), `"sequence":2`)
	require.EqualValues(t, 3, w.position().Sequence)
}

func TestWhatFailsBesideRejectionsIsAFailure(t *testing.T) {
	d, n := newDesk(t), newNaive()
	d.commit(revenue(1, 0))
	w := d.worker(vfs.NewMem(), &late{n, []store.Rejection{{Sequence: 1, Fact: "revenue", Reason: "not found"}}, errDown}, 2)
	more, err := w.attempt(t.Context())
	require.NoError(t, err)
	require.True(t, more)
	_, err = w.attempt(t.Context())
	require.ErrorIs(t, err, errDown)
	require.EqualValues(t, 1, w.position().Rejected)
	require.Zero(t, w.Status(t.Context()).Commit, "nobody is told that all is there")
}

func TestATargetThatLostEverythingHasRejectedNothingYet(t *testing.T) {
	d, n := newDesk(t), newNaive()
	n.after = func(b store.Batch) error {
		if len(b.Figures) == 0 {
			return nil
		}
		return &store.RejectedError{Facts: []store.Rejection{{Sequence: b.Figures[0].Sequence, Fact: "f", Reason: "r"}}, LeftOut: 1}
	}
	d.commit(revenue(1, 0))
	w := d.worker(vfs.NewMem(), n, 2)
	for range 3 {
		all(t, looksNow(w))
		require.Equal(t, []uint64{1, 1}, []uint64{w.position().Rejected, w.position().LeftOut})
		n.clear()
	}
}

func TestATargetThatCannotTellGetsEverythingAtAnotherPlace(t *testing.T) {
	d, n, fs := newDesk(t), newNaive(), vfs.NewMem()
	n.noHead = true
	for i := range 3 {
		d.commit(revenue(float64(i), i))
	}
	at := func(place string, n *naive) *Worker {
		w := d.worker(fs, n, 10)
		w.Place = place
		return w
	}
	all(t, at("here", n))
	n.writes = nil
	all(t, at("here", n))
	require.Empty(t, n.writes, "the same place")
	other := newNaive()
	other.noHead = true
	all(t, at("there", other))
	requireEqual(t, d.ledger, other)
	c, err := cursorFile{fs, "delivery", "t.json"}.load("")
	require.NoError(t, err)
	require.Equal(t, "there", c.Place)
	require.EqualValues(t, 3, c.Sequence)
}

func TestWhoAsksHearsOfATargetThatWentAwayMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		gone := &leaving{naive: n}
		r := start(d, vfs.NewMem(), gone)
		defer r.stop()
		require.False(t, r.status().Pending)
		gone.away.Store(true)
		require.NoError(t, r.worker.Ask(t.Context(), false))
		synctest.Wait()
		s := r.status()
		require.True(t, s.Pending, "an empty ledger's target is asked too")
		require.Equal(t, ReasonFailed, s.Error.Reason)
		gone.away.Store(false)
		require.NoError(t, r.worker.Ask(t.Context(), false))
		synctest.Wait()
		require.False(t, r.status().Pending)
		require.Nil(t, r.status().Error)
	})
}

// leaving is a store.Target that goes away.
type leaving struct {
	*naive
	away atomic.Bool
}

func (l *leaving) Head(ctx context.Context) (store.Head, error) {
	if l.away.Load() {
		return store.Head{}, errDown
	}
	return l.naive.Head(ctx)
}

// notTold is a store.Target that fails its head.
type notTold struct{ *naive }

func (notTold) Head(context.Context) (store.Head, error) {
	return store.Head{}, errors.New("no answer")
}

func TestATargetWhoseHeadIsUnknownIsNotWrittenTo(t *testing.T) {
	d, n := newDesk(t), newNaive()
	d.commit(revenue(1, 0))
	_, err := d.worker(vfs.NewMem(), notTold{n}, 2).attempt(t.Context())
	require.ErrorContains(t, err, "no answer")
	require.Empty(t, n.writes)
}

func TestWhatFollowsIsProjected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		p := &projections{clock: d.clock}
		d.commit(revenue(1, 0))
		w := d.worker(vfs.NewMem(), n, 100)
		w.Projector = p
		all(t, w)
		require.Equal(t, []time.Time{{}}, p.from)
		all(t, w)
		require.Len(t, p.from, 1, "nothing has changed")
		d.commit(revenue(2, 0))
		all(t, w)
		require.Len(t, p.from, 1, "not at once again")
		require.InDelta(t, 9*time.Second, w.idle(), float64(time.Second))
		d.clock.advance(9 * time.Second)
		all(t, w)
		require.Len(t, p.from, 2)
		d.clock.advance(time.Minute)
		all(t, w)
		require.Len(t, p.from, 3, "from time to time")
		d.clock.advance(48 * time.Hour)
		all(t, w)
		require.Len(t, p.from, 6, "two days' ends, and now")
		require.Equal(t, d.clock.now(), w.position().Projected)
		w.askRestart()
		all(t, w)
		require.True(t, p.from[6].IsZero(), "from the start")
	})
}

func TestAClockThatWasPutBackIsWaitedForWithoutHaste(t *testing.T) {
	d, n := newDesk(t), newNaive()
	p := &projections{clock: d.clock}
	d.commit(revenue(1, 0))
	w := d.worker(vfs.NewMem(), n, 100)
	w.Projector = p
	all(t, w)
	wrote := w.position()
	d.clock.advance(-30 * time.Minute)
	all(t, w)
	require.Len(t, p.from, 1, "what was written lies ahead")
	require.Equal(t, wrote, w.position())
	require.GreaterOrEqual(t, w.idle(), 30*time.Second, "it does not ask all the time")
	d.clock.advance(32 * time.Minute)
	all(t, w)
	require.Len(t, p.from, 2)
	d.clock.advance(-10 * 365 * 24 * time.Hour) // It had been far ahead.
	all(t, w)
	require.Len(t, p.from, 3)
	require.True(t, p.from[2].IsZero(), "all anew")
	require.Equal(t, d.clock.now(), w.position().Projected)
	require.GreaterOrEqual(t, w.idle(), 30*time.Second)
}

// projections stops at each midnight.
type projections struct {
	clock *clock
	from  []time.Time
	past  [][2]time.Time
	fails error
}

func (p *projections) Past(_ context.Context, known, to time.Time) error {
	p.past = append(p.past, [2]time.Time{known, to})
	return p.fails
}

func (p *projections) Project(_ context.Context, from time.Time) (time.Time, error) {
	p.from = append(p.from, from)
	now := p.clock.now()
	if end := from.Truncate(24 * time.Hour).Add(24 * time.Hour); !from.IsZero() && end.Before(now) {
		return end, nil
	}
	return now, nil
}

func TestCursorsOfOtherLedgersAreRefused(t *testing.T) {
	fs := vfs.NewMem()
	first, n := newDesk(t), newNaive()
	first.commit(revenue(1, 0), revenue(1, 1))
	first.commit(revenue(2, 0))
	all(t, first.worker(fs, n, 10))

	refused := func(l *desk, change func(*cursor)) error {
		f := cursorFile{fs, "delivery", "t.json"}
		c, err := f.load("")
		require.NoError(t, err)
		change(&c)
		require.NoError(t, f.save(c))
		w := l.worker(fs, newNaive(), 10)
		_, err = w.attempt(t.Context())
		require.Equal(t, ReasonCursor, problemOf(err).Reason)
		require.Contains(t, problemOf(err).Text.EN, "--from-start")
		w.askRestart()
		all(t, w)
		return err
	}
	id := first.ledger.Stats().ID
	require.ErrorIs(t, refused(first, func(c *cursor) { c.Ledger = "other" }), ErrOtherLedger)
	require.ErrorIs(t, refused(first, func(c *cursor) { c.Sequence = 4 }), ErrBeyondLog)
	require.ErrorIs(t, refused(first, func(c *cursor) { c.Committed = c.Committed.Add(time.Second) }), ErrOtherHistory)
	c, err := cursorFile{fs, "delivery", "t.json"}.load("")
	require.NoError(t, err)
	require.Equal(t, cursor{Ledger: id, Sequence: 3, Receipt: "R000002", Committed: c.Committed, Delivered: c.Delivered}, c)

	require.NoError(t, replace(fs, "delivery", "t.json", []byte("{")))
	w := first.worker(fs, n, 10)
	_, err = w.attempt(t.Context())
	require.Equal(t, ReasonCursor, problemOf(err).Reason)
}

func TestTheCursorSurvivesACrashAtEveryStep(t *testing.T) {
	for step := 1; ; step++ {
		d, n := newDesk(t), newNaive()
		for i := range 3 {
			d.commit(revenue(float64(i), 0))
		}
		mem := vfs.NewCrashableMem()
		fs := &failing{FS: mem, at: step}
		w := d.worker(fs, n, 1)
		var err error
		for more := true; more && err == nil; {
			more, err = w.attempt(t.Context())
		}
		if !fs.failed {
			require.NoError(t, err)
			require.Greater(t, step, 15, "the steps of three saves")
			return
		}
		require.Equal(t, ReasonCursor, problemOf(err).Reason, "step %d", step)
		for _, percent := range []int{0, 100} {
			after := mem.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: percent, RNG: rng()})
			again := d.worker(after, n, 1)
			all(t, again)
			requireEqual(t, d.ledger, n)
			require.EqualValues(t, 3, again.position().Sequence)
		}
		all(t, w) // Or the disk is well again, and it goes on.
		requireEqual(t, d.ledger, n)
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"", "A", "a/b", "..", "-a", "a-", "中"} {
		_, err := NewWorker(Options{Name: name, Ledger: newDesk(t).ledger, Deliverer: ToStore(nil, newNaive())})
		require.Error(t, err, name)
	}
	d := newDesk(t)
	_, err := NewGroup(d.worker(vfs.NewMem(), newNaive(), 1), d.worker(vfs.NewMem(), newNaive(), 1))
	require.ErrorContains(t, err, "two targets are named t")
}
